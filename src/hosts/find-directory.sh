#!/bin/sh
# `sh -s -- PATH`: whether a directory can be looked through; `found KIND`, and on the next line where it really lies.
set -u
export LC_ALL=C

main() {
  directory=$(realpath -e -- "$1" 2>&1) || {
    case $directory in
      *'Permission denied'*) echo found FORBIDDEN ;;
      *) echo found MISSING ;;
    esac
    return
  }
  [ -d "$directory" ] || { echo found OTHER; return; }
  { [ -r "$directory" ] && [ -x "$directory" ]; } || { echo found FORBIDDEN; return; }
  printf 'found DIRECTORY\n%s\n' "$directory"
}

main "$@"
