import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { keepsTheContract } from './contract.ts';

const execute = promisify(execFile);
const transport = createLocalTransport();

keepsTheContract({
  transport: () => transport,
  inside: (program, ...args) => [program, [...args]],
  onHost: async (script) => (await execute('sh', ['-c', script])).stdout,
});
