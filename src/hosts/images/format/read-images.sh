# shellcheck shell=sh disable=SC2086
# `sh -s -- QEMU_IMG SECONDS (FORMAT PATH)…`: reads images one after the other. Gives four fields of each: `header`, its
# first 104 bytes in hexadecimal; the `status` of qemu-img and its `report`, empty where it was not run, since FORMAT is
# `none`, or the header names another file for the data; and `cut`. A status of `hung`: there was no answer in so many seconds; after two of
# these the rest is not read. Needs frame.sh.
set -u

# An image may be made to be costly. The soft limit ends it by another signal than `timeout -k`.
bounded() {
  {
    renice -n 19 -p $$
    ionice -c 3 -p $$
  } >/dev/null 2>&1
  # shellcheck disable=SC3045 # not in POSIX, but in dash, bash and busybox
  ulimit -v 2097152 2>/dev/null
  # shellcheck disable=SC3045
  ulimit -S -t 30 2>/dev/null
}

in_time() { timeout -k 1 "$seconds" "$@"; }

# number OFFSET LENGTH BYTE…: a number of that many bytes becomes $value.
number() {
  left=$2 value=0
  shift $((2 + $1))
  while [ "$left" -gt 0 ]; do
    value=$((value * 256 + $1)) left=$((left - 1))
    shift
  done
}

# Whether it is a qcow2 header with bit 2 of the incompatible features, of which version 2 has none. Without the magic
# bytes, qemu-img says that it is of another format, and opens nothing that it names.
has_data_file() {
  [ $# = 104 ] || return 1
  number 0 4 "$@"
  [ "$value" = $((0x514649fb)) ] || return 1
  number 4 4 "$@"
  [ "$value" -gt 2 ] || return 1
  number 79 1 "$@"
  [ $((value & 4)) != 0 ]
}

# zeros OFFSET LENGTH; where cmp cannot compare, they count as zeros.
zeros() {
  [ "$2" -gt 0 ] || return 0
  cmp -s -n "$2" -i "$1:0" -- "$path" /dev/zero
  [ $? != 1 ]
}

# Whether clusters behind the end of the file are counted, by reference counts of 16 bits.
is_cut() {
  [ "$format" = qcow2 ] && [ -f "$path" ] && [ $# = 104 ] || return 1
  number 20 4 "$@"
  bits=$value
  [ "$bits" -ge 9 ] && [ "$bits" -le 21 ] || return 1
  number 4 4 "$@"
  version=$value
  number 96 4 "$@"
  [ "$version" = 2 ] || [ "$value" = 4 ] || return 1
  number 48 8 "$@"
  table=$value
  number 56 4 "$@"
  end=$((table + (value << bits)))
  size=$(stat -c %s -- "$path")
  cluster=$((1 << bits))
  clusters=$(((size + cluster - 1) / cluster))
  counts=$((cluster / 2))
  # shellcheck disable=SC2017 # whole blocks
  entry=$((table + clusters / counts * 8))
  [ "$entry" -lt "$end" ] || return 1
  zeros $((entry + 8)) $((end - entry - 8)) || return 0
  block=$(od -An -tu8 --endian=big -j "$entry" -N 8 -- "$path") || return 1
  block=$((block))
  [ "$block" != 0 ] || return 1
  [ "$block" -lt "$size" ] || return 0
  first=$((clusters % counts * 2))
  ! zeros $((block + first)) $((cluster - first))
}

read_image() {
  header='' report='' cut=no
  bytes=$(in_time od -An -v -tu1 -w104 -N104 -- "$path" 2>/dev/null)
  status=$?
  if [ "$status" = 0 ] && [ -n "$bytes" ]; then
    header=$(printf %02x $bytes)
    if [ "$format" = none ] || { [ "$format" = qcow2 ] && has_data_file $bytes; }; then
      status=
    else
      report=$(in_time "$qemu_img" info -U -f "$format" --output=json "$path" 2>&1; echo " $?")
      status=${report##* } report=${report% *}
      [ "$status" != 0 ] || ! is_cut $bytes 2>/dev/null || cut=yes
    fi
  fi
  case $status in 124 | 137) status=hung hung=$((hung + 1)) ;; esac
  field header "$header"
  field status "$status"
  field report "$report"
  field cut "$cut"
}

main() {
  qemu_img=$1 seconds=$2 hung=0
  shift 2
  bounded
  while [ $# -gt 1 ] && [ "$hung" -lt 2 ]; do
    format=$1 path=$2
    shift 2
    read_image
  done
}

begin_answer
main "$@"
exit 0
