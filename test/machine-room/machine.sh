#!/bin/sh
# `sh machine.sh begin` and `sh machine.sh ready`: what a machine of the room does when it starts, early and late. What it
# is, qemu tells it by the firmware's configuration.
set -eu

told() { cat "/sys/firmware/qemu_fw_cfg/by_name/opt/machine-room/$1/raw"; }

# The network that the machines of a room have among them, and the storage machine in it.
network=10.77.0
storage=$network.1
target=iqn.2026-01.example.machine-room:thin
paths=iqn.2026-01.example.machine-room:paths

begin() {
  hostname=$(told name)
  echo "$hostname" >/etc/hostname
  hostname "$hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n%s storage storage-old\n' "$hostname" "$storage" >/etc/hosts
  printf '[Match]\nName=eth1\n[Network]\nAddress=%s.%s/24\n' "$network" "$(told place)" >/etc/systemd/network/20-room.network
  # By it a target tells them apart; of two of one name each ends the other's session.
  mkdir -p /root/.ssh /etc/iscsi
  echo "InitiatorName=iqn.2026-01.example.machine-room:$hostname" >/etc/iscsi/initiatorname.iscsi
  # What a test adds stays when the machine starts again.
  [ -s /root/.ssh/authorized_keys ] || told authorized-key >/root/.ssh/authorized_keys
  umask 077
  told host-key >/etc/ssh/ssh_host_ed25519_key
}

# Two exports over NFS, which hypervisors mount as 4.2 and as 4.1, and disks over iSCSI: all but `plain` give back what is
# unmapped, and `paths` is reached by two paths by whoever logs in there.
be_storage() {
  mkdir -p /srv/new /srv/old
  # What stands here is exported by the time that the server answers.
  export_as() { printf '%s %s.0/24(rw,no_root_squash,no_subtree_check,fsid=%s)\n' "$1" "$network" "$2"; }
  { export_as /srv/new 1 && export_as /srv/old 2; } >/etc/exports
  systemctl start nfs-server
  [ -e /srv/thin ] || truncate -s 4G /srv/thin
  [ -e /srv/plain ] || truncate -s 1G /srv/plain
  [ -e /srv/locked ] || truncate -s 256M /srv/locked
  [ -e /srv/guarded ] || truncate -s 512M /srv/guarded
  [ -e /srv/paths ] || truncate -s 256M /srv/paths
  targetcli <<END
/backstores/fileio create thin /srv/thin sparse=true write_back=false
/backstores/fileio/thin set attribute emulate_tpu=1 unmap_zeroes_data=1
/backstores/fileio create plain /srv/plain sparse=true write_back=false
/backstores/fileio/plain set attribute emulate_tpu=0 emulate_tpws=0
/backstores/fileio create locked /srv/locked sparse=true write_back=false
/backstores/fileio/locked set attribute emulate_tpu=1 unmap_zeroes_data=1
/backstores/fileio create guarded /srv/guarded sparse=true write_back=false
/backstores/fileio/guarded set attribute emulate_tpu=1 unmap_zeroes_data=1
/backstores/fileio create paths /srv/paths sparse=true write_back=false
/backstores/fileio/paths set attribute emulate_tpu=1 unmap_zeroes_data=1
/iscsi create $target
/iscsi/$target/tpg1/luns create /backstores/fileio/thin
/iscsi/$target/tpg1/luns create /backstores/fileio/plain
/iscsi/$target/tpg1/luns create /backstores/fileio/locked
/iscsi/$target/tpg1/luns create /backstores/fileio/guarded
/iscsi/$target/tpg1 set attribute generate_node_acls=1 demo_mode_write_protect=0 authentication=0
/iscsi create $paths
/iscsi/$paths/tpg1/luns create /backstores/fileio/paths
/iscsi/$paths/tpg1/portals create 0.0.0.0 3261
/iscsi/$paths/tpg1 set attribute generate_node_acls=1 demo_mode_write_protect=0 authentication=0
END
}

# Its mounts and disks are in no file of the machine: where the storage is away, the machine starts, too, and is ready once
# it has them.
be_hypervisor() {
  modprobe kvm_amd
  # It takes minutes to start here, so it does not end when nobody asks it.
  echo LIBVIRTD_ARGS= >/etc/default/libvirtd
  systemctl start libvirtd
  virsh -c qemu:///system list >/dev/null
  mkdir -p /images/new /images/old /images/local
  mountpoint -q /images/new || mount -t nfs -o vers=4.2,retry=600 storage:/srv/new /images/new
  mountpoint -q /images/old || mount -t nfs -o vers=4.1,retry=600 storage-old:/srv/old /images/old
  systemctl start iscsid
  until iscsiadm -m discovery -t sendtargets -p "$storage"; do sleep 5; done
  iscsiadm -m node -T "$target" -p "$storage" --login || [ $? -eq 15 ]
  for lun in 0 1 2 3; do udevadm wait "/dev/disk/by-path/ip-$storage:3260-iscsi-$target-lun-$lun"; done
}

case $1 in
  begin) begin ;;
  ready)
    "be_$(told role)"
    echo 'machine-room: ready' >/dev/ttyS0
    ;;
esac
