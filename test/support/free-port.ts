import { createServer } from 'node:net';

/**
 * A port of the loopback address that nobody listens on, for what stops listening and does so again: it lies below those
 * that the system gives to whoever asks for any, so nobody is given it in between.
 */
export async function freePort(): Promise<number> {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
