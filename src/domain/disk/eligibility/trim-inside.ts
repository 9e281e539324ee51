/** The way to the space of a disk that Winnow cannot work on from outside. */
export const trimInside =
  "Run `fstrim -av` inside the guest instead, with discard='unmap' on the machine's disk.";

/** The same where the guest encrypts: its layer of encryption holds discards back until it is told not to. */
export const trimInsideEncrypted =
  "Give the space back from inside the guest instead, with discard='unmap' on the machine's disk: for LUKS run `cryptsetup refresh --allow-discards NAME` (to last: `discard` in /etc/crypttab) and then `fstrim -av`; for BitLocker run `Optimize-Volume -DriveLetter C -ReTrim`.";
