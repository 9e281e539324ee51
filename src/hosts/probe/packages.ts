/** How to install what a hypervisor needs, by the names that the distributions have for it. */
function install(debian: string, fedora: string): string {
  return `On Debian and Ubuntu: apt-get install ${debian}. On Fedora and RHEL: dnf install ${fedora}.`;
}

/** How to install a package that all distributions name alike. */
export const installPackage = (name: string): string => install(name, name);

/** What may be missing on a host, and the words that bring it. */
export const remedies = {
  virtSparsify: install('guestfs-tools', 'guestfs-tools (RHEL 8: libguestfs-tools-c)'),
  qemuImg: install('qemu-utils', 'qemu-img'),
  storageDaemon: `${install('qemu-system-common fuse3', 'qemu-img fuse3')} Load the kernel's module (modprobe fuse), and let the user that runs Winnow use /dev/fuse; in a container, give it that device and CAP_SYS_ADMIN. An image without a backing file needs none of it where Winnow runs as root.`,
  virsh: install('libvirt-clients', 'libvirt-client'),
  qemuSystem: install('qemu-system-x86', 'qemu-kvm'),
  kernel: install('linux-image-cloud-amd64', 'kernel-core'),
  readableKernel:
    'Let the user that runs Winnow read it: chmod 0644 /boot/vmlinuz-* (on Ubuntu: dpkg-statoverride --update --add root root 0644 FILE keeps it so).',
  sg3Utils: install('sg3-utils', 'sg3_utils'),
  appliance:
    'Run `LIBGUESTFS_BACKEND=direct libguestfs-test-tool` on the host (Debian: apt-get install libguestfs-tools; Fedora and RHEL: dnf install libguestfs) and mend what it reports; then probe the host again.',
} as const;
