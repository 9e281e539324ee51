#!/bin/sh
# `sh -s -- SECONDS KIND ARGUMENT [KIND ARGUMENT]...`: asks what may never answer, all at once. For each question in its
# turn, from 0: `NUMBER hangs PID`, or `NUMBER ended STATUS`, and `NUMBER said WORDS` for each line of an answer.
# A program that waits for a dead mount cannot even be killed: it is left behind, and nothing waits for it.
set -u
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

# exec, so that the process that is killed and named is the one that hangs.
ask() {
  case $1 in
    # After a colon; before it stands the process that an earlier call left behind there, if any. 200: it hangs yet.
    mount)
      [ "$(cat "/proc/${2%%:*}/comm" 2>/dev/null)" != stat ] || exit 200
      exec stat -f -c '' -- "${2#*:}"
      ;;
    uuid) exec blkid -p -s UUID -o value -- "$2" ;;
    # Tool, colon, device.
    page) exec "${2%%:*}" --raw --page=0xb2 "${2#*:}" ;;
  esac
}

follow() { # follow NUMBER KIND ARGUMENT
  ask "$2" "$3" </dev/null >"$answers/$1" 2>&1 &
  asked=$!
  trap 'kill -KILL "$asked" 2>/dev/null; echo "$1 hangs $asked"; exit' TERM
  wait "$asked"
  status=$?
  trap '' TERM
  if [ "$2" = mount ] && [ "$status" -eq 200 ]; then
    echo "$1 hangs ${3%%:*}"
    return
  fi
  # Only a page is no text.
  if [ "$2" = page ] && [ "$status" -eq 0 ]; then
    od -An -tx1 -v -w64 -N64 "$answers/$1" | sed "s/^/$1 said /"
  else
    sed "s/^/$1 said /" "$answers/$1"
  fi
  echo "$1 ended $status"
}

main() {
  limit=$1
  shift
  answers=$(mktemp -d) || exit
  trap 'rm -rf -- "$answers"' EXIT
  number=0
  followers=
  while [ $# -gt 1 ]; do
    follow "$number" "$1" "$2" &
    followers="$followers $!"
    number=$((number + 1))
    shift 2
  done
  # shellcheck disable=SC2086 # a list of processes
  (
    trap 'kill "$sleeper"; exit' TERM
    sleep "$limit" >/dev/null 2>&1 &
    sleeper=$!
    wait "$sleeper"
    kill -TERM $followers
  ) >/dev/null 2>&1 &
  guard=$!
  # shellcheck disable=SC2086
  [ -z "$followers" ] || wait $followers
  kill -TERM "$guard" 2>/dev/null
  wait "$guard" || :
}

main "$@"
