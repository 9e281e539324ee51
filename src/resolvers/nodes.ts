import type { ServerReport } from '../domain/server-report.ts';
import type {
  ActivityView,
  DiskView,
  HostView,
  JobView,
  OperationView,
  StorageDomainView,
} from '../projections/views.ts';
import type { EventType } from './activity/activity-of.ts';
import type { Context } from './context.ts';
import { isDiskId, isHostId, isJobId, isOperationId, isStorageDomainId } from './ids.ts';

export type AnyNode =
  | DiskView
  | JobView
  | HostView
  | StorageDomainView
  | OperationView
  | ActivityView
  | ServerReport;

/** The object with this id, whatever its type; null when there is none, or no type has its prefix. */
export function nodeById(context: Context, id: string): AnyNode | null {
  const { views } = context;
  if (isDiskId(id)) return views.disk(id);
  if (isJobId(id)) return views.job(id);
  if (isHostId(id)) return views.host(id);
  if (isStorageDomainId(id)) return views.storageDomain(id);
  if (isOperationId(id)) return views.operation(id);
  if (id.startsWith('act_')) return views.activityByEventId(id.slice('act_'.length));
  if (id.startsWith('srv_')) return context.system().servers.find((one) => `srv_${one.id}` === id) ?? null;
  return null;
}

/** The GraphQL type of a node. */
export function typeOfNode(
  node: AnyNode,
): 'Disk' | 'SparsifyJob' | 'Host' | 'StorageDomain' | 'Operation' | 'Server' | EventType {
  if ('eventId' in node) return node.type as EventType;
  if ('reportedAt' in node) return 'Server';
  if (isDiskId(node.id)) return 'Disk';
  if (isJobId(node.id)) return 'SparsifyJob';
  if (isOperationId(node.id)) return 'Operation';
  return isHostId(node.id) ? 'Host' : 'StorageDomain';
}
