#!/bin/sh
# `sh -s -- IMAGE FORMAT SIZE DELETED`: makes a guest's disk of SIZE bytes with an ext4 filesystem, in which a file of
# DELETED bytes was written and removed. Needs neither root nor a mount.
set -eu
export LC_ALL=C
# Where mkfs is, and not on everybody's path.
export PATH="$PATH:/usr/sbin:/sbin"

main() {
  image=$1 format=$2 size=$3 deleted=$4
  if [ -e "$image" ]; then
    echo "$image exists already" >&2
    exit 3
  fi
  dir=$(mktemp -d "$image.making.XXXXXX")
  trap 'rm -rf -- "$dir"' EXIT
  mkdir "$dir/files"
  echo 'This file stays.' >"$dir/files/kept.txt"
  # No zeros: mkfs would leave them out.
  yes 'This is deleted, and the guest knows it, but the host does not.' | head -c "$deleted" >"$dir/files/deleted"
  truncate -s "$size" "$dir/disk"
  mkfs.ext4 -q -F -d "$dir/files" "$dir/disk"
  debugfs -w -R 'rm deleted' "$dir/disk" 2>/dev/null
  if [ "$format" = qcow2 ]; then
    qemu-img convert -f raw -O qcow2 "$dir/disk" "$dir/converted"
    mv "$dir/converted" "$dir/disk"
  fi
  sync "$dir/disk"
  # Unlike mv, a link never takes the place of a file that came to be in the meantime.
  ln "$dir/disk" "$image"
}

main "$@"
