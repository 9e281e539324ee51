# shellcheck shell=sh
# `sh -s -- SUDOER CONFINE CONFINER TOOL DIRECTORY…`: as whom programs run, and what that user may not do. SUDOER: who becomes
# root by sudo after a login over SSH, or nothing. CONFINE: `yes` where runs are to be confined; CONFINER is the text of
# confine.sh, TOOL the program of runs. Needs frame.sh, privately.sh and in-scope.sh.
set -u
export LC_ALL=C

# Whether a key that may log in as the sudoer may do more than run commands, or from anywhere.
keys_are_open() {
  home=$(getent passwd "$1" | cut -d: -f6)
  for file in "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2"; do
    [ -r "$file" ] || continue
    if grep -v '^[[:space:]]*\(#\|$\)' -- "$file" | grep -v 'restrict' -q; then return 0; fi
    if grep -v '^[[:space:]]*\(#\|$\)' -- "$file" | grep -v 'from=' -q; then return 0; fi
  done
  return 1
}

closed_sockets() {
  for socket in /run/libvirt/libvirt-sock-ro /run/libvirt/virtqemud-sock-ro; do
    [ -S "$socket" ] && [ ! -w "$socket" ] && return
  done
  return 1
}

# Storage that hangs is left for others to report.
unwritable() {
  timeout -s KILL 5 find -H "$1" -maxdepth 3 -xdev -type f \
    \( -name '*.qcow2' -o -name '*.raw' -o -name '*.img' \) ! -writable -print -quit 2>/dev/null
}

# Whether runs can be confined is found out by confining one that does nothing.
find_confinement() {
  if [ "$1" != yes ]; then field confinement NONE; field unconfined SET; return; fi
  dir=$(mktemp -d) || return
  scope=$(in_scope)
  # shellcheck disable=SC2046,SC2016,SC2086 # words; the inner shell's own words
  if $scope $(privately) bash --norc -c "$2"'
    dir=$1 tool=("$2") confine=yes paths=() export_pid=
    may_confine' winnow-probe "$dir" "$3" >/dev/null 2>&1; then
    if [ -n "$scope" ]; then field confinement SYSTEMD; else field confinement NAMESPACES; fi
  else
    field confinement NONE
    field unconfined "$(tail -c 300 "$dir/confined" 2>/dev/null)"
  fi
  rm -rf -- "$dir"
}

main() {
  sudoer=$1 confine=$2 confiner=$3 tool=$4
  # One that is missing is told of by others.
  command -v "$tool" >/dev/null || tool='sh'
  shift 4
  field user "${sudoer:-$(id -un)}"
  if [ "$(id -u)" = 0 ]; then
    find_confinement "$confine" "$confiner" "$tool"
    if [ -z "$sudoer" ]; then field rights ROOT; return; fi
    field rights ROOT_BY_SUDO
    ! keys_are_open "$sudoer" || field open keys
    return
  fi
  field rights USER
  [ ! -e /dev/kvm ] || { [ -r /dev/kvm ] && [ -w /dev/kvm ]; } || field closed kvm
  ! closed_sockets || field closed libvirt
  for directory; do
    file=$(unwritable "$directory")
    [ -z "$file" ] || field unwritable "$file"
  done
}

begin_answer
main "$@" </dev/null
exit 0
