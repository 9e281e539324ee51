#!/bin/sh
# `sh -c TEXT winnow MARK QEMU_IMG (FORMAT PATH)…`: what qemu-img tells of images, one after the other. After each comes
# a line with the mark, which nothing in an image can know, and the exit status.
set -u
export LC_ALL=C
{
  renice -n 19 -p $$
  ionice -c 3 -p $$
} >/dev/null 2>&1
# An image may be made to be costly.
# shellcheck disable=SC3045 # not in POSIX, but in dash, bash and busybox
ulimit -v 2097152 2>/dev/null
# shellcheck disable=SC3045
ulimit -t 30 2>/dev/null

mark=$1 qemu_img=$2
shift 2
# Few lines cost the reader less than many: line ends become blanks, and what ends a line is written as \001.
while [ $# -gt 1 ]; do
  "$qemu_img" info -U -f "$1" --output=json "$2" 2>&1
  printf '\001%s %s\001' "$mark" "$?"
  shift 2
done | stdbuf -oL tr '\n\001' ' \n'
