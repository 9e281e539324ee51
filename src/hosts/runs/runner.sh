#!/bin/bash
# shellcheck disable=SC2034,SC2154
# Runs the tool of one run: `bash -s -- DIR CONFINE STORAGE_DAEMON COUNT (PATH FORMAT DEVICE INODE SIZE)… COUNT GRAPH… TOOL…`, in
# a session and, where the host permits, a mount namespace of its own, with the run's lock on descriptor 9. Needs
# volumes.sh, mapped-by-array.sh, confine.sh and export-image.sh. Whatever happens to the server or the connection, it writes down how the tool ended.
set -u
umask 077
export LC_ALL=C

# Bytes kept of each stream; of what comes after them, the last 64 KiB.
kept=8388608

# Never stops reading, not even on a full disk: the tool must not be blocked or killed by its own messages.
keep() {
  exec 7>&- 8>&- 9>&-
  # Unbuffered: each line is in the file as soon as it was written. (dd would count reads, not bytes.)
  stdbuf -o0 head -c "$kept" >>"$dir/$1" 2>/dev/null
  tail -c 65536 >"$dir/$1.rest" 2>/dev/null
}

tool_processes() {
  grep -alszxF "WINNOW_RUN=$WINNOW_RUNNER" /proc/[0-9]*/environ |
    while IFS=/ read -r _ _ pid _; do [ "$pid" = "$export_pid" ] || printf '%s\n' "$pid"; done
}

# virt-sparsify that is killed leaves its virtual machine behind, and with it the image's lock. A process that is just
# starting a program shows no environment: nothing is left once nothing is seen twice.
clear_leftovers() {
  local tries=0 pause=0.05 pids unseen=0
  while pids=$(tool_processes) && [ -n "$pids" ] || [ "$((unseen += 1))" -lt 2 ]; do
    # shellcheck disable=SC2086 # pids are words
    [ "$tries" -lt 20 ] || kill -KILL $pids 2>/dev/null
    tries=$((tries + 1))
    # What cannot be killed waits for its storage, and may do so for days.
    [ "$tries" -lt 60 ] || pause=5
    sleep "$pause"
  done
}

# What whoever started us had open is no business of the programs that we start.
close_inherited() {
  local descriptor
  for descriptor in "/proc/$$/fd"/*; do
    descriptor=${descriptor##*/}
    case $descriptor in 0 | 1 | 2 | 9 | 255) ;; *) eval "exec $descriptor<&-" ;; esac
  done
}

# measure WHEN: what the image takes, as $WHEN, and what that stands for; of a volume also what was discarded on it and what its
# thin pool uses.
measure() {
  local basis bytes discarded='' pool=''
  read -r basis bytes < <(taken)
  if is_volume; then
    discarded=$(discarded_bytes "$volume")
    pool=$(pool_bytes "$volume")
  fi
  printf '%s %s\n' "$1" "$bytes" "$1Basis" "$basis" "$1Discarded" "$discarded" "$1Pool" "$pool"
}

# `BASIS BYTES`: of a volume what its thin pool has mapped for it, or its array; where neither is known its size, whatever is
# discarded on it.
taken() {
  local bytes
  if ! is_volume; then
    echo "ALLOCATED_BLOCKS $(allocated_bytes "$(descriptor_path 0)")"
  elif bytes=$(mapped_bytes "$volume"); then
    echo "THIN_POOL $bytes"
  elif bytes=$(array_bytes "$volume"); then
    echo "ARRAY_MAPPED $bytes"
  else
    echo "DISCARDED_ONLY ${identities[0]##* }"
  fi
}

# Whether every path still leads to the file that the run worked on.
compare_paths() {
  local index now
  image_is=SAME image_node=0
  for index in "${!paths[@]}"; do
    now=$(identity "${paths[index]}")
    [ "${now% *}" != "${identities[index]% *}" ] || continue
    image_node=$index
    if [ -n "$now" ]; then image_is=REPLACED; else image_is=GONE; fi
    return
  done
}

# Nothing keeps a virtual machine from a volume as qemu's lock keeps it from a file, where libvirt gives it nodes of devices
# of its own: once another may write it, the tool is killed.
guard_volume() {
  exec 7>&- 8>&- 9>&-
  close_chain
  local others times known='' round=0
  while lives "$$"; do
    times=$(opened_times "$volume")
    # To look at every process takes long: it is done where the volume was opened or closed, and every few seconds.
    if [ -z "$times" ] || [ "$times" != "$known" ] || [ $((round % 10)) = 0 ]; then
      known=$times
      others=$(volume_writers "$volume" | without_own)
      if [ -n "$others" ]; then
        [ -e "$dir/intruder" ] || printf '%s\n' "${others%%$'\n'*}" >"$dir/intruder"
        # shellcheck disable=SC2046,SC2086 # pids are words
        kill -KILL $export_pid $(tool_processes) 2>/dev/null
        known=''
      fi
    fi
    round=$((round + 1))
    sleep 0.5
  done
}

# Of the lines of `volume_writers` those that are not of this run: its processes descend from this shell, or are left behind by
# what did.
without_own() {
  local kind pid name
  while read -r kind pid name; do
    [ "$kind" != process ] || ! { descends "$pid" || [[ $'\n'$(tool_processes)$'\n' == *$'\n'"$pid"$'\n'* ]]; } || continue
    printf '%s\n' "$kind $pid${name:+ $name}"
  done
}

descends() {
  local pid=$1 fields
  while [ "${pid:-0}" -gt 1 ]; do
    [ "$pid" != "$$" ] || return 0
    { read -r fields <"/proc/$pid/stat"; } 2>/dev/null || return
    # After the name, which may hold anything: its state, and its parent.
    read -r _ pid _ <<<"${fields##*) }"
  done
  return 1
}

run_tool() {
  # With job control the tool has not inherited that SIGINT is ignored: it is how it is asked to end.
  set -m
  (
    close_chain
    if [ "$confined" = yes ]; then
      confined_tool "$@"
      export WINNOW_RUN=$WINNOW_RUNNER
      exec "${words[@]}" </dev/null >&7 2>&8 7>&- 8>&- 9>&-
    fi
    # shellcheck disable=SC2016 # the inner shell's own words
    WINNOW_RUN=$WINNOW_RUNNER exec sh -c '
      dir=$1; shift
      echo $$ >"$dir/pid"
      [ ! -e "$dir/stop" ] || exit 130
      exec "$@"
    ' winnow-run "$dir" "$@" </dev/null >&7 2>&8 7>&- 8>&- 9>&-
  ) &
  local tool=$!
  set +m
  # shellcheck disable=SC2086 # there may be no export
  while lives "$tool" && { [ -z "$export_pid" ] || lives "$export_pid"; }; do wait -n "$tool" $export_pid; done
  if lives "$tool"; then end_without_image "$tool"; fi
  wait "$tool"
  status=$?
}

# Without the export the tool can do nothing but fail, at best at once.
end_without_image() {
  export_is=LOST
  local tries=0
  while lives "$1"; do
    [ "$tries" != 0 ] || kill -TERM "$1" "$(cat "$dir/pid")"
    # shellcheck disable=SC2046 # pids are words
    [ "$tries" -lt 100 ] || kill -KILL $(tool_processes) 2>/dev/null
    tries=$((tries + 1))
    sleep 0.1
  done
}

main() {
  take_order "$@"
  cd / || exit
  close_inherited
  trap '' HUP
  # Caught, not ignored: ignoring would be inherited.
  trap : INT TERM

  status=125 before=before
  began=$(date +%s.%N)
  keep stdout <"$dir/out" &
  keep stderr <"$dir/err" &
  exec 7>"$dir/out" 8>"$dir/err"
  if open_chain; then
    before=$(measure before)
    printf '%s\n' "$before" >"$dir/before"
    printf '%s %s\n' "$$" "${identities[0]}" >"$dir/runner.new" && mv "$dir/runner.new" "$dir/runner"
    if present_image; then
      guard=''
      if is_volume; then
        guard_volume &
        guard=$!
      fi
      run_tool "${tool[@]}" --format "$formats_seen" "$dir/view"
      [ -z "$guard" ] || kill "$guard"
    fi
    clear_leftovers
    withdraw_image
  fi
  exec 7>&- 8>&-
  wait

  ended=$(date +%s.%N)
  timeout 30 sync -- "$(descriptor_path 0)" 2>/dev/null
  after=$(measure after)
  compare_paths
  result="status $status
refused $refused
refusedNode $refused_node
export $export_is
intruder $(cat "$dir/intruder" 2>/dev/null)
$before
$after
image $image_is
imageNode $image_node
began $began
ended $ended"
  printf '%-1023s\n' "$result" 1<>"$dir/result"
  sync "$dir/result" && mv "$dir/result" "$dir/exit" && sync "$dir"
}

main "$@"; exit
