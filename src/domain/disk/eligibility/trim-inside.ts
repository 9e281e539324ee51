/** How to give back the space of a disk that Winnow cannot work on from outside. */
export const trimInside =
  "Run `fstrim -av` inside the guest instead, with discard='unmap' on the virtual machine's disk.";

/** The same where the guest encrypts: its encryption layer blocks discards unless it is configured to pass them. */
export const trimInsideEncrypted =
  "Give the space back from inside the guest instead, with discard='unmap' on the virtual machine's disk: for LUKS run `cryptsetup refresh --allow-discards NAME` (to last: `discard` in /etc/crypttab) and then `fstrim -av`; for BitLocker run `Optimize-Volume -DriveLetter C -ReTrim`.";
