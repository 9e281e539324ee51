import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdNamespaces, ip, type Namespaces, takeAddresses } from './namespaces.ts';
import { ownedDirectory } from './owned-directory.ts';
import { certify, makeKey } from './ssh-hosts/keys.ts';
import { type Link, openLink } from './ssh-hosts/link.ts';
import type { LinkState } from './ssh-hosts/relay.ts';
import { createSshHost, type SshHost, type SshHostOptions } from './ssh-hosts/ssh-host.ts';

export type { Link } from './ssh-hosts/link.ts';
export type { SshHost, SshHostOptions } from './ssh-hosts/ssh-host.ts';

/** Hosts with a real sshd each, on one network, which processes of this machine reach by `ssh -F CONFIG NAME`. */
export interface SshHosts {
  /** For `ssh -F`: every host by its name and its address, with the client's key and the known hosts below. */
  readonly configFile: string;
  /** The keys of the hosts, but for those that are to be unknown. */
  readonly knownHostsFile: string;
  /** A file of known hosts with the authority alone, which certifies the hosts that are to be certified. */
  readonly authorityFile: string;
  /** The client's key, which all users of all hosts accept. */
  readonly identityFile: string;
  /** The address of this machine on the network. */
  readonly ownAddress: string;
  /** Makes a host and starts it. */
  add(name: string, options?: SshHostOptions): Promise<SshHost>;
  /** Makes a way to hosts that can be slow, and fail. */
  link(state?: Partial<LinkState>): Promise<Link>;
  /** A client's key that hosts accept as long as its certificate is valid (`-2d:-1d`), for those users. */
  certifiedIdentity(users: readonly string[], validity: string): Promise<string>;
  /** Kills the hosts, and removes all that is left of them. */
  stop(): Promise<void>;
}

/** Makes the network of the hosts. Takes root. @throws NamespacesNeeded that says what to do. */
export async function startSshHosts(): Promise<SshHosts> {
  const directory = await ownedDirectory('winnow-ssh-hosts');
  // With its first process all devices go, also that at this end.
  const network = await holdNamespaces(['--net']);
  const block = await takeAddresses(network, 'uplink');
  const ownAddress = block.address(1);
  await network.run('sh', '-euc', 'ip link add bridge type bridge; ip link set bridge up');
  await network.run('ip', 'link', 'set', 'uplink', 'master', 'bridge', 'up');
  await ip('addr', 'add', `${ownAddress}/${block.prefix}`, 'dev', block.device(0));
  await ip('link', 'set', block.device(0), 'up');

  const file = (name: string): string => join(directory, name);
  const [configFile, knownHostsFile, authorityFile] = [
    file('config'),
    file('known_hosts'),
    file('authorities'),
  ];
  const [identityFile, authority] = [file('identity'), file('authority')];
  await mkdir(file('clients'));
  const authorizedKey = await makeKey(identityFile);
  await writeFile(authorityFile, `@cert-authority * ${await makeKey(authority)}\n`);
  await writeFile(knownHostsFile, '');
  await writeFile(
    configFile,
    `Include ${file('clients')}/*
Host *
  IdentityFile ${identityFile}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile ${knownHostsFile}
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
`,
  );

  const hosts: SshHost[] = [];
  const links: Link[] = [];
  let identities = 0;
  let places = 1;

  async function add(name: string, options: SshHostOptions = {}): Promise<SshHost> {
    places += 1;
    const place = places;
    const address = block.address(place);
    const host = await createSshHost(name, options, {
      directory: file(`host-${name}`),
      address,
      authority,
      authorizedKey,
      ...createPort(network, place, `${address}/${block.prefix}`),
    });
    hosts.push(host);
    if (options.known ?? true) {
      const lines = host.keys().map((key) => `${name},${address} ${key}\n`);
      await appendFile(knownHostsFile, lines.join(''));
    }
    const settings = [
      `HostName ${address}`,
      `User ${options.login ?? 'root'}`,
      ...(options.link === undefined ? [] : [`ProxyCommand ${options.link.proxyCommand}`]),
      ...(options.client ?? []),
    ];
    await writeFile(join(file('clients'), name), [`Host ${name} ${address}`, ...settings, ''].join('\n'));
    await host.powerOn();
    return host;
  }

  return {
    configFile,
    knownHostsFile,
    authorityFile,
    identityFile,
    ownAddress,
    add,
    async link(state = {}) {
      const link = await openLink(file(`link-${links.length}`), { roundTripMs: 0, stalled: false, ...state });
      links.push(link);
      return link;
    },
    async certifiedIdentity(users, validity) {
      identities += 1;
      const identity = file(`identity-${identities}`);
      await makeKey(identity);
      await certify(authority, identity, { of: 'USER', principals: users, validity });
      return identity;
    },
    async stop() {
      for (const link of links) link.close();
      await Promise.all(hosts.map((host) => host.powerOff()));
      await network.end();
      await rm(directory, { recursive: true });
    },
  };
}

/** The port of the switch that a host is connected to. */
function createPort(network: Namespaces, place: number, address: string) {
  const port = `port${place}`;
  // One that stays, since others remember it for minutes.
  const hardware = `02:00:00:00:${[place >> 8, place & 255].map((byte) => byte.toString(16)).join(':')}`;
  return {
    async plug({ pid, run }: Namespaces): Promise<void> {
      const peer = ['peer', 'name', 'eth0', 'address', hardware, 'netns', String(pid)];
      await network.run('ip', 'link', 'add', port, 'type', 'veth', ...peer);
      await network.run('ip', 'link', 'set', port, 'master', 'bridge', 'up');
      const up = 'ip link set lo up; ip addr add "$1" dev eth0; ip link set eth0 up';
      await run('sh', '-euc', up, 'sh', address);
    },
    unplug: async (): Promise<void> => void (await network.run('ip', 'link', 'delete', port)),
    // The port keeps its carrier, so that no end notices.
    async setReachable(reachable: boolean): Promise<void> {
      const connection = reachable ? ['master', 'bridge'] : ['nomaster'];
      await network.run('ip', 'link', 'set', port, ...connection);
    },
  };
}
