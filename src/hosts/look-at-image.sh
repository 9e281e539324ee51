#!/bin/sh
# `sh -s -- DIRECTORY PATH`: looks at an image without opening it for writing; answers `key value` lines.
# The first line is `found KIND`; anything but `found FILE` is the end of it.
set -u
export LC_ALL=C

say() { printf '%s\n' "$*"; }

unresolved() {
  case $1 in
    *'Permission denied'*) say found FORBIDDEN ;;
    *'Too many levels'*) say found LOOP ;;
    *) say found "$2" ;;
  esac
}

main() {
  directory=$(realpath -e -- "$1" 2>&1) || { unresolved "$directory" NO_DIRECTORY; return; }
  [ -d "$directory" ] || { say found NO_DIRECTORY; return; }
  file=$(realpath -e -- "$directory/$2" 2>&1) || { unresolved "$file" MISSING; return; }
  case $file in
    "$directory" | "${directory%/}"/*) ;;
    *) say found OUTSIDE; return ;;
  esac
  [ -f "$file" ] || { say "found OTHER $(stat -c %F -- "$file")"; return; }
  [ -r "$file" ] || { say found UNREADABLE; return; }
  say found FILE
  [ ! -w "$file" ] || say 'writable yes'
  say "realPath $file"
  stat -c 'size %s
blocks %b
blockSize %B
device %d
inode %i' -- "$file"
  find "$file" -maxdepth 0 -printf 'version %D:%i:%s:%T@:%C@\n'
  say "magic $(head -c 8 -- "$file" | od -An -tx1 | tr -d ' \n')"
  inode=$(stat -c %i -- "$file")
  grep ":$inode " /proc/locks 2>/dev/null | sed 's/^/lock /'
}

main "$@"
