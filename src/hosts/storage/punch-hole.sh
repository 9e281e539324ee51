#!/bin/sh
# `sh -s -- DIRECTORY`: writes a file of its own there, punches it out, and says what it took `before` and `after`.
set -u
umask 077
export LC_ALL=C

blocks() { stat -c '%b %B' -- "$file" | { read -r blocks size && echo $((blocks * size)); }; }

main() {
  # What was killed in between could not remove its file; by now nobody is at work on it.
  find "$1/" -maxdepth 1 -type f -name '.winnow-hole.??????' -mmin +1 -exec rm -f -- {} + 2>/dev/null
  file=$(mktemp "$1/.winnow-hole.XXXXXX") || exit
  trap 'rm -f -- "$file"' EXIT
  trap 'exit 1' HUP INT TERM
  # Noise, since a filesystem that compresses would make little of anything else.
  head -c 4194304 /dev/urandom >"$file" && sync -- "$file" || exit
  echo "before $(blocks)"
  fallocate --punch-hole --offset 0 --length 4194304 -- "$file" || exit
  sync -- "$file"
  echo "after $(blocks)"
}

main "$@"
