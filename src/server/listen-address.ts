import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** The server is configured to listen on an address that others could reach. */
export class UnsafeListenAddress extends Error {
  override readonly name = 'UnsafeListenAddress';
  constructor(host: string) {
    super(
      `Winnow does not listen on ${host}: there is no sign-in yet, so anyone who reached that address could change every disk. ` +
        'Listen on 127.0.0.1, ::1 or localhost, and reach it from elsewhere through an SSH tunnel (ssh -L 8080:127.0.0.1:8080 HOST).',
    );
  }
}

/** Whether only programs of this host reach an address: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host.toLowerCase() === 'localhost';
  return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** @throws UnsafeListenAddress for anything but a loopback address. */
export function assertLoopback(host: string): void {
  if (!isLoopback(host)) throw new UnsafeListenAddress(host);
}
