# shellcheck shell=sh disable=SC2154
# Runs programs at once, each within a time of its own, and with no more output than so many blocks of 512 bytes. Calls of
# `start SECONDS BLOCKS PROGRAM ARGS…`, each with the program's input in base64, come after this, and then one of `finish`.
# Gives of each in turn its `status` and its `process`; and then the `sizes` of what they wrote to standard output and
# error, and all of that as `written`. Needs frame.sh and coreutils.
set -u

number=0 index=0 files=

start() {
  number=$((number + 1)) file=$directory/$number
  base64 -d >"$file.in" || exit
  # KILL ends timeout itself with its group, so that it does not wait for what cannot be killed.
  # shellcheck disable=SC2016 # the inner shell's own words
  {
    timeout -s KILL "$1" sh -c 'echo $$ >"$0.pid"; ulimit -f "$2"; shift 2; exec "$@"' "$file" "$@" \
      <"$file.in" >"$file.out" 2>"$file.err"
    echo $? >"$file.status"
  } 2>/dev/null &
  files="$files $file.out $file.err"
}

finish() {
  wait
  # Where the room has run out, what was written may not be all.
  head -c 65536 /dev/zero >"$directory/room" || {
    rm -rf -- "$directory"
    exit 1
  }
  while [ "$index" -lt "$number" ]; do
    index=$((index + 1)) file=$directory/$index
    read -r status <"$file.status"
    field status "$status"
    read -r process <"$file.pid"
    field process "$process"
  done
  # shellcheck disable=SC2086 # names without blanks
  field sizes "$(stat -c %s $files)"
  # shellcheck disable=SC2086
  field_of_files written $files
  rm -rf -- "$directory"
}

begin_answer
directory=$(mktemp -d /tmp/winnow.XXXXXX) || exit
