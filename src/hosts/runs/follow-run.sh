# shellcheck shell=sh disable=SC2154
# Reports how a run goes, as lines: `o` and `e` are what the tool wrote, `a` is what the image takes, `l` what its processes
# have done, `x` how the run stands in the end. Part of supervisor.sh; $dir is the run's directory.

# Lines stay under 4096 bytes: writes to a pipe of up to so many are atomic, and so the lines stay whole.
tagged() { stdbuf -oL cut -b -4000 | stdbuf -oL sed "s/^/$1 /"; }

follow_file() { tail -c +1 -s 0.05 --pid="$over" -f "$dir/$2" 2>/dev/null | tagged "$1"; }

# `l NOW BEGAN TICKS BYTES`: what the run's processes have done by now. NOW and BEGAN, of the first of them (or `-`), are
# hundredths of a second by the clock that the kernel stamps new processes with, and so is what `cat` says of itself;
# TICKS is their processor time, BYTES what they read and wrote. (The kernel counts in hundredths on every host.)
work() {
  ticks=0 bytes=0 began=-
  for pid in $(carrying WINNOW_RUN); do
    stat_of "/proc/$pid" || continue
    ticks=$((ticks + spent))
    [ "$began" != - ] && [ "$began" -le "$born" ] || began=$born
    while read -r key value; do
      case $key in rchar: | wchar:) bytes=$((bytes + value)) ;; esac
    done 2>/dev/null <"/proc/$pid/io"
  done
  stat_of /proc/self && say "l $born $began $ticks $bytes"
}

# The processor time that a process and its children that ended have spent, and when it was born.
stat_of() {
  fields=$(cat "$1/stat" 2>/dev/null) || return
  # Its name, which may hold anything, stands in parentheses before the others.
  # shellcheck disable=SC2086 # numbers
  set -- ${fields##*) }
  [ "$#" -ge 20 ] && spent=$((${12} + ${13} + ${14} + ${15})) && born=${20}
}

# By the runner's own descriptor: the path may lead elsewhere by now.
allocated() {
  { read -r runner identity <"$dir/runner"; } 2>/dev/null || return
  now=$(stat -L -c '%d:%i %b %B' "/proc/$runner/fd/20" 2>/dev/null) || return
  # shellcheck disable=SC2086 # numbers
  set -- $now
  [ "$1" = "$identity" ] && say $(($2 * $3))
}

# What the image takes, once a second: half of the reports that a job may make are left to the tool's lines.
sample() {
  last='' round=0
  while :; do
    [ $((round % 5)) -ne 0 ] || work
    round=$((round + 1))
    now=$(allocated) && [ "$now" != "$last" ] && say "a $now" && last=$now
    sleep 1 >/dev/null 2>&1
  done
}

# The lock is free the moment the runner ends; only processes that survive it have to be polled for. One that cannot be
# killed waits for its storage, and may do so for days: after ten seconds it is searched for less often.
until_over() {
  flock -s "$dir/lock" true &
  waiting=$!
  trap 'kill "$waiting"; exit' TERM
  wait "$waiting"
  tries=0
  while [ ! -e "$dir/exit" ] && [ -n "$(carrying WINNOW_RUN)" ]; do
    tries=$((tries + 1))
    if [ "$tries" -lt 50 ]; then sleep 0.2; else sleep 5; fi
  done
}

follow() {
  [ -e "$dir/started" ] || { say 'x UNKNOWN'; return; }
  until_over >/dev/null 2>&1 &
  over=$!
  # Whoever listens keeps our input open.
  { cat <&3; kill "$over"; } >/dev/null 2>&1 &
  listener=$!
  follow_file o stdout &
  stdout=$!
  follow_file e stderr &
  stderr=$!
  sample &
  sampler=$!
  # The tails end with the process that they watch, once it is waited for.
  wait "$over"
  wait "$stdout" "$stderr"
  kill "$sampler" "$listener" 2>/dev/null
  wait "$sampler"
  say "x $(state)"
}
