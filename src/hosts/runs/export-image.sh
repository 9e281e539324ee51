# shellcheck shell=bash disable=SC2034,SC2154
# Shows a tool one file, $dir/view, that has an image's content and leads to the files that were accepted, and to no others.
# Needs bash, for descriptors above 9, util-linux, volumes.sh and confine.sh.

# take_order DIR CONFINE STORAGE_DAEMON COUNT (PATH FORMAT DEVICE INODE SIZE)… COUNT GRAPH… TOOL…: the chain from the image to its
# base becomes the arrays $paths, $formats and $identities, as `identity` has them; $graph are the arguments that open the
# chain's descriptors and export the image, $tool is the program with its first arguments.
take_order() {
  dir=$1 confine=$2 storage_daemon=$3
  local count=$4
  shift 4
  paths=() formats=() identities=()
  while [ "${#paths[@]}" -lt "$count" ]; do
    paths+=("$1") formats+=("$2") identities+=("$3 $4 $5")
    shift 5
  done
  graph=("${@:2:$1}")
  shift $(($1 + 1))
  tool=("$@")
  refused='' refused_node=0 export_pid='' export_is='' formats_seen='' confined=no
  # The directory of a log-in goes with its last session, and a confined run does not see it; libguestfs would insist on it.
  unset XDG_RUNTIME_DIR
}

# The descriptor of the image; those of its backing files follow. Low ones are the shell's own.
first_descriptor=20

descriptor_path() { printf '/proc/%s/fd/%s' "$$" $((first_descriptor + $1)); }

refuse() { refused=$1 refused_node=$2; return 1; }

# Opens every file that was accepted, and compares what was opened with it. From here on no path leads anywhere.
open_chain() {
  local index link
  for index in "${!paths[@]}"; do
    if ! may_be_opened "${paths[index]}" ||
      ! eval "exec $((first_descriptor + index))<\"\${paths[index]}\"" 2>/dev/null; then
      refuse IMAGE_CHANGED "$index"
      return 1
    fi
    link=$(readlink -n "$(descriptor_path "$index")" && printf .)
    if [ "$link" != "${paths[index]}." ] || [ "$(identity "$(descriptor_path "$index")")" != "${identities[index]}" ]; then
      refuse IMAGE_CHANGED "$index"
      return 1
    fi
  done
}

# Whether the image is a logical volume, of the numbers $volume.
is_volume() {
  volume=${identities[0]%% *}
  [[ $volume == *:* ]]
}

close_chain() {
  local index
  for index in "${!paths[@]}"; do eval "exec $((first_descriptor + index))<&-"; done
}

lives() { kill -0 "$1" 2>/dev/null; }

# The export is preferred: it opens the image with the very graph that was checked. It ends with this shell. Of a raw image on a
# volume there is nothing to open but the volume, and the export of a qemu from 8.1 on would write zeros where the tool
# discards, for which a thin pool has to map what it had given back.
present_image() {
  : >"$dir/view" || return
  ! may_confine || confined=yes
  formats_seen=raw
  if is_volume && [ "${formats[0]}" = raw ]; then
    bind_image || refuse EXPORT_UNAVAILABLE 0
    return
  fi
  start_export && return
  [ -z "$refused" ] || return
  formats_seen=${formats[0]}
  bind_image || refuse EXPORT_UNAVAILABLE 0
}

report_export() { head -c 65536 "$dir/export" >&8; }

start_export() {
  if [ ! -r /dev/fuse ] || ! command -v "$storage_daemon" >/dev/null; then return 1; fi
  local words=(setpriv --pdeathsig TERM "$storage_daemon" "${graph[@]}" --pidfile "$dir/exported")
  [ "$confined" = no ] || cell_words daemon_process "$$" "${words[@]:3}"
  WINNOW_RUN=$WINNOW_RUNNER "${words[@]}" </dev/null >/dev/null 2>"$dir/export" 7>&- 8>&- 9>&- &
  export_pid=$!
  until [ -e "$dir/exported" ]; do
    if ! lives "$export_pid"; then
      export_pid=''
      report_export
      # Without FUSE there is the other way. Whatever else it says holds there too, such as a lock.
      grep -qi fuse "$dir/export" || refuse EXPORT_FAILED 0
      return 1
    fi
    sleep 0.02
  done
  if ! opened_only_chain; then
    end_export
    export_pid=''
    refuse IMAGE_CHANGED 0
    return 1
  fi
}

# A header that names an external data file makes qemu open it, whatever else the graph says.
opened_only_chain() {
  local kind identity device all seen=''
  all=$(stat -c '%d %i' "$dir/export" "$dir/exported"; printf '%s\n' "${identities[@]% *}")
  while read -r identity device kind; do
    seen=yes
    case $kind in
      'regular file' | 'regular empty file') [[ $'\n'$all$'\n' == *$'\n'"${identity/:/ }"$'\n'* ]] || return 1 ;;
      'block special file')
        device=$((0x${device%:*})):$((0x${device#*:}))
        [[ $'\n'$all == *$'\n'"$device "* ]] || return 1
        ;;
      # The null device, and that of FUSE.
      'character special file') [ "$device" = 1:3 ] || [ "$device" = a:e5 ] || return 1 ;;
      # Pipes for messages, and what the kernel makes without a name.
      fifo | 'weird file') ;;
      *) return 1 ;;
    esac
  done < <(stat -L -c '%d:%i %t:%T %F' /proc/"$export_pid"/fd/* 2>/dev/null)
  [ "$seen" = yes ]
}

# Waits until all is written and the image closed.
end_export() {
  lives "$export_pid" || export_is=LOST
  kill -TERM "$export_pid" 2>/dev/null
  while lives "$export_pid"; do wait "$export_pid"; done
}

# The image itself, which the tool opens by its header: so none that has it open another file.
bind_image() {
  [ "${WINNOW_PRIVATE:-}" = yes ] && [ "${#paths[@]}" = 1 ] && may_be_opened "$(descriptor_path 0)" && stands_alone || return 1
  # Not by the path that the descriptor shows, which may lead elsewhere by now.
  mount -n -c --bind "/proc/self/fd/$first_descriptor" "$dir/view" 2>&8 7>&- 9>&- || return
  [ "$(identity "$dir/view")" = "${identities[0]}" ]
}

# Neither a backing file nor, from version 3 on, an external data file.
stands_alone() {
  [ "${formats[0]}" = raw ] && return
  local header
  read -r -a header < <(od -An -v -tu1 -w80 -N80 "$(descriptor_path 0)")
  [ "${#header[@]}" = 80 ] || return
  [ "${header[*]:8:8}" = '0 0 0 0 0 0 0 0' ] || return
  [ "${header[7]}" -lt 3 ] || [ $((header[79] & 4)) = 0 ]
}

withdraw_image() {
  if [ -n "$export_pid" ]; then end_export && report_export; fi
  # Where the mount was seen by all: an export that was killed leaves it behind.
  [ "${WINNOW_PRIVATE:-}" = yes ] || take_view_away
}

take_view_away() { umount -l "$dir/view" || fusermount3 -uz "$dir/view" || fusermount -uz "$dir/view"; } 2>/dev/null
