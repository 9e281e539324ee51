#!/bin/sh
# Holds the runs of a host. Reaches the host as text on the input of `sh -s -- COMMAND RUNS ID ARGS…`, so that nothing
# has to be installed there; answers on its output. Needs flock and setsid (util-linux), coreutils and grep of GNU.
#
# A run's directory RUNS/ID (mode 0700) holds
#   lock      held by the starter, then without a gap by the runner until it ends: at most one run under an id
#   started   the run's mark, made before the runner is; with it a second start is refused for ever
#   pid       the tool's process
#   stop      somebody asked for the end
#   before    what was measured before the tool ran; `exit`: all that was, once it has ended
#   stdout, stderr, *.rest: the head of what the tool wrote, and the tail of what did not fit
# Every process of the tool carries WINNOW_RUN=mark in its environment, the runner WINNOW_RUNNER=mark: no other process
# can be taken for one of ours, whatever pid it has.
set -u
umask 077
export LC_ALL=C

say() { printf '%s\n' "$*"; }

mark() { { read -r mark <"$dir/started" && printf %s "$mark"; } 2>/dev/null; }

# Processes that carry VARIABLE=mark. Without a mark there are none.
carrying() {
  mark=$(mark) || return 0
  [ -n "$mark" ] || return 0
  grep -alszxF "$1=$mark" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do say "$pid"; done
}

held() { [ -e "$dir/lock" ] && ! flock -n -s "$dir/lock" true; }

lives() { held || [ -n "$(carrying WINNOW_RUN)" ]; }

# `started` is looked for before the lock is tried: made while the lock is held, it cannot be seen without it by
# anyone but those who come after the runner.
state() {
  if [ -e "$dir/exit" ]; then say FINISHED; return; fi
  if [ -e "$dir/started" ]; then was=LOST; else was=UNKNOWN; fi
  if lives; then say RUNNING; return; fi
  if [ -e "$dir/exit" ]; then say FINISHED; else say "$was"; fi
}

not_started() { say "NOT_STARTED $*"; exit 0; }

# Hundredths of a second since the host was booted; they go on whatever is done to its clock.
uptime() { read -r now _ </proc/uptime && say "${now%.*}${now#*.}"; }

# Whoever asked may have been stopped for long on its way here, while another took over. DEADLINE: as `uptime` tells it,
# or `none`.
too_late() { [ "$1" != none ] && [ "$(uptime)" -ge "$1" ]; }

# start DEADLINE IMAGE RUNNER PROGRAM ARGS…
start() {
  deadline=$1 image=$2 runner=$3
  shift 3
  tries=0
  while :; do
    told=$({ mkdir -p -- "$dir" && : >>"$dir/lock"; } 2>&1) || not_started "$told"
    exec 9>>"$dir/lock"
    if flock -n 9; then
      # A `forget` may have taken the directory away between the two lines above.
      # shellcheck disable=SC3013 # not in POSIX, but in dash, bash and busybox
      [ "$dir/lock" -ef /proc/self/fd/9 ] && break
    elif [ -e "$dir/started" ]; then
      say ALREADY
      return
    fi
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || not_started 'the lock of the run is held by another process'
    sleep 0.02
  done
  if [ -e "$dir/started" ] || [ -e "$dir/exit" ]; then say ALREADY; return; fi
  # Another may have seen this very run to its end.
  if too_late "$deadline"; then
    rm -rf -- "$dir"
    say TOO_LATE
    return
  fi

  # Room for the result is taken now: a disk that fills up during the run cannot lose it.
  if ! told=$(record 2>&1); then
    rm -rf -- "$dir"
    not_started "$told"
  fi
  sync "$dir" "$runs"
  WINNOW_RUNNER=$(mark) setsid -f sh -s -- "$dir" "$image" "$@" 9>&9 >/dev/null 2>&1 <<EOT || { rm -rf -- "$dir"; not_started 'no process could be made'; }
$runner
EOT
  say STARTED
}

record() {
  rm -f "$dir/out" "$dir/err" &&
    head -c 1024 /dev/zero >"$dir/result" &&
    mkfifo "$dir/out" "$dir/err" &&
    : >"$dir/stdout" && : >"$dir/stderr" &&
    printf '%s' "$image" >"$dir/image" &&
    cat /proc/sys/kernel/random/uuid >"$dir/started.new" &&
    sync "$dir/result" "$dir/started.new" &&
    mv "$dir/started.new" "$dir/started"
}

# stop DEADLINE GRACEFUL|FORCE
stop() {
  if [ ! -e "$dir/started" ] || [ -e "$dir/exit" ] || ! lives; then return; fi
  # Another may follow this very run, and know that it is well.
  if too_late "$1"; then say TOO_LATE; return; fi
  touch "$dir/stop"
  if [ "$2" = GRACEFUL ]; then
    # Without a pid yet the runner has not looked for `stop` yet.
    pid=$(cat "$dir/pid" 2>/dev/null) && carrying WINNOW_RUN | grep -qxF "$pid" && kill -INT "$pid"
    return
  fi
  tries=0
  while [ "$tries" -lt 100 ] && lives; do
    # The runner is left to write down how it ended, unless it cannot.
    # shellcheck disable=SC2046 # pids are words
    kill -KILL $(carrying WINNOW_RUN) $([ "$tries" -lt 60 ] || carrying WINNOW_RUNNER) 2>/dev/null
    tries=$((tries + 1))
    sleep 0.1
  done
}

# Lines stay under 4096 bytes: writes to a pipe of up to so many are atomic, and so the lines stay whole.
tagged() { stdbuf -oL cut -b -4000 | stdbuf -oL sed "s/^/$1 /"; }

told_of() { tail -c +1 -s 0.05 --pid="$over" -f "$dir/$2" 2>/dev/null | tagged "$1"; }

# `l NOW BEGAN TICKS BYTES`: what the run's processes have done by now. NOW and BEGAN, of the first of them (or `-`), are
# hundredths of a second by the clock that the kernel stamps new processes with, and so is what `cat` says of itself;
# TICKS is their processor time, BYTES what they read and wrote. (The kernel counts in hundredths on every machine.)
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

sample() {
  image=$(cat "$dir/image") last='' round=0
  while :; do
    [ $((round % 10)) -ne 0 ] || work
    round=$((round + 1))
    now=$(stat -c '%b %B' -- "$image" 2>/dev/null) && now=$((${now% *} * ${now#* })) &&
      [ "$now" != "$last" ] && say "a $now" && last=$now
    sleep 0.5 >/dev/null 2>&1
  done
}

# The lock is free the moment the runner ends; only processes that survive it have to be polled for.
until_over() {
  flock -s "$dir/lock" true &
  waiting=$!
  trap 'kill "$waiting"; exit' TERM
  wait "$waiting"
  while [ ! -e "$dir/exit" ] && [ -n "$(carrying WINNOW_RUN)" ]; do sleep 0.2; done
}

follow() {
  [ -e "$dir/started" ] || { say 'x UNKNOWN'; return; }
  until_over >/dev/null 2>&1 &
  over=$!
  # Whoever listens keeps our input open.
  { cat <&3; kill "$over"; } >/dev/null 2>&1 &
  listener=$!
  told_of o stdout &
  stdout=$!
  told_of e stderr &
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

collect() {
  state=$(state)
  say "state $state"
  [ "$state" = FINISHED ] || [ "$state" = LOST ] || return 0
  say "path $(cat "$dir/image")"
  [ -e "$dir/stop" ] && say 'stop asked'
  if [ -e "$dir/exit" ]; then
    sed 's/ *$//' "$dir/exit"
  else
    cat "$dir/before" 2>/dev/null
  fi
  kept o stdout
  kept e stderr
}

kept() { cat "$dir/$2" "$dir/$2.rest" 2>/dev/null | cut -b -65536 | sed "s/^/$1 /"; }

forget() {
  [ -d "$dir" ] || { say FORGOTTEN; return; }
  exec 9>>"$dir/lock"
  if ! flock -w 2 9 || [ -n "$(carrying WINNOW_RUN)" ]; then say RUNNING; return; fi
  gone=$runs/.forgotten-$$-$id
  mv -- "$dir" "$gone" && rm -rf -- "$gone" && say FORGOTTEN
}

list() {
  for dir in "$runs"/*/; do
    dir=${dir%/}
    if [ -e "$dir/started" ] || [ -e "$dir/exit" ]; then say "${dir##*/}"; fi
  done
}

main() {
  command=$1 runs=$2 id=$3
  dir=$runs/$id
  shift 3
  for tool in flock setsid stdbuf; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 127; }
  done
  exec 3<&0
  case $command in
    start) start "$@" </dev/null ;;
    follow) follow </dev/null | cat ;;
    state) state </dev/null ;;
    uptime) uptime </dev/null ;;
    stop) stop "$@" </dev/null ;;
    collect) collect </dev/null ;;
    forget) forget </dev/null ;;
    list) list </dev/null ;;
    *) echo "no such command: $command" >&2; exit 2 ;;
  esac
}

# One line: bash reads its input line by line, and what `follow` listens to comes after this one.
main "$@"; exit 0
