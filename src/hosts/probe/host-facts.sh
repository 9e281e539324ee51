#!/bin/sh
# `sh -s`: cores, memory, what the appliance needs, and whether the host's own programs do what the scripts here ask of
# them, by trying it: other makes of them, and old ones, go by the same names. Answers `key value` lines,
# `lacks PACKAGE WHAT` lines, and at last `end`.
set -u
export LC_ALL=C

# need PACKAGE PROGRAM WHAT TEST: the test is a function, which succeeds where the program is good enough.
need() {
  if ! command -v "$2" >/dev/null; then
    printf 'lacks %s %s is missing\n' "$1" "$2"
  elif ! "$4" >/dev/null 2>&1; then
    printf 'lacks %s %s is too old or of another make: it does not take %s\n' "$1" "$2" "$3"
  fi
}

# Written with `|` for each NUL.
joined() { tr '\0' '|'; }

finds_by_records() { [ "$(printf 'A=1\0B=22\0' | grep -alszxF B=22 /dev/stdin)" = /dev/stdin ]; }
finds_no_part() { finds_by_records && ! printf 'A=1\0B=22\0' | grep -qszxF B=2; }
prints_facts() {
  told=$(find / -maxdepth 0 -xdev -size +0c -printf '%y:%D:%i:%s:%b:%T@:%C@:' \
    \( -readable -printf r -o -printf - \) \( -writable -printf w -o -printf - \) -printf ':%p/\0' | joined)
  case $told in
    d:*[0-9]:*.*:*.*:*:'//|') ;;
    *) false ;;
  esac
}
takes_nul_lists() { [ "$(printf 'a b\0c\0' | xargs -0 -r -n 500 -s 100000 printf '<%s>')" = '<a b><c>' ]; }
resolves() { [ "$(realpath -z -m -- /nowhere/../proc /nowhere/a | joined)" = '/proc|/nowhere/a|' ] && ! realpath -e -- /nowhere; }
tells_numbers() {
  case $(stat -c '%b %B %d:%i' -- /) in
    *[!0-9\ :]* | '') return 1 ;;
  esac
  stat -f -c '' -- /
}
cuts_heads() { [ "$(head -qc 3 -- /proc/version /proc/version)" = LinLin ]; }
follows_until_an_end() {
  # Without a place for a file nothing is known of tail.
  { file=$(mktemp) && echo told >"$file"; } || return 0
  : &
  gone=$!
  wait "$gone"
  followed=$(tail -c +1 -s 0.05 --pid="$gone" -f "$file")
  rm -f -- "$file"
  [ "$followed" = told ]
}
dumps_wide() { [ "$(printf abcdef | od -An -v -tx1 -w2 -N4 | tr -d ' ' | tr '\n' '|')" = '6162|6364|' ]; }
cuts_lines() { [ "$(printf 'abcd\n' | cut -b -3)" = abc ]; }
sets_buffers() { [ "$(printf 'a\n' | stdbuf -o0 cat 2>&1)" = a ]; }
limits_time() { timeout -k 60 60 true; }
decodes() { [ "$(echo d2lubm93 | base64 -d)" = winnow ]; }
tells_fractions() {
  case $(date +%s.%N) in
    *[!0-9.]*) return 1 ;;
    *.?????????) ;;
    *) return 1 ;;
  esac
}
# One that syncs everything whatever it is told has no complaint.
syncs_one_file() { ! sync -- /nowhere; }
sleeps_briefly() { sleep 0.01; }
locks() { flock -s -w 60 / true; }
leaves_the_session() { setsid -f true; }
# By itself bash reads ~/.bashrc where it takes itself for the first shell that sshd starts.
has_arrays() { [ "$(bash --norc -c 'a=(x "y z"); printf %s "${a[1]}"')" = 'y z' ]; }
ties_lives() { setpriv --pdeathsig TERM true; }
# Whether it may is another matter: where it may not, there is a way without.
parts_mounts() {
  case $(unshare --help) in
    *--propagation*) ;;
    *) false ;;
  esac
}
punches() {
  case $(fallocate --help) in
    *--punch-hole*) ;;
    *) false ;;
  esac
}

print_facts() {
  printf 'cores %s\n' "$(nproc)"
  while read -r name size _; do
    [ "$name" = MemTotal: ] && printf 'memoryKilobytes %s\n' "$size"
  done </proc/meminfo
  [ -r /dev/kvm ] && [ -w /dev/kvm ] && echo 'kvm usable'
  # supermin looks in both places.
  for kernel in /boot/vmlinu[xz]-* /lib/modules/*/vmlinuz; do
    [ -e "$kernel" ] && echo 'kernel there'
    [ -r "$kernel" ] && echo 'readable kernel'
  done
  for qemu in qemu-system-x86_64 qemu-system-aarch64 qemu-kvm /usr/libexec/qemu-kvm; do
    ! command -v "$qemu" >/dev/null || echo 'qemu there'
  done
  # Init hides from root too, and has no images open.
  # shellcheck disable=SC2010 # what it may not list is named on its standard error
  if [ -d /proc/1 ] && ! ls /proc/[0-9]*/fd/ /proc/[0-9]*/fdinfo/ 2>&1 >/dev/null |
    grep 'Permission denied' | grep -qv /proc/1/; then
    echo 'processes seen'
  fi
}

main() {
  print_facts
  need grep grep '-z -x -F together' finds_no_part
  need findutils find '-printf' prints_facts
  need findutils xargs '-0 -r -s' takes_nul_lists
  need coreutils realpath '-z -m -e' resolves
  need coreutils stat '-c -f' tells_numbers
  need coreutils head '-q -c' cuts_heads
  need coreutils tail '--pid -s -f' follows_until_an_end
  need coreutils od '-w -N' dumps_wide
  need coreutils cut '-b' cuts_lines
  need coreutils stdbuf '-o' sets_buffers
  need coreutils timeout '-k' limits_time
  need coreutils base64 '-d' decodes
  need coreutils date '+%N' tells_fractions
  need coreutils sync 'a file' syncs_one_file
  need coreutils sleep 'fractions of a second' sleeps_briefly
  need util-linux flock '-s -w' locks
  need util-linux setsid '-f' leaves_the_session
  need bash bash arrays has_arrays
  need util-linux setpriv '--pdeathsig' ties_lives
  need util-linux unshare '--propagation' parts_mounts
  need util-linux fallocate '--punch-hole' punches
  echo end
}

main
