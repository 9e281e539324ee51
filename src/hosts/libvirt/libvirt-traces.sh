#!/bin/sh
# `sh -s`: answers "traces" where libvirt runs, has run since the host was booted, or has virtual machines defined.
set -u

for place in /run/libvirt /var/run/libvirt /etc/libvirt/qemu/*.xml; do
  [ -e "$place" ] && echo traces
done
for directory in /etc/libvirt /etc/libvirt/qemu; do
  # What may not be read may hold virtual machines.
  [ -d "$directory" ] && ! { [ -r "$directory" ] && [ -x "$directory" ]; } && echo traces
done
exit 0
