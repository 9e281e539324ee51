import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Qemu's monitor (QMP), which a machine connects to when it starts. */
export interface Monitor {
  /** Gives what the command returns. */
  execute(command: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): void;
}

interface Answer {
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly event?: string;
}

/** Listens at a socket, and gives the monitor of the machine that connects first. */
export async function listenForMonitor(socket: string): Promise<() => Promise<Monitor>> {
  const server = createServer().listen(socket);
  await once(server, 'listening');
  const connected = once(server, 'connection');
  return async () => {
    const [connection] = await connected;
    return talk(server, connection);
  };
}

async function talk(server: Server, connection: Socket): Promise<Monitor> {
  const answers: ((answer: Answer) => void)[] = [];
  const closed: ((error: Error) => void)[] = [];
  const lines = createInterface({ input: connection });
  connection.on('error', () => {});
  lines.on('close', () => {
    for (const fail of closed) fail(new Error('The machine has ended.'));
  });
  // The first line is a greeting.
  await once(lines, 'line');
  lines.on('line', (line) => {
    const answer: Answer = JSON.parse(line);
    if (answer.event !== undefined) return;
    closed.shift();
    answers.shift()?.(answer);
  });
  const execute = async (command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    connection.write(JSON.stringify({ execute: command, arguments: args }));
    const answer = await new Promise<Answer>((resolve, reject) => {
      answers.push(resolve);
      closed.push(reject);
    });
    if (answer.error !== undefined) throw new Error(`qemu refuses ${command}: ${answer.error.desc}`);
    return answer.return;
  };
  await execute('qmp_capabilities');
  return {
    execute,
    close() {
      connection.destroy();
      server.close();
    },
  };
}
