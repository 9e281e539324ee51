# shellcheck shell=sh disable=SC2154
# image_use QEMU_IO PATH DEVICE INODE: who uses an image, by the fields of file-users.sh; `locked` where a
# program of qemu has it open; `opened`, the status of qemu-io when it opens the image as qemu would for a guest, or `changed`
# where another file lies there now, and what it `said`; `uptime`, hundredths of a second since the host was
# booted, and `boot`, the id of that. Needs frame.sh, file-users.sh and volumes.sh.
image_use() {
  path=$2 inode=$4 device=''
  read -r now _ </proc/uptime
  field uptime "${now%.*}${now#*.}"
  field boot "$(cat /proc/sys/kernel/random/boot_id)"
  image_users "$3" "$inode"
  # qemu locks bytes 100 to 104 for what it does with an image, and 200 to 204 for what it lets nobody else do.
  # shellcheck disable=SC2154 # of file_users
  if [ "$device" != '' ]; then
    lock=$(printf ' %02x:%02x:%s (1[0-9][0-9]|20[0-4]) ' "${device%:*}" "${device#*:}" "$inode")
    ! grep -qE "$lock" /proc/locks 2>/dev/null || field locked yes
  fi
  # A pipe would be waited for.
  if ! may_be_opened "$path" || ! exec 3<"$path" || ! is_identity /proc/self/fd/3 "$3" "$4"; then
    field opened changed
    return
  fi
  # As raw, whatever it is: the locks are the same, and opening a raw image writes nothing. (`qemu-img info` takes no
  # conflicting lock on a raw image.)
  saying timeout -k 2 20 "$1" -f raw -c quit /proc/self/fd/3
  field opened "$?"
  field said "$said"
}
