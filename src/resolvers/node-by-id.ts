import type { HostView, StorageDomainView, Views } from '../projections/views.ts';
import type { DiskAsOf, JobAsOf } from './as-of.ts';
import { isDiskId, isHostId, isJobId, isStorageDomainId } from './ids.ts';

export type AnyNode = DiskAsOf | JobAsOf | HostView | StorageDomainView;

/** The object with this id, whatever its type; null when there is none, or no type has its prefix. */
export function nodeById(views: Views, id: string): AnyNode | null {
  if (isDiskId(id)) return views.disk(id);
  if (isJobId(id)) return views.job(id);
  if (isHostId(id)) return views.host(id);
  if (isStorageDomainId(id)) return views.storageDomain(id);
  return null;
}

/** The GraphQL type of a node, which its id tells. */
export function typeOfNode({ id }: AnyNode): 'Disk' | 'SparsifyJob' | 'Host' | 'StorageDomain' {
  if (isDiskId(id)) return 'Disk';
  if (isJobId(id)) return 'SparsifyJob';
  if (isHostId(id)) return 'Host';
  return 'StorageDomain';
}
