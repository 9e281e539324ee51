import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HostSettings } from '../../../src/hosts/create-host.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { options } from '../../domain/disk/given-when-then.ts';
import { aHost, temporaryDirectory } from '../../hosts/a-host.ts';
import { qemuImg } from '../../hosts/images/real-images.ts';
import { createFakeHost } from '../../support/fake-host.ts';
import { fakeVirtSparsify, letGo } from '../../support/fake-virt-sparsify.ts';
import { accepted, caller, openParts } from '../../support/parts.ts';

/** As many round trips as a job may take over a slow connection. */
const atMost = 6;

/** This machine as a host, with what was called on it, as far as it was counted. */
function aCountedHost(settings: Partial<HostSettings> = {}) {
  const local = createLocalTransport();
  const calls: string[] = [];
  const count = ({ program, args }: { program: string; args: readonly string[] }) =>
    void calls.push([program, ...args].join(' ').slice(0, 60));
  const transport: Transport = {
    run(command) {
      count(command);
      return local.run(command);
    },
    stream(command, onLine) {
      count(command);
      return local.stream(command, onLine);
    },
  };
  return { ...aHost({ transport, libvirtUri: 'none', ...settings }), calls };
}

/** The calls from the request of a job until its tool is at work. `before`: what happens once the request is accepted. */
async function callsOf(
  { host, images, calls }: ReturnType<typeof aCountedHost>,
  name: string,
  before = (_file: string): unknown => undefined,
): Promise<readonly string[]> {
  const parts = await openParts(Object.assign(createFakeHost(), { host }), images);
  onTestFinished(() => parts.close());
  await parts.scanner.scan(host.id, null);
  const disk = parts.disk(name);
  const jobId = accepted(
    await parts.requests.sparsifyDisk(
      {
        diskId: disk.id,
        idempotencyKey: null,
        options: { ...options, acknowledgedWarnings: ['PARENT_SNAPSHOTS'] },
      },
      caller,
    ),
  );
  await before(join(images, name));
  calls.length = 0;
  parts.startCoordinator();
  await parts.reached(jobId, 'RUNNING');
  const made = [...calls];
  letGo(join(images, name));
  await parts.reached(jobId, 'COMPLETED');
  return made;
}

/** The calls up to the start of the run, but for what the coordinator asks when it begins. */
const untilStarted = (calls: readonly string[]) =>
  calls
    .slice(0, calls.findIndex((call) => call.includes(' start ')) + 1)
    .filter((call) => !call.includes(' list '));

describe('a job whose request was accepted', () => {
  it('takes few calls of its host until the tool runs', async () => {
    const site = aCountedHost();
    site.imageNamed('disk.wait.raw');
    const calls = await callsOf(site, 'disk.wait.raw');
    expect(untilStarted(calls).length).toBeGreaterThan(0);
    expect(untilStarted(calls).length, calls.join('\n')).toBeLessThanOrEqual(atMost);
  });

  it('does so also for an image with a backing file that was written since, and has partitions', async () => {
    const site = aCountedHost();
    const [base, disk] = [join(site.images, 'base.raw'), join(site.images, 'disk.wait.qcow2')];
    writeFileSync(base, '');
    execFileSync('truncate', ['-s', '64M', base]);
    execFileSync('sfdisk', ['-q', base], { input: 'label: gpt\nsize=30M\nsize=20M\n' });
    qemuImg('create', '-q', '-f', 'qcow2', '-b', base, '-F', 'raw', disk);
    const write = (file: string) => execFileSync('qemu-io', ['-c', 'write 40M 64k', file]);
    const calls = await callsOf(site, 'disk.wait.qcow2', write);
    expect(untilStarted(calls).length).toBeGreaterThan(0);
    expect(untilStarted(calls).length, calls.join('\n')).toBeLessThanOrEqual(atMost);
  });

  it('does so also where libvirt has virtual machines, and the image takes all of its space', async () => {
    const tool = join(temporaryDirectory(), 'virsh');
    const site = aCountedHost({
      libvirtUri: 'qemu:///system',
      tools: { virsh: tool, virtSparsify: fakeVirtSparsify },
    });
    writeFileSync(tool, virshOf(join(site.images, 'disk.wait.raw')), { mode: 0o755 });
    site.imageNamed('disk.wait.raw');
    execFileSync('fallocate', ['-l', '1M', join(site.images, 'disk.wait.raw')]);
    const calls = await callsOf(site, 'disk.wait.raw');
    expect(untilStarted(calls).length).toBeGreaterThan(0);
    expect(untilStarted(calls).length, calls.join('\n')).toBeLessThanOrEqual(atMost);
  });
});

/** A virsh of a host that has one virtual machine, shut off, with that image. */
const virshOf = (image: string): string => {
  const uuid = '11111111-1111-4111-8111-111111111111';
  return `#!/usr/bin/env bash
set -f
IFS=';' read -ra commands <<<"\${!#}"
for command in "\${commands[@]}"; do
  set -- $command
  case "$1 $2 $3 $4" in
    echo*) echo "$2" ;;
    domstats*) printf "Domain: 'web'\\n  state.state=5\\n  state.reason=1\\n\\n" ;;
    'list --all --uuid ') echo ${uuid} ;;
    dumpxml*) echo "<domain><name>web</name><devices><disk><driver type='raw'/><source file='${image}'/><target dev='vda'/></disk></devices></domain>" ;;
    uri*) echo qemu:///system ;;
  esac
done
`;
};
