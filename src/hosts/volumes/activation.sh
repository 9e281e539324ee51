# shellcheck shell=sh disable=SC2154
# The logical volume that is active for a run alone: recorded in $dir/activated before it is activated, as `VOLUME BOOT`, by
# LVM's id and the id of that boot, so that whatever dies in between, somebody undoes it. Needs volumes.sh.

# change_volume VOLUME OPTIONS…
change_volume() {
  of_volume="lv_uuid=$1"
  shift
  LVM_SUPPRESS_FD_WARNINGS=1 PATH=$PATH:/usr/sbin:/sbin timeout -k 2 20 \
    lvchange --yes --select "$of_volume" "$@" </dev/null 3<&- 9>&-
}

present_boot() { cat /proc/sys/kernel/random/boot_id; }

numbers_of() { volume_numbers "$(printf '%s' "$1" | tr -d -)"; }

# activate_volume VOLUME: nothing is recorded of one that is active already. Where a lock manager guards its group, no other
# host can have it active from here on: this fails where one has.
activate_volume() {
  if ! numbers_of "$1" >/dev/null; then
    printf '%s %s\n' "$1" "$(present_boot)" >"$dir/activated.new" &&
      sync "$dir/activated.new" && mv "$dir/activated.new" "$dir/activated" && sync "$dir" || return
  fi
  change_volume "$1" -aey -K 2>&1 && numbers_of "$1" >/dev/null
}

# Fails where it is still to be undone, also where nobody tells whether it is open. A volume that somebody has opened since is
# that one's now.
undo_activation() {
  { read -r volume boot <"$dir/activated"; } 2>/dev/null || return 0
  if [ "$boot" = "$(present_boot)" ] && active=$(numbers_of "$volume"); then
    case $(open_count "$active") in
      0) change_volume "$volume" -an >/dev/null 2>&1 || return ;;
      '' | *[!0-9]*) return 1 ;;
    esac
  fi
  rm -f -- "$dir/activated"
}
