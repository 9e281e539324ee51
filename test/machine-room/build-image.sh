#!/bin/sh
# `build-image.sh DIRECTORY`: makes what a machine of the room starts from, in a new directory: `disk` (raw, ext4),
# `kernel` and `initrd`. Takes root and debootstrap. The machine's own packages and mounts are left alone.
set -eu
directory=$1
if [ "${MACHINE_ROOM_PRIVATE:-}" != yes ]; then
  MACHINE_ROOM_PRIVATE=yes exec unshare --mount --propagation private "$0" "$@"
fi
root=$directory/root
release=bookworm
mirror=http://deb.debian.org/debian

mkdir -p "$directory"
debootstrap --variant=minbase --include=ca-certificates "$release" "$root" "$mirror"

# In here no service starts, and nothing waits for the disk.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
mkdir -p "$root/etc/initramfs-tools/conf.d"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf"
install() { DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -q --no-install-recommends "$@"; }
# What every hypervisor has, and what the storage machine needs.
install systemd-sysv dbus udev iproute2 openssh-server initramfs-tools
# A small initrd, since every boot unpacks it.
echo MODULES=list >"$root/etc/initramfs-tools/conf.d/small"
printf '%s\n' virtio_pci virtio_blk ext4 >>"$root/etc/initramfs-tools/modules"
install linux-image-amd64
install guestfs-tools libvirt-daemon-system libvirt-clients qemu-system-x86 qemu-utils \
  nfs-common open-iscsi sg3-utils sudo acl lvm2 lvm2-lockd sanlock thin-provisioning-tools multipath-tools cryptsetup-bin
install nfs-kernel-server targetcli-fb

# The appliance of libguestfs, which takes an hour to build under emulation: a program that is no qemu fails only then.
truncate -s 1M "$root/tmp/disk"
LIBGUESTFS_BACKEND=direct LIBGUESTFS_HV=/bin/false chroot "$root" virt-sparsify --in-place --format raw /tmp/disk || true
[ -s "$root/var/tmp/.guestfs-0/appliance.d/root" ]
rm "$root/tmp/disk"

# Each machine has its own. Where the id is empty, not missing, systemd does not take the boot for the first, in which it
# would enable every service that is installed.
rm -f "$root"/etc/ssh/ssh_host_*_key* "$root/etc/hostname" "$root/var/lib/dbus/machine-id"
: >"$root/etc/machine-id"
echo '/dev/vda / ext4 discard 0 1' >"$root/etc/fstab"
printf '[Match]\nName=eth0\n[Network]\nDHCP=yes\n' >"$root/etc/systemd/network/10-outside.network"

# What the machine does when it starts, qemu brings: machine.sh, in the firmware's configuration.
told=/sys/firmware/qemu_fw_cfg/by_name/opt/machine-room/script/raw
cat >"$root/etc/systemd/system/machine-begin.service" <<END
[Unit]
DefaultDependencies=no
After=local-fs.target
Before=network-pre.target systemd-networkd.service ssh.service sysinit.target
Wants=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/modprobe qemu_fw_cfg
ExecStart=/bin/sh $told begin
[Install]
WantedBy=sysinit.target
END
cat >"$root/etc/systemd/system/machine-ready.service" <<END
[Unit]
After=network.target ssh.service libvirtd.socket
[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=infinity
ExecStart=/bin/sh $told ready
StandardOutput=journal+console
StandardError=journal+console
[Install]
WantedBy=multi-user.target
END
chroot "$root" systemctl -q enable systemd-networkd machine-begin machine-ready
# A machine that is only slow is not taken for a broken one.
mkdir "$root/etc/systemd/system/service.d"
printf '[Service]\nTimeoutStartSec=infinity\nWatchdogSec=0\n' >"$root/etc/systemd/system/service.d/patient.conf"
echo DefaultDeviceTimeoutSec=infinity >>"$root/etc/systemd/system.conf"
# What takes long under emulation and is of no use here; what serves, machine.sh starts.
chroot "$root" systemctl -q disable nfs-server rtslib-fb-targetctl
chroot "$root" systemctl -q mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap fstrim.timer systemd-networkd-wait-online serial-getty@ttyS0 getty@tty1 systemd-timesyncd

rm "$root/usr/sbin/policy-rc.d" "$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
chroot "$root" apt-get clean
rm -rf "$root"/var/lib/apt/lists/*
umount "$root/proc"
cp "$root"/boot/vmlinuz-* "$directory/kernel"
cp "$root"/boot/initrd.img-* "$directory/initrd"
mke2fs -q -t ext4 -d "$root" "$directory/disk" 8G
rm -rf "$root"
