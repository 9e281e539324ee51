#!/bin/sh
# `sh -c TEXT winnow MARK QEMU_IMG (FORMAT PATH REFCOUNTS)…`: what qemu-img tells of images, one after the other. After
# each comes a line with the mark, which nothing in an image can know, the exit status, and whether the image is cut:
# REFCOUNTS is empty, or where its table of reference counts of 16 bits is, how long, and the bits of a cluster's size.
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

# zeros PATH OFFSET LENGTH; where cmp cannot tell, it counts as so.
zeros() {
  [ "$3" -gt 0 ] || return 0
  cmp -s -n "$3" -i "$2:0" -- "$1" /dev/zero
  [ $? != 1 ]
}

# cut_off PATH TABLE LENGTH BITS: whether clusters are counted that lie behind the end of the file.
cut_off() {
  size=$(stat -c %s -- "$1")
  cluster=$((1 << $4))
  clusters=$(((size + cluster - 1) / cluster))
  counts=$((cluster / 2))
  index=$((clusters / counts))
  entry=$(($2 + index * 8))
  [ "$entry" -lt $(($2 + $3)) ] || return 1
  zeros "$1" $((entry + 8)) $(($2 + $3 - entry - 8)) || return 0
  block=$(od -An -tu8 --endian=big -j "$entry" -N 8 -- "$1") || return 1
  block=$((block))
  [ "$block" != 0 ] || return 1
  [ "$block" -lt "$size" ] || return 0
  first=$((clusters % counts * 2))
  ! zeros "$1" $((block + first)) $((cluster - first))
}

mark=$1 qemu_img=$2
shift 2
# Few lines cost the reader less than many: line ends become blanks, and what ends a line is written as \001.
while [ $# -gt 2 ]; do
  "$qemu_img" info -U -f "$1" --output=json "$2" 2>&1
  status=$? cut=no
  # shellcheck disable=SC2086 # three numbers
  if [ "$status" = 0 ] && [ -n "$3" ] && cut_off "$2" $3 2>/dev/null; then cut=yes; fi
  printf '\001%s %s %s\001' "$mark" "$status" "$cut"
  shift 3
done | stdbuf -oL tr '\n\001' ' \n'
