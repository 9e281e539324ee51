const maxLines = 30;
const maxStdoutLines = 8;
const maxCharacters = 4096;
const maxLineCharacters = 500;

// What a boot, a shutdown, and the appliance's every call write: it hides the few lines that matter.
const noise =
  /^\[ *\d+\.\d+\] (?!.*(?:error|corrupt|I\/O|EXT\d|XFS|BTRFS|NTFS))|^(?:commandrvf?|command|supermin|guestfsd|udevadm|fsync|SELinux|No filesystem is currently|Failed to determine unit|libguestfs: (?:command|trace: (?:get_|set_|internal_|is_|lv|vg|canonical|c_pointer|max_disks|version|close|shutdown)|closing|recv_from|sending|check_for)|umount-all|\s*$)(?!.*error)|^ +-/;

// The line that says why, the most specific kind first: qemu and supermin speak before the appliance is there.
const decisive = [
  /^qemu-system-\S+: (?!warning)/,
  /^ *WARNING: VG \S+ is missing PV /,
  /^supermin: .*error|^libguestfs: error: .*(?:supermin|launch timed out)/,
  /^virt-sparsify: (?!.*guestfs_launch failed).*(?:error|could not|cannot)/,
  /^guestfsd: error: /,
  /^(?:virt-sparsify|libguestfs): error: /,
];

// Guests and their filesystems have a say in these lines: no escape sequences reach a terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
const controlCharacters = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * What the tool wrote last that matters, bounded, and before it the one line that says why it failed, where it
 * wrote one; null when it wrote nothing.
 */
export function outputTail(stdout: readonly string[], stderr: readonly string[]): string | null {
  const booted = stderr.findIndex((line) => line.includes('libguestfs: trace: launch = 0'));
  const said = stdout.filter((line) => !/^\d+\/\d+$|^\{|^\s*$/.test(line)).slice(-maxStdoutLines);
  const cause = decisiveLine(stderr);
  const messages = withoutHelp(stderr.slice(booted + 1)).filter(
    (line) => line !== cause && !noise.test(line),
  );
  const first = cause === null ? [] : [shown(cause).trim()];
  const kept = maxLines - said.length - first.length;
  const rest = [...said, ...messages.slice(-kept)].map(shown).join('\n');
  const room = maxCharacters - first.join('').length - 1;
  const tail = [...first, ...(rest === '' ? [] : [rest.slice(-room)])].join('\n');
  return tail === '' ? null : tail;
}

/** The line that says why the tool failed; null where none does. */
export function decisiveLine(stderr: readonly string[]): string | null {
  for (const kind of decisive) {
    const line = stderr.findLast((each) => kind.test(each));
    if (line !== undefined) return line;
  }
  return null;
}

const shown = (line: string): string =>
  line.replaceAll(controlCharacters, '').trimEnd().slice(0, maxLineCharacters);

/** The appliance asks LVM and sfdisk for their usage at each run, and writes it all out. */
function withoutHelp(lines: readonly string[]): string[] {
  let inHelp = false;
  return lines.filter((line) => {
    if (/^command: \S+ '.*--help'/.test(line)) inHelp = true;
    else if (/^(?:command: \S+ '|commandrvf|guestfsd: |libguestfs: |virt-sparsify: )/.test(line))
      inHelp = false;
    return !inHelp;
  });
}
