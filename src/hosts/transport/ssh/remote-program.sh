# shellcheck shell=sh disable=SC2154
# Runs one program on a host, as ssh-transport.ts asks. Its text, with the words to run, reaches the host on the input of
# `sh -s`, whatever shell the user has there; $nonce, $limit and the function `input` are set before this. Standard output
# and error are the program's own between marks that only the asker knows, so that no banner or profile enters an answer.
# The input stays open while somebody listens: when it closes, the program is killed. Needs coreutils.

begin() {
  exec 3<&0
  export LC_ALL=C PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin"
  cd /
  printf 'begin-%s\n' "$nonce" >&2
  printf 'begin-%s\n' "$nonce"
}

# until_over PID: gives its status, and ends it when nobody listens any more.
until_over() {
  # Before it has a group of its own, it has started nothing.
  { cat <&3; kill -KILL "-$1" || kill -KILL "$1"; } >/dev/null 2>&1 &
  listener=$!
  wait "$1"
  status=$?
  kill "$listener"
} 2>/dev/null

end() {
  printf 'end-%s %s\n' "$nonce" "$status" >&2
  printf 'end-%s %s\n' "$nonce" "$status"
}

# run NAME=VALUE… PROGRAM ARGS…: KILL ends `timeout` itself with its group, so that what cannot be killed is not waited for.
run() {
  begin
  # shellcheck disable=SC2016 # the inner shell's own words
  input | timeout -s KILL "$limit" sh -c 'printf "process-%s %s\n" "$0" $$ >&2; exec env -- "$@"' "$nonce" "$@" 3<&- &
  until_over $!
  end
}

# The same without a limit; the program's input is the shell's own after its text. The inner shell waits for the program
# alone; once nobody listens any more, all that is left of the session is killed.
stream() {
  begin
  { input; cat <&3; kill -KILL 0; } | {
    exec 4<&0
    env -- "$@" <&4 4<&- 3<&- 2>/dev/null &
    wait $! 2>/dev/null
    status=$?
    end
  }
}
