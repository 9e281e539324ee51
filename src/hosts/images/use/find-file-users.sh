# shellcheck shell=sh
# `sh -s -- PATH [MARK]`: who uses a file, by the fields of file-users.sh. Needs frame.sh and that.
set -u

begin_answer
# shellcheck disable=SC2046 # two numbers
set -- "${2-}" $(stat -c '%d %i' -- "$1")
[ $# -eq 3 ] || exit 1
file_users "$2" "$3" "$1"
exit 0
