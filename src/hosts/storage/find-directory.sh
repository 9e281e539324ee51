#!/bin/sh
# `sh -s -- PATH`: whether a directory can be searched: the field `found`, and `realPath`, where it really lies.
# Needs frame.sh.
set -u
said=

main() {
  saying realpath -e -- "$1" || {
    case $said in
      *'Permission denied'*) field found FORBIDDEN ;;
      *) field found MISSING ;;
    esac
    return
  }
  directory=$said
  [ -d "$directory" ] || { field found OTHER; return; }
  { [ -r "$directory" ] && [ -x "$directory" ]; } || { field found FORBIDDEN; return; }
  field found DIRECTORY
  field realPath "$directory"
}

begin_answer
main "$@"
