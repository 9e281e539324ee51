import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSettings, settingNames } from '../../src/config.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

const volumeSchema = z.object({
  type: z.enum(['bind', 'volume']),
  source: z.string(),
  target: z.string(),
  read_only: z.boolean().optional(),
  bind: z.object({ create_host_path: z.boolean() }).optional(),
});
const serviceSchema = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  user: z.string().optional(),
  network_mode: z.string().optional(),
  pid: z.string().optional(),
  init: z.boolean().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  restart: z.enum(['always', 'unless-stopped', 'no']).optional(),
  stop_grace_period: z.string().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  networks: z.record(z.string(), z.object({ ipv4_address: z.string() })).optional(),
  volumes: z.array(volumeSchema).optional(),
  devices: z.array(z.string()).optional(),
  group_add: z.array(z.string()).optional(),
  healthcheck: z
    .union([
      z.object({ disable: z.literal(true) }),
      z.object({ test: z.array(z.string()), interval: z.string(), timeout: z.string(), retries: z.int() }),
    ])
    .optional(),
});
const fileSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()).optional(),
});

const load = (name: string) => fileSchema.parse(parse(read(name), { merge: true, strict: true }));

const main = load('docker-compose.yml');
const cluster = load('docker-compose.cluster.yml');
const kvm = load('docker-compose.kvm.yml');
const libvirt = load('docker-compose.libvirt.yml');
const all = [main, cluster, kvm, libvirt].flatMap(({ services }) => Object.entries(services));

/** A value as Compose fills it in: the default, or what a mandatory variable is given here. */
const filledIn = (text: string): string =>
  text.replaceAll(
    /\$\{\w+(?::-([^}]*)|:\?[^}]*)\}/g,
    (_, fallback: string | undefined) => fallback ?? '/images',
  );

describe('the compose files', () => {
  it('publish ports on the loopback of the machine alone', () => {
    const ports = all.flatMap(([, { ports = [] }]) => ports);
    expect(ports).toHaveLength(2);
    for (const port of ports) expect(filledIn(port)).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('let the servers see the libvirt of the machine, read-only, and only when asked', () => {
    expect(Object.keys(libvirt.services)).toEqual(Object.keys(kvm.services));
    for (const { volumes } of Object.values(libvirt.services)) {
      expect(volumes).toEqual([
        expect.objectContaining({ source: '/run/libvirt', target: '/run/libvirt', read_only: true }),
      ]);
    }
    expect(read('docker-compose.yml')).not.toContain('/run/libvirt');
    expect(read('Dockerfile')).toContain('libvirt-clients');
  });

  it('name every image by an exact version', () => {
    for (const [name, { image }] of [...Object.entries(main.services), ...Object.entries(cluster.services)]) {
      if (image === undefined) expect(main.services).toHaveProperty(name);
      else expect(image, name).toMatch(/^[a-z/-]+:\d+\.\d+\.\d+(-[a-z0-9-]+)?$/);
    }
    const { version } = JSON.parse(read('package.json'));
    for (const { image, build } of Object.values(main.services)) {
      if (build !== undefined) expect(image).toBe(`winnow:${version}`);
    }
  });

  it('know the health of every service that stays, their own image’s or by a check', () => {
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK /m);
    const staying = [...Object.entries(main.services), ...Object.entries(cluster.services)].filter(
      ([, { restart }]) => restart !== 'no',
    );
    for (const [name, { build, healthcheck }] of staying) {
      if (name === 'pod') continue;
      const known =
        healthcheck !== undefined || build !== undefined || main.services[name]?.build !== undefined;
      expect(known, name).toBe(true);
    }
  });

  it('set nothing that Winnow does not know, and nothing that it refuses', () => {
    for (const [name, { environment = {} }] of all) {
      const ours = Object.entries(environment).filter(([variable]) => variable.startsWith('WINNOW_'));
      for (const [variable] of ours) expect(settingNames, name).toContain(variable);
      const settings = loadSettings(Object.fromEntries(ours.map(([key, value]) => [key, filledIn(value)])));
      // Others could reach a server that listened elsewhere, and it would refuse to start.
      expect(settings.server.host).toBe('127.0.0.1');
    }
  });

  it('wait only for services that there are', () => {
    const names = new Set(all.map(([name]) => name));
    for (const [name, { depends_on = {}, network_mode = '', pid = '' }] of all) {
      const named = [network_mode, pid].flatMap((mode) =>
        mode.startsWith('service:') ? [mode.slice(8)] : [],
      );
      for (const other of [...Object.keys(depends_on), ...named]) expect(names, name).toContain(other);
    }
  });

  it('declare every volume, and mount from the repository only what is in it', () => {
    const declared = { ...main.volumes, ...cluster.volumes };
    for (const { type, source } of all.flatMap(([, { volumes = [] }]) => volumes)) {
      if (type === 'volume') expect(declared).toHaveProperty(source);
      else if (source.startsWith('.')) expect(existsSync(fileURLToPath(new URL(source, root)))).toBe(true);
    }
  });
});

describe('the two servers', () => {
  const servers = [main.services['winnow-a'], main.services['winnow-b']];

  it('share a loopback, a table of processes, the machine’s identity, runs and images, and no state', () => {
    const shared = ['/images', '/etc/machine-id', '/var/lib/winnow-runs'];
    for (const server of servers) {
      expect(server).toMatchObject({ network_mode: 'service:pod', pid: 'service:pod' });
      expect(server?.environment?.WINNOW_RUNS_DIR).toBe('/var/lib/winnow-runs');
    }
    const [a, b] = servers.map((server) =>
      Object.fromEntries(
        (server?.volumes ?? []).map(({ source, target }) => [filledIn(target), filledIn(source)]),
      ),
    );
    for (const target of shared) expect(a?.[target]).toBe(b?.[target]);
    expect(Object.keys(a ?? {}).sort()).toEqual([...shared, '/var/lib/winnow'].sort());
    expect(a?.['/var/lib/winnow']).not.toBe(b?.['/var/lib/winnow']);
    // Paths tell disks apart, inside as outside.
    expect(a?.['/images']).toBe('/images');
  });

  it('listen where the proxy looks for them, and the proxy where the port is published', () => {
    const proxy = read('docker/nginx.conf');
    const ports = servers.map((server) => server?.environment?.WINNOW_PORT);
    const upstreams = [...proxy.matchAll(/^ {2}server 127\.0\.0\.1:(\d+) /gm)].map(([, port]) => port);
    expect(upstreams).toEqual(ports);
    expect(new Set(ports).size).toBe(2);
    const [published = ''] = main.services.pod?.ports ?? [];
    expect(proxy).toContain(`listen ${filledIn(published).split(':').at(-1)};`);
    expect(main.services.proxy?.network_mode).toBe('service:pod');
  });

  it('find the nodes of the cluster by the names in the certificates', () => {
    const script = cluster.services.certificates?.command?.join('\n') ?? '';
    for (const name of ['eventstore', 'eventstore-2', 'eventstore-3']) {
      const node = cluster.services[name];
      const address = node?.networks?.default?.ipv4_address;
      const directory = /node\d/.exec(node?.environment?.EVENTSTORE_CERTIFICATE_FILE ?? '')?.[0];
      expect(node?.environment).toMatchObject({
        EVENTSTORE_REPLICATION_IP: address,
        EVENTSTORE_ADVERTISE_HOST_TO_CLIENT_AS: name,
        EVENTSTORE_INSECURE: 'false',
      });
      expect(script).toContain(
        `-out ./${directory} -ip-addresses 127.0.0.1,${address} -dns-names localhost,${name}\n`,
      );
      expect(node?.environment?.EVENTSTORE_GOSSIP_SEED).not.toContain(address);
      for (const server of [cluster.services['winnow-a'], cluster.services['winnow-b']]) {
        expect(server?.environment?.WINNOW_EVENT_STORE).toMatch(new RegExp(`[@,]${name}:2113[,?].*tls=true`));
      }
    }
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('has the Node that the project needs, and does not run as root', () => {
    const { engines } = JSON.parse(read('package.json'));
    const [, major] = /^FROM node:(\d+)-bookworm-slim$/m.exec(dockerfile) ?? [];
    expect(engines.node).toBe(`>=${major}`);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('takes from the checkout what it copies, and that is there', () => {
    const ignore = read('.dockerignore').trimEnd().split('\n');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from=)(.*) \S+$/gm)].flatMap(([, sources = '']) =>
      sources.split(' '),
    );
    expect(copied).toContain('src');
    for (const source of copied) {
      expect(ignore).toContain(`!${source}`);
      expect(existsSync(new URL(source, root)), source).toBe(true);
    }
  });
});
