/** What is used of autocannon, which brings no types. */
declare module 'autocannon' {
  interface Request {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }
  interface Options {
    readonly url: string;
    readonly connections: number;
    readonly amount: number;
    readonly requests: readonly [
      Request & {
        readonly setupRequest: (request: Request) => Request;
        readonly onResponse: (status: number, body: string) => void;
      },
    ];
  }
  interface Run extends PromiseLike<unknown> {
    on(
      event: 'response',
      listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
    ): void;
    stop(): void;
  }
  export default function autocannon(options: Options): Run;
}
