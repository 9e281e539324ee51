import { canSparsify } from '../../domain/host/can-sparsify.ts';
import type { HostCapabilitiesResolvers } from '../schema-types.ts';

export const HostCapabilities: HostCapabilitiesResolvers = {
  canSparsify,
  canMeasure: ({ virtDf }) => virtDf,
  virtSparsifyVersion: ({ virtSparsify }) => virtSparsify?.version ?? null,
  virtSparsifyFeatures: ({ virtSparsify }) => virtSparsify?.features ?? [],
  qemuImgVersion: ({ qemuImg }) => qemuImg?.version ?? null,
  memory: ({ memoryBytes }) => memoryBytes,
  libvirtVersion: ({ libvirt }) => libvirt?.version ?? null,
  sg3UtilsVersion: ({ sg3Utils }) => sg3Utils?.version ?? null,
};
