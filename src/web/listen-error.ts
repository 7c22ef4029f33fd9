/** The web server cannot have its address. The message is for people: what is wrong and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** The system's code: `EADDRINUSE`. */
  readonly code: string | undefined;

  constructor(host: string, port: number, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    super(`The page cannot listen on ${host}:${port}: ${explain(code, cause)}`, { cause });
    this.code = code;
  }
}

function explain(code: string | undefined, cause: unknown): string {
  const known = code === undefined ? undefined : ADVICE.get(code);
  return known ?? (cause instanceof Error ? cause.message : String(cause));
}

const FOREIGN_ADDRESS =
  'that host is no address of this machine. Set daemon.http.host to 127.0.0.1, or to 0.0.0.0 for every address.';

const ADVICE = new Map([
  [
    'EADDRINUSE',
    'another program, perhaps another dingbell, has that port. Set daemon.http.port to a free one, or to 0 for any.',
  ],
  ['EACCES', 'that port needs special rights. Set daemon.http.port to one above 1023.'],
  ['EADDRNOTAVAIL', FOREIGN_ADDRESS],
  ['ENOTFOUND', FOREIGN_ADDRESS],
]);
