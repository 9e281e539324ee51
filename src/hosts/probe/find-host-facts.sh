#!/bin/sh
# `sh -s`: cores, memory, and what the appliance needs; answers `key value` lines.
set -u
export LC_ALL=C

say() { printf '%s\n' "$*"; }

main() {
  say "cores $(nproc)"
  while read -r name size _; do
    [ "$name" = MemTotal: ] && say "memoryKilobytes $size"
  done </proc/meminfo
  [ -r /dev/kvm ] && [ -w /dev/kvm ] && say 'kvm usable'
  # supermin looks in both places.
  for kernel in /boot/vmlinu[xz]-* /lib/modules/*/vmlinuz; do
    [ -e "$kernel" ] && say 'kernel there'
    [ -r "$kernel" ] && say 'readable kernel'
  done
  for qemu in qemu-system-x86_64 qemu-system-aarch64 qemu-kvm /usr/libexec/qemu-kvm; do
    ! command -v "$qemu" >/dev/null || say 'qemu there'
  done
  # Init hides from root too, and has no images open.
  # shellcheck disable=SC2010 # what it may not list is named on its standard error
  if [ -d /proc/1 ] && ! ls /proc/[0-9]*/fd/ /proc/[0-9]*/fdinfo/ 2>&1 >/dev/null |
    grep 'Permission denied' | grep -qv /proc/1/; then
    say 'processes seen'
  fi
}

main
