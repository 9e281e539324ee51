import { defaultTools } from '../../../src/hosts/probe/tools.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { fakeVirtSparsify } from '../../support/fake-virt-sparsify.ts';

/** Settings of a host that has the fake tool, and no program that could export an image. */
export const withoutExport = {
  tools: {
    ...defaultTools,
    virtSparsify: fakeVirtSparsify,
    confine: false,
    qemuStorageDaemon: '/nowhere/qemu-storage-daemon',
  },
} as const;

/** Reaches this machine; something happens there right before a run is started, after its image was judged. */
export function beforeStart(act: () => unknown): Transport {
  const local = createLocalTransport();
  return {
    ...local,
    async run(command) {
      if (command.args[2] === 'start') await act();
      return local.run(command);
    },
  };
}

/** Reaches this machine through a program that is given the command to run. */
export function throughPrefix([program, ...args]: readonly [string, ...string[]]): Transport {
  const local = createLocalTransport();
  const prefixed = <Command extends { program: string; args: readonly string[] }>(command: Command) => ({
    ...command,
    program,
    args: [...args, command.program, ...command.args],
  });
  return {
    run: (command) => local.run(prefixed(command)),
    stream: (command, onLine) => local.stream(prefixed(command), onLine),
  };
}
