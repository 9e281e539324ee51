# shellcheck shell=sh disable=SC2154
# Put before a script whose answer is read by frame.ts. $nonce is set before this: only the asker knows it, so that
# nothing else that is written to the output (a banner, a name, what a program says) can be taken for the answer.
# For dash, bash and busybox.
export LC_ALL=C
newline='
'

# From here on each line of the output is meant for whoever asked: for scripts that report things as they happen.
begin_lines() { printf 'begin-%s\n' "$nonce"; }

# From here on the output is the answer; its end mark comes when the script exits.
begin_answer() {
  begin_lines
  trap 'end_answer $?' EXIT
}

end_answer() { printf 'end-%s %s\n' "$nonce" "$1"; }

# field NAME VALUE: any bytes but NUL, counted as LC_ALL=C does.
field() { printf '%s %s\n%s\n' "$1" "${#2}" "$2"; }

# saying COMMAND ARGS…: what it writes is in $said, without its last line end but with those that belong to a name.
saying() {
  said=$("$@" 2>&1; status=$?; printf .; exit "$status")
  set -- $?
  said=${said%.}
  said=${said%"$newline"}
  return "$1"
}

# field_of_files NAME FILE…: what they hold one after the other, if they are there. None of them may grow meanwhile.
field_of_files() {
  set -- "$1" "$(shift; cat -- "$@" 2>/dev/null | wc -c)" "$@"
  printf '%s %s\n' "$1" $(($2))
  shift 3
  cat -- "$@" 2>/dev/null
  echo
}
