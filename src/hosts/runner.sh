#!/bin/sh
# Runs the tool of one run: `sh -s -- DIR IMAGE PROGRAM ARGS…` in a session of its own, with the run's lock on
# descriptor 9. Whatever happens to the server or the connection, it writes down how the tool ended.
set -u
umask 077
export LC_ALL=C

# Bytes kept of each stream; of what comes after them, the last 64 KiB.
kept=8388608

# Never stops reading, not even on a full disk: the tool must not be blocked or killed by its own messages.
keep() {
  exec 9>&-
  # Unbuffered: each line is in the file as soon as it was written. (dd would count reads, not bytes.)
  stdbuf -o0 head -c "$kept" >>"$dir/$1" 2>/dev/null
  tail -c 65536 >"$dir/$1.rest" 2>/dev/null
}

tool_processes() {
  grep -alszxF "WINNOW_RUN=$WINNOW_RUNNER" /proc/[0-9]*/environ |
    while IFS=/ read -r _ _ pid _; do printf '%s\n' "$pid"; done
}

# virt-sparsify that is killed leaves its virtual machine behind, and with it the image's lock.
clear_leftovers() {
  tries=0
  while pids=$(tool_processes) && [ -n "$pids" ]; do
    # shellcheck disable=SC2086 # pids are words
    [ "$tries" -lt 20 ] || kill -KILL $pids 2>/dev/null
    tries=$((tries + 1))
    sleep 0.05
  done
}

allocated() {
  stat -c '%b %B' -- "$image" 2>/dev/null | { read -r blocks size && echo $((blocks * size)); }
}
identity() { stat -c '%d:%i' -- "$image" 2>/dev/null; }

main() {
  dir=$1 image=$2
  shift 2
  cd / || exit
  trap '' HUP
  # Caught, not ignored: ignoring would be inherited, and the tool is stopped by SIGINT.
  trap : INT TERM

  was=$(identity)
  before=$(allocated)
  printf 'before %s\n' "$before" >"$dir/before"
  began=$(date +%s.%N)

  keep stdout <"$dir/out" &
  keep stderr <"$dir/err" &
  # shellcheck disable=SC2016 # the inner shell's own words
  WINNOW_RUN=$WINNOW_RUNNER sh -c '
    dir=$1; shift
    echo $$ >"$dir/pid"
    [ ! -e "$dir/stop" ] || exit 130
    exec "$@"
  ' winnow-run "$dir" "$@" </dev/null >"$dir/out" 2>"$dir/err" 9>&-
  status=$?
  clear_leftovers
  wait

  ended=$(date +%s.%N)
  timeout 30 sync -- "$image" 2>/dev/null
  after=$(allocated)
  case $(identity) in
    "$was") image_is=SAME ;;
    '') image_is=GONE ;;
    *) image_is=REPLACED ;;
  esac
  result="status $status
before $before
after $after
image $image_is
began $began
ended $ended"
  printf '%-1023s\n' "$result" 1<>"$dir/result"
  sync "$dir/result" && mv "$dir/result" "$dir/exit" && sync "$dir"
}

main "$@"; exit
