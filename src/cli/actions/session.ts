import type { Command } from 'commander';
import type { GraphqlClient } from '../client/graphql-client.ts';
import type { ExitCode } from '../errors.ts';
import { printJson } from '../output/messages.ts';
import type { Terminal } from '../output/terminal.ts';
import { type CommandContext, type ConnectionOptions, withConnection, withJson } from './command-context.ts';
import { type Connection, connect, isRemote } from './connect.ts';
import type { EmbeddedOptions } from './embedded.ts';

/** What the action of a connected command works with. */
export interface Session<Options> {
  readonly options: Options & ConnectionOptions & { readonly json?: boolean };
  readonly connection: Connection;
  readonly client: GraphqlClient;
  /** Whether the server runs on another host, where paths of this host mean nothing. */
  readonly remote: boolean;
  readonly terminal: Terminal;
  /** Prints a result: as JSON with --json, else as text. */
  print(result: object, text: string): void;
  /** Prints a list, and reports on standard error that it was cut. */
  printList<Node>(key: string, page: ListPage<Node>, describe: (nodes: readonly Node[]) => string): void;
  /** Sets the exit code, as that of the command's context. */
  end(code: ExitCode): void;
}

interface ListPage<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number;
}

/**
 * Lets a command connect before its action, and takes the options for that and for --json. As a function `how` also
 * checks what was given, before anything is started.
 */
export const connected = <Options, Args extends readonly unknown[] = []>(
  command: Command,
  { terminal, end }: CommandContext,
  act: (session: Session<Options>, ...args: Args) => Promise<void>,
  how:
    | EmbeddedOptions
    | ((
        options: Options & ConnectionOptions,
        ...args: Args
      ) => EmbeddedOptions | Promise<EmbeddedOptions>) = {
    reading: true,
  },
): Command =>
  withJson(withConnection(command)).action(async () => {
    const options: Session<Options>['options'] = command.opts();
    // Commander has parsed them as the command declares them.
    const args = command.processedArgs as unknown as Args;
    const settings = typeof how === 'function' ? await how(options, ...args) : how;
    await using connection = await connect(options, terminal, settings);
    const { stdout, stderr } = terminal;
    const print = (result: object, text: string): void =>
      options.json ? printJson(stdout, { ok: true, ...result }) : stdout.write(text);
    await act(
      {
        options,
        connection,
        client: connection.client,
        remote: isRemote(options, terminal.env),
        terminal,
        print,
        printList(key, { nodes, totalCount }, describe) {
          print({ [key]: nodes, totalCount }, describe(nodes));
          if (nodes.length < totalCount && !options.json) {
            stderr.write(`${nodes.length} of ${totalCount}; --limit lists more.\n`);
          }
        },
        end,
      },
      ...args,
    );
  });
