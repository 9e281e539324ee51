# shellcheck shell=sh
# What a storage array has mapped for a logical volume, by SCSI's GET LBA STATUS. Needs volumes.sh.

# array_bytes MAJOR:MINOR: in bytes; fails where not all of the volume lies on whole LUNs whose array says so, and after half a
# minute.
array_bytes() {
  deadline=$(($(date +%s) + 30)) mapped=0
  areas=$(areas_of "$1") || return
  while read -r device first count; do
    lun=$(lun_of "$device") || return
    add_mapped "$lun" "$first" "$count" || return
  done <<END
$areas
END
  printf '%s\n' "$mapped"
}

# areas_of MAJOR:MINOR: where it lies, as lines `MAJOR:MINOR FIRST COUNT`, in sectors of 512 bytes; fails unless it is linear or
# striped, of which device-mapper says `START LENGTH linear (DEVICE OFFSET)` and `… striped STRIPES CHUNK (DEVICE OFFSET)…`.
areas_of() {
  table=$(mapper table "$1") && [ -n "$table" ] || return
  while read -r _ length kind rest; do
    # shellcheck disable=SC2086 # words
    case $kind in
      linear) set -- 1 - $rest ;;
      striped) set -- $rest ;;
      *) return 1 ;;
    esac
    stripes=$1
    shift 2
    while [ "$#" -ge 2 ]; do
      printf '%s %s %s\n' "$1" "$2" "$((length / stripes))"
      shift 2
    done
  done <<END
$table
END
}

# run_devices IMAGE DEVICE, as `identity` has it: the devices that a run on a volume opens, as in-scope.sh has them, a line each:
# the volume, device-mapper to ask what its pool has mapped, and the SCSI disks to ask their array.
run_devices() {
  case $2 in *:*) ;; *) return ;; esac
  printf '%s\n' "$1" /dev/mapper/control
  areas_of "$2" | while read -r device _; do
    for at in $(disks_of "$device"); do
      [ "$(cat "$at/device/type" 2>/dev/null)" != 0 ] || printf '/dev/%s r\n' "$(basename "$(readlink -f "$at")")"
    done
  done | sort -u
}

# disks_of MAJOR:MINOR: the directory in /sys of a device, or of all paths to it.
disks_of() {
  case $(cat "/sys/dev/block/$1/dm/uuid" 2>/dev/null) in
    mpath-*) printf '%s\n' "/sys/dev/block/$1/slaves"/* ;;
    *) printf '%s\n' "/sys/dev/block/$1" ;;
  esac
}

# lun_of MAJOR:MINOR: the directory in /sys of the SCSI disk that a device is, or of a path to it that works; fails for a partition
# and all else.
lun_of() {
  for at in $(disks_of "$1"); do
    [ "$(cat "$at/device/type" 2>/dev/null) $(cat "$at/device/state" 2>/dev/null)" != '0 running' ] || {
      readlink -f "$at"
      return
    }
  done
  return 1
}

# add_mapped LUN FIRST COUNT: adds to $mapped what is not deallocated (1) of so many sectors.
add_mapped() {
  { read -r size <"$1/queue/logical_block_size"; } 2>/dev/null || return
  block=$(($2 * 512 / size)) end=$((($2 + $3) * 512 / size))
  while [ "$block" -lt "$end" ]; do
    [ "$(date +%s)" -lt "$deadline" ] || return
    from=$block
    # Lines `FIRST COUNT STATUS MORE`, the numbers of blocks in hexadecimal.
    said=$(PATH=$PATH:/usr/sbin:/sbin timeout -k 2 10 sg_get_lba_status -R -b -l "$block" -m 4096 "/dev/${1##*/}" 2>/dev/null </dev/null) || return
    while read -r first count status _; do
      case $first:$count in 0x*:0x*) ;; *) continue ;; esac
      case ${first#0x}:${count#0x} in *[!0-9a-f:]* | :* | *:) return 1 ;; esac
      next=$((first + count))
      # An area may begin before what was asked for, and end after it; of what lies between two of them nothing is known.
      [ "$next" -gt "$block" ] || continue
      [ "$((first))" -le "$block" ] || return
      [ "$next" -le "$end" ] || next=$end
      [ "$status" = 1 ] || mapped=$((mapped + (next - block) * size))
      block=$next
    done <<END
$said
END
    [ "$block" -gt "$from" ] || return
  done
}
