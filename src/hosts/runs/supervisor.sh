#!/bin/sh
# Holds the runs of a host. Reaches the host as text on the input of `sh -s -- COMMAND RUNS ID ARGS…`, so that nothing
# has to be installed there; answers by frame.sh, and follows by follow-run.sh. Needs bash, util-linux, coreutils and grep of GNU.
#
# A run's directory RUNS/ID (mode 0700) holds
#   lock      held by the starter, then without a gap by the runner until it ends: at most one run under an id
#   started   the run's mark, made before the runner is; with it a second start is refused for ever
#   runner    the runner's process, and the `identity` of the image that it has open
#   activated the logical volume that is active for this run alone, by activation.sh
#   view      what the tool works on: the image as an export, or bound there
#   pid       the tool's process
#   stop      somebody asked for the end
#   before    what was measured before the tool ran; `exit`: all that was, once it has ended
#   stdout, stderr, *.rest: the head of what the tool wrote, and the tail of what did not fit
# Every process of the tool, and the one that exports the image, carries WINNOW_RUN=mark in its environment, the runner
# WINNOW_RUNNER=mark: no other process can be taken for one of ours, whatever pid it has.
set -u
umask 077

say() { printf '%s\n' "$*"; }

mark() { { read -r mark <"$dir/started" && printf %s "$mark"; } 2>/dev/null; }

# Processes that carry VARIABLE=mark. Without a mark there are none. One that is just starting a program shows no
# environment, so where none is seen they are looked for once more.
carrying() {
  mark=$(mark) && [ -n "$mark" ] || return 0
  for pause in 0.05 ''; do
    found=$(grep -alszxF "$1=$mark" /proc/[0-9]*/environ | while IFS=/ read -r _ _ pid _; do say "$pid"; done)
    [ -z "$found" ] || { say "$found"; return; }
    [ -z "$pause" ] || sleep "$pause"
  done
}

held() { [ -e "$dir/lock" ] && ! flock -n -s "$dir/lock" true; }

lives() { held || [ -n "$(carrying WINNOW_RUN)" ]; }

answer() { field answer "$1"; }

# `started` is checked before the lock is tried: made while the lock is held, it cannot be seen without it by
# anyone but those who come after the runner.
state() {
  if [ -e "$dir/exit" ]; then say FINISHED; return; fi
  if [ -e "$dir/started" ]; then was=LOST; else was=UNKNOWN; fi
  if lives; then say RUNNING; return; fi
  if [ -e "$dir/exit" ]; then say FINISHED; else say "$was"; fi
}

# Nothing is kept of a run that was not started; a volume that cannot be put back keeps its record.
drop() { undo_activation && rm -rf -- "$dir"; }

not_started() {
  answer NOT_STARTED
  field why "$1"
  exit 0
}

# Hundredths of a second since the host was booted; they go on whatever is done to its clock.
uptime() { read -r now _ </proc/uptime && say "${now%.*}${now#*.}"; }

# Whoever asked may have been stopped for long on its way here, while another took over. DEADLINE: as `uptime` gives it,
# or `none`.
too_late() { [ "$1" != none ] && [ "$(uptime)" -ge "$1" ]; }

# start DEADLINE BOOT IMAGE DEVICE INODE RUNNER ARGS…: the arguments of the runner but for the first. BOOT: the id of the boot
# that it is to be started in, or `-` for any.
start() {
  deadline=$1 ordered_in=$2 image=$3 image_device=$4 image_inode=$5 runner=$6
  shift 6
  tries=0
  while :; do
    said=$({ mkdir -p -- "$dir" && : >>"$dir/lock"; } 2>&1) || not_started "$said"
    exec 9>>"$dir/lock"
    if flock -n 9; then
      # A `forget` may have taken the directory away between the two lines above.
      # shellcheck disable=SC3013 # not in POSIX, but in dash, bash and busybox
      [ "$dir/lock" -ef /proc/self/fd/9 ] && break
    elif [ -e "$dir/started" ]; then
      answer ALREADY
      return
    fi
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || not_started 'the lock of the run is held by another process'
    sleep 0.02
  done
  if [ -e "$dir/started" ] || [ -e "$dir/exit" ]; then answer ALREADY; return; fi
  if [ "$ordered_in" != - ] && [ "$ordered_in" != "$(present_boot)" ]; then
    drop
    answer REBOOTED
    return
  fi
  # Another may have seen this very run to its end. A volume stays active: it is asked again.
  if too_late "$deadline"; then
    [ -e "$dir/activated" ] || rm -rf -- "$dir"
    answer TOO_LATE
    return
  fi
  users=$(image_users "$image_device" "$image_inode")
  if printf '%s\n' "$users" | grep -qE '^(loop|swap|process|reader|holder) [0-9]+$'; then
    drop
    answer IN_USE
    printf '%s\n' "$users"
    return
  fi

  # Room for the result is taken now: a disk that fills up during the run cannot lose it.
  if ! said=$(record 2>&1); then
    drop
    not_started "$said"
  fi
  sync "$dir" "$runs"
  devices=$(run_devices "$image" "$image_device")
  # shellcheck disable=SC2086,SC2154 # words; in-scope.sh has it
  words=$(
    IFS=$line_end
    [ "$1" = no ] || in_scope $devices 3<&- 9>&-
    (unset IFS; privately) | tr ' ' '\n'
  )
  IFS=$line_end
  # shellcheck disable=SC2086 # words
  WINNOW_RUNNER=$(mark) setsid -f $words bash -s -- "$dir" "$@" 3<&- 9>&9 >/dev/null 2>&1 <<EOT || { unset IFS; drop; not_started 'no process could be made'; }
$runner
EOT
  unset IFS
  answer STARTED
  field boot "$(present_boot)"
}

# activate VOLUME: a volume that is to be inspected for this run, which has not been started.
activate() {
  said=$({ mkdir -p -- "$dir" && : >>"$dir/lock"; } 2>&1) || not_started "$said"
  if [ -e "$dir/started" ]; then answer ALREADY; return; fi
  if said=$(activate_volume "$@"); then answer ACTIVE; return; fi
  drop
  not_started "$said"
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

# Without a pid yet the runner has not checked for `stop` yet. By now another process may have it; the tool's own shows
# its mark but for the moment in which it starts its program.
interrupt() {
  pid=$(cat "$dir/pid" 2>/dev/null) && [ -n "$pid" ] || return
  tries=0
  until grep -qszxF "WINNOW_RUN=$(mark)" "/proc/$pid/environ"; do
    [ -d "/proc/$pid" ] && [ "$tries" -lt 20 ] || return
    tries=$((tries + 1))
    sleep 0.05
  done
  kill -INT "$pid"
}

# stop DEADLINE GRACEFUL|FORCE
stop() {
  if [ ! -e "$dir/started" ] || [ -e "$dir/exit" ] || ! lives; then return; fi
  # Another may follow this very run, and know that it is well.
  if too_late "$1"; then answer TOO_LATE; return; fi
  touch "$dir/stop"
  if [ "$2" = GRACEFUL ]; then interrupt; return; fi
  tries=0
  while [ "$tries" -lt 100 ] && lives; do
    # The runner is left to write down how it ended, unless it cannot.
    # shellcheck disable=SC2046 # pids are words
    kill -KILL $(carrying WINNOW_RUN) $([ "$tries" -lt 60 ] || carrying WINNOW_RUNNER) 2>/dev/null
    tries=$((tries + 1))
    sleep 0.1
  done
}

collect() {
  state=$(state)
  field state "$state"
  [ "$state" = FINISHED ] || [ "$state" = LOST ] || return 0
  # With a mark of its end, since a name may end with line ends.
  path=$(cat "$dir/image" && printf .)
  field path "${path%.}"
  [ ! -e "$dir/stop" ] || field stop asked
  if [ -e "$dir/exit" ]; then result=$dir/exit; else result=$dir/before; fi
  # No line of it has anything but words of the runner's own.
  while read -r key value; do field "$key" "$value"; done 2>/dev/null <"$result"
  field_of_files stdout "$dir/stdout" "$dir/stdout.rest"
  field_of_files stderr "$dir/stderr" "$dir/stderr.rest"
}

forget() {
  # What a crash left behind of an earlier one.
  rm -rf -- "$runs"/.forgotten-*
  [ -d "$dir" ] || { answer FORGOTTEN; return; }
  exec 9>>"$dir/lock"
  if ! flock -w 2 9 || [ -n "$(carrying WINNOW_RUN)" ]; then answer RUNNING; return; fi
  take_view_away
  undo_activation || { answer ACTIVE; return; }
  gone=$runs/.forgotten-$$-$id
  mv -- "$dir" "$gone" && rm -rf -- "$gone" && answer FORGOTTEN
}

# Where the view was mounted for all to see, and the run was killed.
take_view_away() {
  { umount -l "$dir/view" || fusermount3 -uz "$dir/view" || fusermount -uz "$dir/view"; } >/dev/null 2>&1
}

# Also what is left of one whose host died while it was being started.
list() {
  rm -rf -- "$runs"/.forgotten-*
  for dir in "$runs"/*/; do
    dir=${dir%/}
    [ ! -d "$dir" ] || field run "${dir##*/}"
  done
}

main() {
  command=$1 runs=$2 id=$3
  dir=$runs/$id
  shift 3
  for tool in flock setsid stdbuf bash unshare setpriv; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 127; }
  done
  exec 3<&0
  if [ "$command" = follow ]; then
    begin_lines
    follow_runs "$@" </dev/null | cat
    return
  fi
  begin_answer
  case $command in
    start) start "$@" </dev/null ;;
    activate) activate "$@" </dev/null ;;
    state) answer "$(state </dev/null)" ;;
    boot) answer "$(present_boot </dev/null)" ;;
    uptime) answer "$(uptime </dev/null)" ;;
    stop) stop "$@" </dev/null ;;
    collect) collect </dev/null ;;
    forget) forget </dev/null ;;
    list) list </dev/null ;;
    *) echo "no such command: $command" >&2; exit 2 ;;
  esac
}

# One line: bash reads its input line by line, and what `follow` listens to comes after this one.
main "$@"; exit 0
