const maxLines = 30;
const maxStdoutLines = 8;
const maxCharacters = 4096;
const maxLineCharacters = 500;

// What a boot, a shutdown, and the appliance's every call write: it hides the few lines that tell something.
const noise =
  /^\[ *\d+\.\d+\] (?!.*(?:error|corrupt|I\/O|EXT\d|XFS|BTRFS|NTFS))|^(?:commandrvf?|command|supermin|guestfsd|udevadm|fsync|SELinux|No filesystem is currently|Failed to determine unit|libguestfs: (?:command|trace: (?:get_|set_|internal_|is_|lv|vg|canonical|c_pointer|max_disks|version|close|shutdown)|closing|recv_from|sending|check_for)|umount-all|\s*$)(?!.*error)|^ +-/;

// Guests and their filesystems have a say in these lines: no escape sequences reach a terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
const controlCharacters = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** The last lines that tell something of what the tool wrote, bounded; null when it wrote nothing. */
export function outputTail(stdout: readonly string[], stderr: readonly string[]): string | null {
  const booted = stderr.findIndex((line) => line.includes('libguestfs: trace: launch = 0'));
  const said = stdout.filter((line) => !/^\d+\/\d+$|^\{|^\s*$/.test(line)).slice(-maxStdoutLines);
  const told = stderr.slice(booted + 1).filter((line) => !noise.test(line));
  const lines = [...said, ...told.slice(said.length - maxLines)].map((line) =>
    line.replaceAll(controlCharacters, '').slice(0, maxLineCharacters),
  );
  const tail = lines.join('\n').slice(-maxCharacters);
  return tail === '' ? null : tail;
}
