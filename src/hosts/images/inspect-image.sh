#!/bin/sh
# `sh -s -- DIRECTORY PATH`: looks at an image without opening it for writing. The field `found` is first; anything but
# FILE is the end of it. Needs frame.sh.
set -u
said=

unresolved() {
  case $said in
    *'Permission denied'*) field found FORBIDDEN ;;
    *'Too many levels'*) field found LOOP ;;
    *) field found "$1" ;;
  esac
}

main() {
  saying realpath -e -- "$1" || { unresolved NO_DIRECTORY; return; }
  directory=$said
  [ -d "$directory" ] || { field found NO_DIRECTORY; return; }
  saying realpath -e -- "$directory/$2" || { unresolved MISSING; return; }
  file=$said
  case $file in
    "$directory" | "${directory%/}"/*) ;;
    *) field found OUTSIDE; return ;;
  esac
  [ -f "$file" ] || { field found OTHER; field kind "$(stat -c %F -- "$file")"; return; }
  [ -r "$file" ] || { field found UNREADABLE; return; }
  field found FILE
  field directory "$directory"
  field realPath "$file"
  [ ! -w "$file" ] || field writable yes
  inode=$(stat -c %i -- "$file")
  field inode "$inode"
  field device "$(stat -c %d -- "$file")"
  field size "$(stat -c %s -- "$file")"
  field blocks "$(stat -c %b -- "$file")"
  field blockSize "$(stat -c %B -- "$file")"
  field magic "$(head -c 8 -- "$file" | od -An -tx1 | tr -d ' \n')"
  grep ":$inode " /proc/locks 2>/dev/null | while IFS= read -r lock; do
    field lock "$lock"
  done
}

begin_answer
main "$@"
