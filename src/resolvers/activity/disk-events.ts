import { labelList, noLabels } from '../../domain/labels.ts';
import { pageOfDerived, presentDisks } from '../disk/derived-disks.ts';
import type {
  DiskObservedResolvers,
  DiskRegisteredResolvers,
  DiskUpdatedResolvers,
} from '../schema-types.ts';

export const DiskRegistered: DiskRegisteredResolvers = {
  // Not recorded by the first versions, where an operator had always declared the format.
  formatBasis: ({ data }) => data.formatBasis ?? 'DECLARED',
  storageDomain: ({ data }, _args, { views }) => views.storageDomain(data.storageDomainId),
  labels: ({ data }) => labelList(data.labels ?? noLabels),
};

export const DiskUpdated: DiskUpdatedResolvers = {
  newName: ({ data }) => data.name ?? null,
  newFormat: ({ data }) => data.format ?? null,
  newAllocation: ({ data }) => data.allocation ?? null,
  newWipeAfterDelete: ({ data }) => data.wipeAfterDelete ?? null,
  newLabels: ({ data }) => (data.labels ? labelList(data.labels) : null),
};

export const DiskObserved: DiskObservedResolvers = {
  actualSize: ({ data }) => data.allocatedBytes,
  backingPath: ({ data }) => data.backing,
  internalSnapshots: ({ data }) => (data.present ? data.internalSnapshots : null),
  derivedDisks: ({ data }, page, { views }, info) =>
    pageOfDerived(presentDisks(views, data.children, info), page, info),
  // Events of the first versions lack what was not inspected then.
  overlays: ({ data }) => data.overlays ?? [],
};
