# shellcheck shell=sh disable=SC2154
# Reports how runs go, as lines after the number that whoever listens gave a run: `o` and `e` are what the tool wrote, `a` is
# what the image takes, `s` that its storage answers, `l` what its processes have done, `x` how the run stands in the end. Part of supervisor.sh; $dir is
# the run's directory.

# Lines stay under 4096 bytes: writes to a pipe of up to so many are atomic, and so the lines stay whole.
tagged() { stdbuf -oL cut -b -4000 | stdbuf -oL sed "s/^/$number $1 /"; }

tell() { say "$number $*"; }

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
  stat_of /proc/self && tell "l $born $began $ticks $bytes"
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
opened_image() {
  { read -r runner device inode _ <"$dir/runner"; } 2>/dev/null || return
  opened=/proc/$runner/fd/20
  is_identity "$opened" "$device" "$inode" || return
  case $device in
    # Of a volume that is not thin nothing shows what was given back.
    *:*) taken=$(mapped_bytes "$device") || taken='' ;;
    *) taken=$(allocated_bytes "$opened") ;;
  esac
}

# Past every cache: a client of NFS with a delegation knows the attributes of an image for as long as the server is away.
ask_storage() { dd if="$opened" of=/dev/null bs=4096 count=1 iflag=direct >/dev/null 2>&1; }

# What the image takes, once a second: half of the reports that a job may make are left to the tool's lines.
# Each in a process of its own: what asks storage that does not answer waits as long as that, and cannot be killed.
watch_work() {
  while :; do
    work
    sleep 5 >/dev/null 2>&1
  done
}

watch_image() {
  last='' round=0
  while :; do
    if opened_image; then
      [ "$taken" = "$last" ] || [ -z "$taken" ] || tell "a $taken"
      last=$taken
      [ $((round % 5)) -ne 0 ] || ask_storage
    fi
    [ $((round % 5)) -ne 0 ] || tell s
    round=$((round + 1))
    sleep 1 >/dev/null 2>&1
  done
}

# The lock is free the moment the runner ends; only processes that survive it have to be polled for. One that cannot be
# killed waits for its storage, and may do so for days: after ten seconds it is searched for less often.
until_over() {
  flock -s "$dir/lock" true
  tries=0
  while [ ! -e "$dir/exit" ] && [ -n "$(carrying WINNOW_RUN)" ]; do
    tries=$((tries + 1))
    if [ "$tries" -lt 50 ]; then sleep 0.2; else sleep 5; fi
  done
}

# follow NUMBER ID
follow() {
  number=$1 dir=$runs/$2
  [ -e "$dir/started" ] || { tell 'x UNKNOWN'; return; }
  until_over >/dev/null 2>&1 &
  over=$!
  follow_file o stdout &
  stdout=$!
  follow_file e stderr &
  stderr=$!
  watch_work &
  work=$!
  watch_image &
  image=$!
  # The tails end with the process that they watch, once it is waited for.
  wait "$over"
  wait "$stdout" "$stderr"
  kill "$work" "$image" 2>/dev/null
  wait "$work" "$image"
  tell "x $(state)"
}

# follow_runs NUMBER ID…: those, and the ones that are named on the input later, until it closes: then nobody listens.
follow_runs() {
  while [ "$#" -gt 1 ]; do
    follow "$1" "$2" &
    shift 2
  done
  while read -r number id; do follow "$number" "$id" & done <&3
  # The group is this program's own.
  kill -KILL 0
}
