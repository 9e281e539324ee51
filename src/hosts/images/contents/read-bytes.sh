#!/bin/sh
# `sh -s -- USE KNOWN QEMU_IO IMAGE COUNT (PATH DEVICE INODE)… RANGE…`: reads ranges (`OFFSET LENGTH`) of an image, given to
# qemu as IMAGE: a graph of the COUNT files that are open as descriptors from 3 on. Answers at once, and then each line of
# ranges on the input: `version`, of the first file, and `read`, what qemu-io wrote; where the version is KNOWN, that alone.
# Where USE is `use`, the first answer also says who uses the first file. Needs frame.sh, volumes.sh, file-users.sh, image-use.sh,
# setpriv and prlimit (util-linux), and timeout. Nothing is mounted, no process outlives this, and qemu reads as nobody where this is
# root.
set -u

# Bytes of address space, seconds of processor time, open files: some times what it takes.
memory=2147483648 processor=10 files=64
seconds=15

# Not even root's right to read is kept where the container has none of it: there the right to write goes along, unused.
right() {
  read -r _ bounding <<EOT
$(grep '^CapBnd:' /proc/self/status)
EOT
  if [ $((0x$bounding & 4)) -ne 0 ]; then echo dac_read_search; else echo dac_override; fi
}

confined() {
  if [ "$(id -u)" = 0 ]; then
    caps=-all,+$(right)
    set -- setpriv --reuid=65534 --regid=65534 --clear-groups \
      --inh-caps="$caps" --ambient-caps="$caps" --bounding-set="$caps" --no-new-privs "$@"
  fi
  timeout -k 2 "$seconds" nice -n 10 \
    prlimit --as="$memory" --cpu="$processor" --nofile="$files" --fsize=0 --core=0 "$@"
}

fail() { end_answer "$1"; exit; }

# open NUMBER PATH DEVICE INODE: only the very file that was accepted, whatever has its name by now.
open() {
  may_be_opened "$2" || fail 3
  case $1 in
    3) exec 3<"$2" ;;
    4) exec 4<"$2" ;;
    5) exec 5<"$2" ;;
    6) exec 6<"$2" ;;
    7) exec 7<"$2" ;;
    8) exec 8<"$2" ;;
    9) exec 9<"$2" ;;
    *) fail 4 ;;
  esac
  is_identity "/proc/self/fd/$1" "$3" "$4" || fail 3
}

# Changes when the image does. Of a volume nothing shows that: it is another each time.
version_of() {
  if [ -f "$1" ]; then stat -L -c '%d:%i:%s:%.9Y' "$1"; else printf '%s at %s\n' "$(identity "$1")" "$started"; fi
}

# answer_ranges OFFSET LENGTH…
answer_ranges() {
  version=$(version_of /proc/self/fd/3)
  field version "$version"
  [ "$version" != "$known" ] || return
  count=$(($# / 2))
  while [ "$count" -gt 0 ]; do
    range="$1 $2"
    shift 2
    set -- "$@" -c "read -v $range"
    count=$((count - 1))
  done
  read=$(confined "$qemu_io" -r "$image" "$@" 2>/dev/null </dev/null) || fail 5
  field read "$read"
}

main() {
  use=$1 known=$2 qemu_io=$3 image=$4 last=$(($5 + 2))
  shift 5
  begin_lines
  read -r started _ </proc/uptime
  [ "$last" -gt 2 ] || fail 4
  [ "$use" != use ] || (image_use "$qemu_io" "$1" "$2" "$3" </dev/null)
  number=3
  while [ "$number" -le "$last" ]; do
    open "$number" "$1" "$2" "$3"
    number=$((number + 1))
    shift 3
  done
  answer_ranges "$@"
  end_answer 0
  while read -r ranges; do
    begin_lines
    # shellcheck disable=SC2086 # numbers
    answer_ranges $ranges
    end_answer 0
  done
}

# One line: bash reads its input line by line, and the questions come after this one.
main "$@"; exit 0
