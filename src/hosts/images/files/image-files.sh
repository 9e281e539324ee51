#!/bin/sh
# `sh -c TEXT winnow COMMAND ARGS`: describes files of a host, many to a process. Commands other than walk take absolute
# paths on standard input, each ended by a NUL. Nothing is opened but regular files and block devices.
set -uf
export LC_ALL=C

# One file: type:device:inode:size:blocks:modified:changed:access:path/ and a NUL.
record='-printf %y:%D:%i:%s:%b:%T@:%C@: ( -readable -printf r -o -printf - ) ( -writable -printf w -o -printf - ) -printf :%p/\0'

# Before what opens files, or searches many.
low_priority() {
  renice -n 19 -p $$
  ionice -c 3 -p $$
} >/dev/null 2>&1

# Where paths lead, and what is there. For each group of paths: how many they are; where each leads, links resolved as far
# as they exist; why each cannot be reached, empty where it can; a record of each file that is there; and an empty one.
# Each ends with a NUL.
locate() {
  # shellcheck disable=SC2016 # the inner shell's own words
  xargs -0 -r sh -fc '
    record=$1
    shift
    printf "%s\0" $#
    # Older ones leave out what leads in a circle.
    if realpath -m -- "$@" >/dev/null 2>&1; then realpath -z -m -- "$@"; else
      for path; do realpath -z -m -- "$path" 2>/dev/null || printf "%s\0" "$path"; done
    fi
    for path; do
      reason=
      [ -e "$path" ] || reason=$(stat -L -c "" -- "$path" 2>&1)
      printf "%s\0" "${reason##*: }"
    done
    realpath -z -m -- "$@" | xargs -0 -r sh -fc '\''record=$1; shift; find "$@" -maxdepth 0 $record'\'' sh "$record" 2>/dev/null
    printf "\0"' sh "$record"
}

facts() {
  # shellcheck disable=SC2016
  xargs -0 -r sh -fc 'record=$1; shift; find "$@" -maxdepth 0 $record' sh "$record"
}

# For each path a line: `unwritten` where some of its blocks were taken and never written, and what oVirt says of the
# volume in the file beside it, as TYPE=… and FORMAT=….
provisioning() {
  low_priority
  # shellcheck disable=SC2016
  xargs -0 -r sh -c '
    for path; do
      timeout 10 filefrag -v "$path" 2>/dev/null | head -n 100000 | grep -m 1 -o unwritten
      meta=$path.meta
      if [ -f "$meta" ] && [ ! -L "$meta" ]; then
        head -c 4096 -- "$meta" | grep -xE "(TYPE|FORMAT)=[A-Z]+"
      fi
      echo .
    done' sh | tr "\n" " " | sed "s/\. /\n/g"
}

# Of the paths in its arguments, those that begin as qcow2 does.
# shellcheck disable=SC2016
qcow2_among='
  magics=$(head -qc 4 -- "$@" 2>/dev/null | od -An -v -tx1 -w4 | tr -d " ")
  case $magics in *514649fb*) ;; *) exit 0 ;; esac
  count=0
  for magic in $magics; do
    count=$((count + 1))
  done
  if [ "$count" = $# ]; then
    for magic in $magics; do
      [ "$magic" != 514649fb ] || printf "%s\0" "$1"
      shift
    done
  else
    for path; do
      magic=$(head -c 4 -- "$path" 2>/dev/null | od -An -tx1 | tr -d " ")
      [ "$magic" != 514649fb ] || printf "%s\0" "$path"
    done
  fi
  exit 0'

candidates() {
  find "$directory" -xdev -mindepth 1 -name '.*' -prune -o \
    -type f -size +511c ! \( -name '*~' -o -iname '*.tmp' -o -iname '*.part' -o -iname '*.partial' \) "$@"
}

# walk DIRECTORY EXTENSIONS: files that are images by their name or their header, a line each, in which a line end is a
# NUL; then `errors`, what went wrong on the way, and `end`.
walk() {
  low_priority
  directory=$1 named=-false
  for extension in $2; do
    named="$named -o -iname *.$extension"
  done
  {
    errors=$({
      {
        # shellcheck disable=SC2086 # words of an expression
        candidates \( $named \) $record
        # shellcheck disable=SC2086
        candidates ! \( $named \) -print0 | xargs -0 -r -n 2000 -s 1000000 sh -c "$qcow2_among" sh | facts
      } | tr '\0\n' '\n\0' >&3
    } 2>&1 | {
      head -c 4096
      cat >/dev/null
    })
  } 3>&1
  printf 'errors\n%s\nend\n' "$errors"
}

"$@"
