/** Where the tools are on the host: names that its PATH resolves, or absolute paths. */
export interface HostTools {
  readonly virtSparsify: string;
  readonly virtDf: string;
  readonly qemuImg: string;
  readonly qemuIo: string;
  readonly qemuStorageDaemon: string;
  readonly sgVpd: string;
  readonly virsh: string;
  /** Whether those that read the bytes of guests as root are confined where the host permits it. */
  readonly confine: boolean;
}

export const defaultTools: HostTools = {
  virtSparsify: 'virt-sparsify',
  virtDf: 'virt-df',
  qemuImg: 'qemu-img',
  qemuIo: 'qemu-io',
  qemuStorageDaemon: 'qemu-storage-daemon',
  sgVpd: 'sg_vpd',
  virsh: 'virsh',
  confine: true,
};

/** What libguestfs needs in its environment: no libvirt in between, and software emulation where KVM does not work. */
export function guestfsEnvironment(acceleration: 'KVM' | 'EMULATION' | null): Record<string, string> {
  return {
    LC_ALL: 'C',
    LIBGUESTFS_BACKEND: 'direct',
    ...(acceleration === 'EMULATION' ? { LIBGUESTFS_BACKEND_SETTINGS: 'force_tcg' } : {}),
  };
}
