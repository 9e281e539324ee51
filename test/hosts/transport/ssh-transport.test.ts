import { afterAll, beforeAll, describe } from 'vitest';
import { type SshHost, type SshHostOptions, type SshHosts, startSshHosts } from '../../support/ssh-hosts.ts';
import { keepsTheContract } from './contract.ts';
import { openTransport } from './over-ssh.ts';

let hosts: SshHosts;
beforeAll(async () => {
  hosts = await startSshHosts();
});
afterAll(() => hosts?.stop());

const colours = "printf '\\033[1;32mWelcome\\033[0m'; echo; printf 'no line end' >&2; printf 'no line end'";

const kinds: readonly (readonly [string, SshHostOptions])[] = [
  [
    'root, whose shell is sh, after a banner',
    { banner: 'Beware of the $(id)\n', settings: { MaxSessions: 3 } },
  ],
  [
    'a user with sudo, whose shell is bash with a profile that prints colours',
    { login: 'sudoer', shell: 'bash', profile: colours },
  ],
  [
    'a user without sudo, whose shell is csh and speaks first',
    { login: 'plain', shell: 'csh', profile: 'echo -n hello; echo there' },
  ],
  ['root, whose shell is fish and speaks first', { shell: 'fish', profile: colours }],
];

describe.each(kinds)('as %s', (_, options) => {
  let host: SshHost;
  let opened: ReturnType<typeof openTransport>;
  beforeAll(async () => {
    const name = `${options.login ?? 'root'}-${options.shell ?? 'sh'}`;
    host = await hosts.add(name, options);
    opened = openTransport(hosts, name);
  });
  afterAll(() => opened?.close());

  keepsTheContract({
    transport: () => opened.transport,
    inside: (program, ...args) => host.inside(program, ...args),
    onHost: (script) => host.run('sh', '-c', script),
  });
});
