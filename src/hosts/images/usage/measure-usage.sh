#!/bin/sh
# `sh -s -- SECONDS MEASURER DIR ARGS…`: runs MEASURER, a text for bash, for at most SECONDS, in a mount namespace of its
# own where the host permits one, with a new directory DIR and ARGS. Gives what it left there: `status` of virt-df, `refused` and
# `refusedNode` if that was not started, `stdout`, and the last of `stderr`. Needs frame.sh and privately.sh.
set -u
umask 077

main() {
  seconds=$1 measurer=$2 dir=$3
  shift 3
  mkdir -- "$dir" || exit
  # A header may make qemu open a pipe that nobody writes. After sshd and another login shell bash would read ~/.bashrc.
  # shellcheck disable=SC2046 # words
  $(privately) timeout -k 2 "$seconds" bash --norc -c "$measurer" winnow-measure "$dir" "$@" </dev/null >/dev/null 2>&1
  for name in status refused refusedNode stdout stderr; do field_of_files "$name" "$dir/$name"; done
  rm -rf -- "$dir"
}

begin_answer
main "$@"
