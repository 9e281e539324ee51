# shellcheck shell=sh disable=SC2154
# Who uses a file, whatever its name: put before a script that calls `file_users`, and after frame.sh. Each user is a
# field: `loop` and `swap` with a name, `process` with `PID NAME`; `unseen` where some could not be seen.

# file_users DEVICE INODE: both as `stat -c '%d %i'` writes them.
file_users() {
  file=$1:$2 inode=$2
  # As glibc packs a device's numbers.
  device=$((($1 >> 32 & ~4095) | ($1 >> 8 & 4095))):$((($1 >> 12 & ~255) | ($1 & 255)))
  loop_users
  swap_users
  process_users
  return 0
}

# The kernel gives inode and device of what a loop device stands on to those who may open it; to others only a name.
loop_users() {
  [ -e /sys/block/loop0 ] || return 0
  listed=$(losetup -ln --raw -O NAME,BACK-INO,BACK-MAJ:MIN 2>/dev/null | sed 's/\\x20//g')
  for loop in /sys/block/loop*; do
    [ -e "$loop/loop/backing_file" ] || continue
    name=/dev/${loop#/sys/block/}
    known=$(printf '%s\n' "$listed" | grep "^$name ")
    case $known in
      "$name $inode $device") field loop "$name" ;;
      "$name "*[0-9]' '*:*) ;;
      *)
        saying cat "$loop/loop/backing_file"
        case $(stat -L -c %d:%i -- "$said" 2>/dev/null) in
          "$file") field loop "$name" ;;
          # Unless it was detached since.
          '') [ ! -e "$loop/loop/backing_file" ] || field unseen "$name" ;;
        esac
        ;;
    esac
  done
}

# The kernel writes blanks and the like in a name as \040.
swap_users() {
  [ -r /proc/swaps ] || return 0
  while read -r name type _; do
    [ "$type" = file ] || continue
    saying printf %b "$(printf '%s' "$name" | sed 's/\\/\\0/g')"
    [ "$(stat -L -c %d:%i -- "$said" 2>/dev/null)" != "$file" ] || field swap "$said"
  done </proc/swaps
}

process_users() {
  [ -d /proc/1 ] || field unseen 'processes of other users'
  seen=' ' hidden=
  while IFS= read -r line; do
    case $line in
      denied) [ -n "$hidden" ] || field unseen 'processes of other users'; hidden=yes ;;
      /proc/*) process_user "$line" ;;
    esac
  done <<EOT
$(open_files; shared_mappings)
EOT
}

# Descriptors of the inode's number, found without touching any filesystem: one that is dead keeps nobody waiting.
open_files() {
  if grep -q '^ino:' /proc/self/fdinfo/0; then
    without_races grep -rlx "ino:	$inode" /proc/[0-9]*/fdinfo
  else
    without_races find -L /proc/[0-9]*/fd -maxdepth 1 -inum "$inode"
  fi
}

# A mapping lives on after its descriptor was closed.
shared_mappings() {
  without_races grep -EH "^[0-9a-f-]+ .w.s [0-9a-f]+ [0-9a-f:]+ $inode( |\$)" /proc/[0-9]*/maps
}

# Processes end all the time; only what may not be seen is reported. The host's init has no images, and hides from root too.
without_races() {
  {
    denied=$("$@" 2>&1 >&3 | grep -E 'Permission denied|not permitted' | grep -v /proc/1/)
    [ -z "$denied" ] || echo denied >&3
  } 3>&1
}

# process_user FOUND: /proc/PID/fdinfo/N, /proc/PID/fd/N or /proc/PID/maps:RANGE …
process_user() {
  pid=${1#/proc/}
  pid=${pid%%/*}
  case $seen in *" $pid "*) return ;; esac
  case $1 in
    */maps:*)
      range=${1#*/maps:}
      at=/proc/$pid/map_files/${range%% *}
      ;;
    *)
      grep -q '^flags:.*[12]$' "/proc/$pid/fdinfo/${1##*/}" 2>/dev/null || return
      at=/proc/$pid/fd/${1##*/}
      ;;
  esac
  case $(stat -L -c %d:%i "$at" 2>/dev/null) in
    "$file") ;;
    # Mapped files are followed for few: what maps says must do.
    '') [ "$at" != "/proc/$pid/fd/${1##*/}" ] && same_device "$range" || return ;;
    *) return ;;
  esac
  seen="$seen$pid "
  saying cat "/proc/$pid/comm"
  field process "$pid $said"
}

# `RANGE rw-s OFFSET MAJOR:MINOR …`, in hexadecimal.
same_device() {
  # shellcheck disable=SC2086 # words
  set -- $1
  [ "$((0x${4%:*})):$((0x${4#*:}))" = "$device" ]
}
