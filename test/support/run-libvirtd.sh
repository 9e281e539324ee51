#!/bin/sh
# `sh run-libvirtd.sh DIRECTORY`: libvirtd in this mount and process namespace, with all that it keeps in the directory.
set -eu
directory=$1
cd "$directory"
PATH="$PATH:/usr/sbin:/sbin"
mkdir etc lib log cache run

cat >etc/libvirtd.conf <<END
unix_sock_dir = "$directory/sockets"
auth_unix_ro = "none"
auth_unix_rw = "none"
log_outputs = "2:stderr"
END
# What its machines would need of systemd, of cgroups and of other users is left out.
cat >etc/qemu.conf <<END
user = "root"
group = "root"
security_driver = "none"
dynamic_ownership = 0
remember_owner = 0
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
END

# Debian's libvirtd does not start without this user, whom another package makes.
cp /etc/passwd /etc/group .
grep -q '^libvirt-qemu:' passwd || echo 'libvirt-qemu:x:64055:64055::/:/bin/false' >>passwd
grep -q '^libvirt-qemu:' group || echo 'libvirt-qemu:x:64055:' >>group
mount --bind passwd /etc/passwd
mount --bind group /etc/group

# Whole directories, since those of libvirt may not be there yet, and making them would leave them behind.
mount --bind etc /etc/libvirt
mount --bind lib /var/lib
mount --bind log /var/log
mount --bind cache /var/cache
mount --bind run /run

# Not by exec: the shell is the first process here, and reaps what libvirtd leaves behind.
libvirtd --config "$directory/etc/libvirtd.conf" --pid-file "$directory/run/libvirtd.pid" &
wait $!
