# shellcheck shell=sh
# `sh -c … sh DIRECTORY`: what makes these namespaces a host of its own: its disk, which lasts as long as the directory,
# its memory, which lasts as long as this process, and what tells it from others.
set -eu
directory=$1
hostname "$(cat "$directory/name")"

# The appliance of libguestfs is built once for the machine.
mkdir -p "$directory/var-tmp"
mount --bind /var/tmp "$directory/var-tmp"
for top in etc home opt root srv usr var; do
  [ -d "/$top" ] || continue
  mkdir -p "$directory/disk/$top" "$directory/work/$top"
  mount -t overlay -o "lowerdir=/$top,upperdir=$directory/disk/$top,workdir=$directory/work/$top" overlay "/$top"
done
mount --bind "$directory/var-tmp" /var/tmp
# What a test changes while the host runs, which it may not in the layers of a disk.
mount --bind "$directory/ssh" /etc/ssh

for shared in "$directory"/shared/*; do
  [ -L "$shared" ] || continue
  mkdir -p "/srv/${shared##*/}"
  mount --bind "$(readlink "$shared")" "/srv/${shared##*/}"
done

mount --bind "$directory/boot-id" /proc/sys/kernel/random/boot_id
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir /run/sshd /run/lock
# shellcheck source=/dev/null
[ ! -e "$directory/boot" ] || . "$directory/boot"
# Last, since it hides the directory of the test.
mount --bind "$directory/tmp" /tmp

echo ready
# The first process of a namespace is the parent of those whose own has ended, and waits for them, too.
while :; do
  sleep infinity &
  wait
done
