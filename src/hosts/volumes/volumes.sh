# shellcheck shell=sh
# What the kernel knows of files and logical volumes: `identity` of either, and of volumes, by their numbers
# MAJOR:MINOR, what a thin pool has mapped, what was discarded, and whether anybody has them open. Reads /sys and asks
# device-mapper: touches no device.

# identity PATH: `DEVICE INODE SIZE` of a regular file, `MAJOR:MINOR ID SIZE` of a logical volume by LVM's id; fails for all
# else. A name is anybody's, and numbers are given anew: only together with the id they say which volume it is.
identity() {
  # shellcheck disable=SC2046 # words
  set -- $(stat -L -c '%f %d %i %t %T %s' -- "$1" 2>/dev/null)
  case ${1:-} in
    8???) printf '%s %s %s\n' "$2" "$3" "$6" ;;
    6???) volume_identity "$((0x$4)):$((0x$5))" ;;
    *) return 1 ;;
  esac
}

# Before it is opened: a pipe would be waited for.
may_be_opened() { [ -f "$1" ] || [ -b "$1" ]; }

# is_identity PATH DEVICE INODE: whatever its size is.
is_identity() { present=$(identity "$1") && [ "${present% *}" = "$2 $3" ]; }

# The bytes that a file takes.
allocated_bytes() { stat -L -c '%b %B' "$1" 2>/dev/null | { read -r blocks size && printf '%s\n' "$((blocks * size))"; }; }

volume_identity() {
  uuid='' sectors=''
  { read -r uuid <"/sys/dev/block/$1/dm/uuid" && read -r sectors <"/sys/dev/block/$1/size"; } 2>/dev/null || return
  # A layer that LVM hides has a suffix.
  [ "${#uuid}" = 68 ] || return
  case $uuid in LVM-*) printf '%s %s %s\n' "$1" "${uuid#LVM-????????????????????????????????}" "$((sectors * 512))" ;; *) return 1 ;; esac
}

# volume_numbers ID: fails where the kernel has no such volume.
volume_numbers() {
  for mapped in /sys/dev/block/*/dm/uuid; do
    { read -r uuid <"$mapped"; } 2>/dev/null || continue
    case $uuid in
      LVM-????????????????????????????????"$1")
        mapped=${mapped#/sys/dev/block/}
        printf '%s\n' "${mapped%%/*}"
        return
        ;;
    esac
  done
  return 1
}

# mapper COMMAND MAJOR:MINOR OPTIONS…: dmsetup, which is in a directory of the system's own.
mapper() {
  mapper_command=$1 numbers=$2
  shift 2
  PATH=$PATH:/usr/sbin:/sbin timeout -k 2 10 dmsetup "$mapper_command" -j "${numbers%:*}" -m "${numbers#*:}" "$@" 2>/dev/null </dev/null
}

# How often a volume is open, which counts what stands on it and every process.
opened_times() { mapper info "$1" -c --noheadings -o open | tr -d ' '; }

# The same, without whoever only looks at it, as udev does when it was closed, and is gone within seconds.
open_count() {
  for pause in 1 1 1 ''; do
    count=$(opened_times "$1")
    if [ "$count" = 0 ] || [ -z "$pause" ]; then break; fi
    sleep "$pause"
  done
  printf '%s\n' "$count"
}

# The bytes that a pool has mapped for a thin volume: `0 LENGTH thin SECTORS …`; nothing of any other.
mapped_bytes() {
  # shellcheck disable=SC2046 # words
  set -- $(mapper status "$1" --noflush)
  [ "${3:-}" = thin ] || return
  case ${4:-} in '' | *[!0-9]*) return 1 ;; *) printf '%s\n' "$(($4 * 512))" ;; esac
}

# The bytes of data that the pool of a thin volume uses, by all of its volumes: `0 LENGTH thin-pool ID META DATA/TOTAL …`, in
# blocks of the table's `0 LENGTH thin-pool META DATA SECTORS …`.
pool_bytes() {
  # shellcheck disable=SC2046 # words
  set -- $(mapper table "$1")
  [ "${3:-}" = thin ] || return
  pool=$4
  # shellcheck disable=SC2046
  set -- $(mapper table "$pool") - $(mapper status "$pool" --noflush)
  block=${6:-}
  while [ "$#" -gt 0 ] && [ "$1" != - ]; do shift; done
  used=${7%/*}
  case $block:${used:-x} in *[!0-9:]*) return 1 ;; *) printf '%s\n' "$((block * used * 512))" ;; esac
}

# The bytes that the kernel was told to discard on a volume since it is there.
discarded_bytes() {
  # shellcheck disable=SC2046 # numbers
  set -- $(cat "/sys/dev/block/$1/stat" 2>/dev/null)
  [ "$#" -ge 15 ] && printf '%s\n' "$((${14} * 512))"
}

# image_users DEVICE INODE, as `identity` has both. Needs file-users.sh.
image_users() {
  case $1 in *:*) volume_users "$1" ;; *) file_users "$@" ;; esac
}

# volume_users MAJOR:MINOR: a field for each that has the volume open: `process` or `reader` with `PID NAME`; `holder` with the device that
# stands on it, or `unknown` where nobody can be named. `unseen` where the kernel did not say whether it is open at all. Needs
# frame.sh.
volume_users() {
  count=$(open_count "$1")
  [ "$count" != 0 ] || return 0
  case $count in '' | *[!0-9]*) field unseen "whether $1 is open"; return ;; esac
  {
    volume_processes "$1"
    volume_holders "$1"
  } | {
    named=''
    while read -r kind name; do
      named=yes
      field "$kind" "$name"
    done
    [ -n "$named" ] || field holder unknown
  }
}

# volume_writers MAJOR:MINOR: those that may write the volume, as lines of `volume_processes` and `volume_holders`.
volume_writers() {
  volume_processes "$1" | grep -v '^reader '
  volume_holders "$1"
}

# What stands on a volume: devices, among them loop devices, which the kernel lists apart; and what is mounted from it.
volume_holders() {
  for holder in "/sys/dev/block/$1/holders"/*; do
    [ ! -e "$holder" ] || printf 'holder %s\n' "${holder##*/}"
  done
  device=$(readlink -f "/sys/dev/block/$1")
  for loop in /sys/block/loop*/loop/backing_file; do
    { read -r backing <"$loop"; } 2>/dev/null || continue
    loop=${loop#/sys/block/}
    case $backing in */dev/"${device##*/}") printf 'holder %s\n' "${loop%%/*}" ;; esac
  done
  # What btrfs mounts has other numbers.
  for mounted in /sys/fs/btrfs/*/devices/"${device##*/}"; do
    [ ! -e "$mounted" ] || printf 'holder mounted\n'
  done
  ! grep -qs "^[0-9]* [0-9]* $1 " /proc/1/mountinfo /proc/self/mountinfo || printf 'holder mounted\n'
}

# volume_processes MAJOR:MINOR: lines `process PID NAME` of those that have it open for writing, `reader PID NAME` of others. By the
# links of their descriptors first: nothing of a filesystem that is dead is touched. That of a process in another root begins
# where that lies.
volume_processes() {
  wanted=$(printf '%x:%x' "${1%:*}" "${1#*:}")
  find /proc/[0-9]*/fd \( -lname '/dev/*' -o -lname '*/dev/dm-*' \) -print0 2>/dev/null |
    xargs -0 -r stat -L -c '%t:%T %n' 2>/dev/null |
    while read -r numbers opened; do
      [ "$numbers" = "$wanted" ] || continue
      pid=${opened#/proc/}
      pid=${pid%%/*}
      # In octal; the last digit is for reading, writing, or both.
      case $(grep '^flags:' "/proc/$pid/fdinfo/${opened##*/}" 2>/dev/null) in
        *[12]) kind=process ;;
        *0) kind=reader ;;
        *) continue ;;
      esac
      { read -r name <"/proc/$pid/comm"; } 2>/dev/null || name='?'
      printf '%s %s %s\n' "$kind" "$pid" "$name"
    done | sort -u
}
