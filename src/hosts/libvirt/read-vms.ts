import { inGroups } from '../../common/each-at-once.ts';
import type { HostFinding } from '../../domain/host/events.ts';
import { noLabels } from '../../domain/labels.ts';
import type { Vm } from '../inventory.ts';
import { type Domain, type DomainDisk, readDomain } from './domain-xml.ts';
import { overviewCommands, type Virsh, VirshFailed } from './virsh.ts';
import { readStates, type StateNumbers, vmState } from './vm-state.ts';
import { BadXml } from './xml.ts';

/** A virtual machine whose disks' volumes have not been resolved. */
export interface ReadVm extends Omit<Vm, 'disks'> {
  readonly disks: readonly DomainDisk[];
  /** Files that its lasting description names as what its images stand on. */
  readonly backingFiles: readonly string[];
}

/** A virtual machine is there and cannot be read, so that its disks are not known. */
export class VmUnreadable extends Error {
  override readonly name = 'VmUnreadable';
  readonly problem: HostFinding;

  constructor(problem: HostFinding, options?: ErrorOptions) {
    super(problem.what, options);
    this.problem = problem;
  }
}

/** What is known about all virtual machines at once. */
interface Overview {
  readonly all: readonly string[];
  readonly active: ReadonlySet<string>;
  readonly saved: ReadonlySet<string>;
  readonly states: ReadonlyMap<string, StateNumbers>;
}

// Some megabytes of output at most, of virtual machines with many disks and long backing chains.
const atOnce = 100;

const uuidsIn = (text: string): string[] => text.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/gm) ?? [];

/** Reads all virtual machines, shut-off ones included. @throws VirshFailed, VmUnreadable */
export async function readVms(virsh: Virsh): Promise<ReadVm[]> {
  const overview = await readOverview(virsh);
  const vms: ReadVm[] = [];
  for (const some of inGroups(overview.all, atOnce)) vms.push(...(await readSome(virsh, some, overview)));
  return vms;
}

async function readOverview(virsh: Virsh): Promise<Overview> {
  const { texts, said } = await virsh(overviewCommands);
  if (said !== '') throw new VirshFailed('FAILED', said);
  const [states = '', active = '', saved = '', all = ''] = texts;
  return {
    all: uuidsIn(all),
    active: new Set(uuidsIn(active)),
    saved: new Set(uuidsIn(saved)),
    states: readStates(states),
  };
}

async function readSome(virsh: Virsh, uuids: readonly string[], overview: Overview): Promise<ReadVm[]> {
  try {
    return await readAtOnce(virsh, uuids, overview);
  } catch (error) {
    if (!(error instanceof VirshFailed && error.why === 'TOO_MUCH')) throw error;
    const [uuid] = uuids;
    if (uuids.length === 1 && uuid) throw new VmUnreadable(undescribed(uuid, error.message));
    const half = Math.ceil(uuids.length / 2);
    return [
      ...(await readSome(virsh, uuids.slice(0, half), overview)),
      ...(await readSome(virsh, uuids.slice(half), overview)),
    ];
  }
}

async function readAtOnce(virsh: Virsh, uuids: readonly string[], overview: Overview): Promise<ReadVm[]> {
  const questions = uuids.flatMap((uuid) => [
    { uuid, command: `dumpxml ${uuid}` },
    // What it will start with next time may be other than what it runs with.
    ...(overview.active.has(uuid) ? [{ uuid, command: `dumpxml --inactive ${uuid}` }] : []),
    ...(overview.saved.has(uuid) ? [{ uuid, command: `managedsave-dumpxml ${uuid}` }] : []),
  ]);
  const { texts, said } = await virsh([...questions.map(({ command }) => command), 'list --all --uuid']);
  const stillThere = new Set(uuidsIn(texts.at(-1) ?? ''));
  return uuids.flatMap((uuid) => {
    const answers = questions.flatMap((question, index) => {
      return question.uuid === uuid ? [{ ...question, xml: texts[index]?.trim() ?? '' }] : [];
    });
    const missing = answers.some(({ xml, command }) => xml === '' && command.startsWith('dumpxml'));
    if (!missing)
      return [
        vmOf(
          uuid,
          answers.filter(({ xml }) => xml !== ''),
          overview,
        ),
      ];
    if (stillThere.has(uuid)) throw new VmUnreadable(undescribed(uuid, said));
    return [];
  });
}

function vmOf(
  uuid: string,
  answers: readonly { readonly command: string; readonly xml: string }[],
  { states, saved }: Overview,
): ReadVm {
  const described = answers.map(({ command, xml }) => ({ command, domain: domainOf(uuid, xml) }));
  const domains = described.map(({ domain }) => domain);
  // Not that of a running or saved virtual machine, which has what the headers of images say.
  const lasting = described.filter(({ command, domain }) => command.startsWith('dumpxml') && !domain.active);
  const name = domains[0]?.name ?? uuid;
  const numbers = states.get(name);
  const active = domains[0]?.active === true;
  const state = numbers ? vmState(numbers, { active, managedSave: saved.has(uuid) }) : 'UNKNOWN';
  const backingFiles = lasting.flatMap(({ domain }) => domain.backingFiles);
  const labels = domains[0]?.labels ?? noLabels;
  return {
    ...{ id: uuid, name, state, disks: eachOnce(domains), backingFiles },
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

function domainOf(uuid: string, xml: string): Domain {
  try {
    return readDomain(xml);
  } catch (error) {
    if (!(error instanceof BadXml)) throw error;
    throw new VmUnreadable(
      {
        what: `libvirt's description of virtual machine ${nameIn(xml)}${uuid} cannot be read: ${error.message}`,
        remedy: `Look at \`virsh dumpxml ${uuid}\`, and mend it with \`virsh edit ${uuid}\`.`,
      },
      { cause: error },
    );
  }
}

/** Its name, as far as broken XML shows one. */
function nameIn(xml: string): string {
  const name = /<name>([^<]{1,200})<\/name>/.exec(xml)?.[1];
  return name === undefined ? '' : `"${name}", `;
}

function undescribed(uuid: string, said: string): HostFinding {
  return {
    what: `libvirt does not describe virtual machine ${uuid}${said === '' ? '' : `: ${said.slice(0, 500)}`}`,
    remedy: `See what \`virsh dumpxml ${uuid}\` says on the host.`,
  };
}

/** The disks of all descriptions; one that has the same image in several counts as the first has it. */
function eachOnce(domains: readonly Domain[]): DomainDisk[] {
  const disks = new Map<string, DomainDisk>();
  for (const disk of domains.flatMap((domain) => domain.disks)) {
    const { target, type, path, network, volume } = disk;
    const image = path ?? network ?? volume;
    const key = JSON.stringify([type, image ?? target]);
    if (!disks.has(key)) disks.set(key, disk);
  }
  return [...disks.values()];
}
