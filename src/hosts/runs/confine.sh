# shellcheck shell=bash disable=SC2034,SC2154
# Confines what reads the bytes of guests, where it would be root's: to namespaces without a network, where the file system
# is read-only but for what a run needs, there are no devices but harmless ones, /dev/kvm and /dev/fuse, no other process
# is seen, and hardly any capability is left. Needs bash and util-linux; `declare -f` takes the functions along.

# build_cell DIR CACHE COVERED…: makes a root of its own, in a new mount namespace. Of the host's mounts it has those with
# programs and settings, so that none that hangs is touched. What the processes that build it have open stays usable.
build_cell() {
  local dir=$1 cache=$2 root=$1/cell at device source secrets=()
  shift 2
  set -e
  mkdir -p -- "$root"
  mount -n --bind / "$root"
  freeze() { mount -n -o remount,bind,ro,nosuid,nodev "$1"; }
  place() { mount -n --bind "$1" "$root$2"; }
  empty() { mount -n -t tmpfs -o "nosuid,nodev,mode=$2" tmpfs "$root$1"; }
  freeze "$root"
  while read -r _ _ _ _ at _; do
    case $at in
      *\\*) ;;
      /usr | /usr/* | /etc | /etc/* | /opt | /opt/* | /boot | /boot/* | /bin | /sbin | /lib* | /var | /var/lib | /var/lib/rpm | /var/lib/dpkg)
        [ -e "$root$at" ] || continue
        place "$at" "$at"
        freeze "$root$at"
        ;;
    esac
  done <<<"$(</proc/self/mountinfo)"
  for at in /run /tmp /var/tmp; do empty "$at" 1777; done
  for at in "$@"; do [ ! -d "$root$at" ] || empty "$at" 0700; done
  # Keys and passwords of the host: what not everybody may read.
  while IFS= read -r -d '' at; do
    if [ -d "$root$at" ]; then empty "$at" 0700; else place /dev/null "$at"; fi
    secrets+=("$at")
  done < <(find /etc -xdev \( -type d ! -perm -005 -prune -o -type f ! -perm -004 \) -print0)

  mkdir -p -- "$root$dir" "$root/var/tmp/${cache##*/}"
  place "$dir" "$dir"
  ! mountpoint -q "$dir/view" || place "$dir/view" "$dir/view"
  # What a run writes there no other run is to boot. It is read again where another kernel or qemu was installed.
  mkdir -p "$root/var/tmp/.layer/upper" "$root/var/tmp/.layer/work"
  chmod 755 "$root/var/tmp/.layer/upper"
  mount -n -t overlay -o "nosuid,nodev,lowerdir=$cache,upperdir=$root/var/tmp/.layer/upper,workdir=$root/var/tmp/.layer/work" \
    overlay "$root/var/tmp/${cache##*/}" || place "$cache" "/var/tmp/${cache##*/}"

  empty /dev 0755
  for device in null zero full random urandom tty kvm fuse; do
    [ -e "/dev/$device" ] || continue
    : >"$root/dev/$device"
    place "/dev/$device" "/dev/$device"
  done
  ln -s /proc/self/fd "$root/dev/fd"
  mkdir "$root/dev/shm"
  empty /dev/shm 1777
  for source in /proc /sys; do
    place "$source" "$source"
    freeze "$root$source"
  done
  for at in /run /dev "${secrets[@]}" "$@"; do [ ! -d "$root$at" ] || mount -n -o remount,bind,ro "$root$at"; done

  cd "$root"
  pivot_root . .
  umount -n -l .
  cd /
  export TMPDIR=/tmp LIBGUESTFS_CACHEDIR=/var/tmp
  unset LIBGUESTFS_TMPDIR
  set +e
}

# first_process DIR TOOL…: the parent of the tool in a new process namespace, with which all that the tool started ends.
# The tool's number is written down as those outside see it.
first_process() {
  local dir=$1
  shift
  (
    read -r pid _ </proc/self/stat
    echo "$pid" >"$dir/pid"
    [ ! -e "$dir/stop" ] || exit 130
    mount -n -t proc -o ro,nosuid,nodev,noexec proc /proc || exit 125
    mount -n -o remount,bind,ro,nosuid,nodev "$dir" || exit 125
    exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all "$@"
  )
  exit
}

# daemon_process PARENT PROGRAM…: what mounts the export, and opens images whoever owns them.
daemon_process() {
  local parent=$1
  shift
  # shellcheck disable=SC2016 # the inner shell's own words
  exec setpriv --pdeathsig TERM --no-new-privs --inh-caps=-all \
    --bounding-set=-all,+sys_admin,+dac_override,+dac_read_search \
    sh -c '[ "$PPID" = "$1" ] || exit; shift; exec "$@"' winnow-export "$parent" "$@"
}

# Where hosts keep what no run needs: secrets, and images of other guests.
kept_from_runs=(/root /home /srv /mnt /media /var/lib/libvirt /var/lib/winnow /var/log /var/spool /var/backups)

# The program of the tool, behind its environment.
tool_program() {
  local word
  for word in "${tool[@]}"; do
    case $word in env | *=*) ;; *) command -v -- "$word" || printf '%s\n' "$word"; return ;; esac
  done
}

# cell_words FUNCTION ARGS…: sets $words to what calls it in a new cell.
cell_words() {
  local covered=() path functions programs
  for path in "${paths[@]}"; do covered+=("${path%/*}"); done
  programs=$(tool_program; command -v -- "${storage_daemon:-}")
  # Programs of a site may lie there.
  for path in "${kept_from_runs[@]}"; do
    [[ $'\n'$programs == *$'\n'"$path"/* ]] || covered+=("$path")
  done
  functions=$(declare -f build_cell first_process daemon_process)
  # shellcheck disable=SC2016 # the inner shell's own words
  words=(unshare -m -n -i --propagation private bash -c "$functions"'
    count=$1; shift
    build_cell "${@:1:count}"
    shift "$count"
    "$@"' winnow-cell "$((2 + ${#covered[@]}))" "$dir" "$cache" "${covered[@]}" "$@")
}

# tool_words TOOL…: sets $words to what calls the tool in a process namespace of its own, once it is in the cell.
tool_words() {
  words=(unshare -p -m --fork --kill-child=KILL --propagation private
    bash -c "$(declare -f first_process)"'; first_process "$@"' winnow-run "$dir" "$@")
}

# Whether the host permits it, and the program is seen there, is found out by doing it.
may_confine() {
  local words program
  program=$(tool_program)
  [ "$confine" = yes ] && [ "${WINNOW_PRIVATE:-}" = yes ] && [ "$(id -u)" = 0 ] || return
  cache=${LIBGUESTFS_CACHEDIR:-${TMPDIR:-/var/tmp}}/.guestfs-0
  [ -d "$cache" ] || mkdir -m 755 -- "$cache" 2>/dev/null
  [ -d "$cache" ] && [ -O "$cache" ] && [ ! -h "$cache" ] || return
  # shellcheck disable=SC2016 # the inner shell's own words
  tool_words sh -c 'command -v "$0" || { echo "$0 is not seen there"; exit 1; } >&2' "$program"
  cell_words "${words[@]}"
  "${words[@]}" </dev/null >/dev/null 2>"$dir/confined" 7>&- 8>&- 9>&- || return
  rm -f -- "$dir/pid"
}

# confined_tool TOOL…: sets $words to what runs the tool in the cell: that of the export, or a new one.
confined_tool() {
  tool_words "$@"
  if [ -n "$export_pid" ]; then
    words=(nsenter -t "$export_pid" -m -n -i env TMPDIR=/tmp LIBGUESTFS_CACHEDIR=/var/tmp "${words[@]}")
  else
    cell_words "${words[@]}"
  fi
}
