import { fingerprintOf } from '../../common/fingerprint.ts';
import type { HostKey } from '../../domain/host/ssh.ts';
import type { DiskId } from '../../domain/ids.ts';
import type { DiskView, JobView, Views } from '../../projections/views.ts';
import type { Refusal } from '../../requests/requests.ts';
import type { UserError } from '../schema-types.ts';
import { codeOfImage } from './code-of-image.ts';

/** Which field of a mutation's input names the disk, the image, the host. */
export interface InputFields {
  readonly disk?: string;
  readonly image?: string;
  readonly host?: string;
  readonly storageDomain?: string;
}

/** A refusal with the objects that it is about. */
export type RefusedInput = Omit<UserError, '__typename' | 'disk' | 'job' | 'hostKey'> & {
  readonly disk: DiskView | null;
  readonly job: JobView | null;
  readonly hostKey: HostKey | null;
};

type Refused = Pick<RefusedInput, 'code' | 'message' | 'path'> & Partial<RefusedInput>;

/** A refusal as clients see it: its code, what to do, which field of the input it is about, and the objects behind it. */
export const userError = (
  refusal: Refusal,
  fields: InputFields,
  input: object,
  views: Pick<Views, 'disk' | 'job'>,
): RefusedInput => ({
  ...nothingBeside,
  ...refused(refusal, fields, input, views),
});

/** What a refusal has beside its code, message and path where there is nothing. */
export const nothingBeside = {
  disk: null,
  job: null,
  obstacles: null,
  warnings: null,
  hostKey: null,
} as const;

function refused(
  refusal: Refusal,
  fields: InputFields,
  input: object,
  views: Pick<Views, 'disk' | 'job'>,
): Refused {
  const about = (field: string | undefined): string[] => (field === undefined ? ['input'] : ['input', field]);
  const given = new Map<string, unknown>(Object.entries(input));
  const disk = fields.disk === undefined ? null : views.disk(given.get(fields.disk) as DiskId);
  switch (refusal.type) {
    case 'StorageDomainNotFound':
      return {
        code: 'NOT_FOUND',
        message: `There is no storage domain ${refusal.storageDomainId}: the query storageDomains lists them.`,
        path: about(fields.storageDomain ?? 'storageDomainId'),
      };
    case 'DiskNotFound':
      return {
        code: 'NOT_FOUND',
        message: `There is no disk ${refusal.diskId}: the query disks lists them.`,
        path: about(fields.disk),
      };
    case 'HostNotFound':
      return {
        code: 'NOT_FOUND',
        message: `There is no host ${refusal.hostId}: the query hosts lists them${fields.host === undefined ? ', and without hostId Winnow chooses one' : ''}.`,
        path: about(fields.host ?? 'hostId'),
      };
    case 'JobNotFound':
      return {
        code: 'NOT_FOUND',
        message: `There is no job ${refusal.jobId}: the query sparsifyJobs lists them.`,
        path: about('id'),
      };
    case 'DiskAlreadyRegistered':
      return {
        code: 'DISK_ALREADY_REGISTERED',
        message: `The image is registered already, as ${refusal.diskId}: use that disk, or change it with updateDisk.`,
        path: about(fields.image),
        disk: views.disk(refusal.diskId),
      };
    case 'DiskBusy':
      return {
        code: 'DISK_BUSY',
        message: `The disk has an active sparsify job already, ${refusal.jobId}: follow that job, or stop it with cancelSparsifyJob.`,
        path: about(fields.disk),
        disk,
        job: views.job(refusal.jobId),
      };
    case 'DiskNotEligible':
      return {
        code: 'DISK_NOT_ELIGIBLE',
        message: refusal.obstacles.map(({ message, remedy }) => `${message} ${remedy}`).join(' '),
        path: about(fields.disk),
        disk,
        obstacles: refusal.obstacles,
      };
    case 'WarningsNotAcknowledged': {
      const codes = refusal.warnings.map(({ code }) => code).join(', ');
      const messages = refusal.warnings.map(({ message }) => message).join(' ');
      return {
        code: 'WARNINGS_NOT_ACKNOWLEDGED',
        message: `${messages} To proceed anyway, name ${codes} in acknowledgeWarnings.`,
        path: about('acknowledgeWarnings'),
        disk,
        warnings: refusal.warnings,
      };
    }
    case 'IdempotencyKeyReused':
      return {
        code: 'IDEMPOTENCY_KEY_REUSED',
        message: `The idempotency key was used before, with other input, for ${refusal.jobId}: take a new key for a new request.`,
        path: about('idempotencyKey'),
        job: views.job(refusal.jobId),
      };
    case 'JobAlreadyEnded':
      return {
        code: 'JOB_ALREADY_ENDED',
        message: `Job ${refusal.jobId} has ended already, so there is nothing to stop: the query sparsifyJob shows how it ended.`,
        path: about('id'),
        job: views.job(refusal.jobId),
      };
    case 'HostElsewhere':
      return {
        code: 'HOST_ELSEWHERE',
        message: `This server does not run on host ${refusal.hostId}, which has no address: ask the server on that host, or give the host an address with updateHost.`,
        path: about(fields.host),
      };
    case 'HostBusy':
      return {
        code: 'HOST_BUSY',
        message: `The host has runs, of ${refusal.jobId} for one: drain it with drainHost, and wait until they have ended.`,
        path: about(fields.host),
        job: views.job(refusal.jobId),
      };
    case 'HostAnswers':
      return {
        code: 'HOST_ANSWERS',
        message: `The host is not down: ${refusal.message} What runs there goes on, and is followed once Winnow can ask it. Stop the machine before you confirm that it is down.`,
        path: about(fields.host),
      };
    case 'HostUnreachable':
      return { code: 'HOST_UNREACHABLE', message: refusal.message, path: about(fields.host) };
    case 'HostKeyUnknown':
      return {
        code: 'HOST_KEY_UNKNOWN',
        message: `The host at ${refusal.address} shows a key that is not known here, ${shownKey(refusal.hostKey)}. Compare it with what the host itself shows (\`ssh-keygen -lf\` of the files in /etc/ssh that end with _key.pub), and send it as hostKeyFingerprint.`,
        path: about('hostKeyFingerprint'),
        hostKey: refusal.hostKey,
      };
    case 'HostKeyMismatch':
      return {
        code: 'HOST_KEY_MISMATCH',
        message: `The host at ${refusal.address} shows another key than was accepted, ${shownKey(refusal.hostKey)}: somebody may be between, or the host was installed anew. Compare it with what the host itself shows; acceptHostKey accepts it for a host that is registered.`,
        path: about(given.has('fingerprint') ? 'fingerprint' : 'hostKeyFingerprint'),
        hostKey: refusal.hostKey,
      };
    case 'DirectoryRefused': {
      const directories = given.get('directories');
      const index = Array.isArray(directories) ? directories.indexOf(refusal.path) : -1;
      return {
        code: 'DIRECTORY_REFUSED',
        message: refusal.message,
        path: [...about('directories'), ...(index < 0 ? [] : [String(index)])],
      };
    }
    case 'DirectoryNotRegistered':
      return {
        code: 'NOT_FOUND',
        message: `The directory ${refusal.path} is not registered on host ${refusal.hostId}: the query storageDomains lists those that are.`,
        path: about('directory'),
      };
    case 'DirectoryHoldsDisks':
      return {
        code: 'STORAGE_DOMAIN_NOT_EMPTY',
        message: `${refusal.disks} disks of storage domain ${refusal.storageDomainId} are reached through ${refusal.path} alone: remove them with removeDisk, or all of them with removeStorageDomain and removeDisks.`,
        path: about('directory'),
      };
    case 'StorageDomainNotEmpty':
      return {
        code: 'STORAGE_DOMAIN_NOT_EMPTY',
        message: `Storage domain ${refusal.storageDomainId} still has ${refusal.disks} disks: send the request again with removeDisks to remove them too. Their images stay as they are.`,
        path: about('removeDisks'),
      };
    case 'StorageDomainBusy':
      return {
        code: 'STORAGE_DOMAIN_BUSY',
        message: `Sparsify jobs are active in storage domain ${refusal.storageDomainId} (${refusal.jobIds.join(', ')}): send the request again when they have ended, or stop them with cancelSparsifyJob.`,
        path: about(undefined),
      };
    case 'HostNotRemovable':
      return { code: 'HOST_NOT_REMOVABLE', message: refusal.message, path: about(fields.host) };
    case 'ImageRefused': {
      const { code, message, remedy } = refusal.failure;
      const field = code === 'FORMAT_MISMATCH' && fields.image !== undefined ? 'format' : fields.image;
      return {
        code: codeOfImage(code),
        message: `${message} ${remedy}`,
        path: about(field ?? fields.disk),
        disk,
      };
    }
    case 'Conflict':
      return {
        code: 'CONFLICT',
        message:
          'The disk changed at the same moment, again and again, and nothing was done: send the same request again.',
        path: about(undefined),
      };
    default:
      throw refusal satisfies never;
  }
}

const shownKey = (hostKey: HostKey): string => `${hostKey.type} ${fingerprintOf(hostKey)}`;
