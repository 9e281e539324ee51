import type { HostCapabilitiesResolvers } from '../schema-types.ts';

export const HostCapabilities: HostCapabilitiesResolvers = {
  canSparsify: ({ lacks }) => lacks.length === 0,
  canMeasure: ({ virtDf }) => virtDf,
  virtSparsifyVersion: ({ virtSparsify }) => virtSparsify?.version ?? null,
  virtSparsifyFeatures: ({ virtSparsify }) => virtSparsify?.features ?? [],
  qemuImgVersion: ({ qemuImg }) => qemuImg?.version ?? null,
  memory: ({ memoryBytes }) => memoryBytes,
  lacks: ({ lacks }) => lacks,
};
