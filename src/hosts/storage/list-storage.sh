#!/bin/sh
# `sh -s -- FINDMNT-ARGS…`: what is mounted and which block devices there are, as the kernel keeps it: touches no mount and no device, so
# that none can make it hang. Answers parts that begin with `== NAME`.
set -u
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*"; }

page() { # page DEVICE PAGE: of a SCSI disk, where the kernel shows it
  file=/sys/block/$1/device/vpd_pg$2
  [ -r "$file" ] || return
  bytes=$(od -An -tx1 -v -w64 -N64 -- "$file")
  [ -n "$bytes" ] && say "$1 $2$bytes"
}

transports() { # transports DEVICE: how the controllers of an NVMe disk are reached
  for file in /sys/block/"$1"/device/transport /sys/block/"$1"/device/nvme*/transport; do
    [ ! -r "$file" ] || say "$1 $(cat "$file")"
  done
}

main() {
  say '== mounts'
  findmnt "$@" || say '{}'
  say '== devices'
  lsblk --json --bytes --paths --output NAME,KNAME,MAJ:MIN,TYPE,SIZE,RO,DISC-GRAN,DISC-MAX,TRAN || say '{}'
  say '== pages'
  for disk in /sys/block/*/device/scsi_level; do
    [ -e "$disk" ] || continue
    disk=${disk#/sys/block/}
    disk=${disk%%/*}
    page "$disk" b2 || say "$disk unshown"
    page "$disk" b0
  done
  say '== mapped'
  for mapped in /sys/block/*/dm/uuid; do
    [ -e "$mapped" ] || continue
    disk=${mapped#/sys/block/}
    say "${disk%%/*} $(cat "$mapped")"
  done
  say '== transports'
  for disk in /sys/block/nvme*; do
    [ ! -e "$disk" ] || transports "${disk#/sys/block/}"
  done
  say '== uuids'
  [ ! -d /dev/disk/by-uuid ] || find /dev/disk/by-uuid -type l -printf '%f %l\n'
}

main "$@"
