/** What went wrong on the way. */
export type NetworkProblem =
  | 'refused'
  | 'unresolved'
  | 'network-unreachable'
  | 'host-unreachable'
  | 'timed-out'
  | 'reset'
  | 'closed-while-sending'
  | 'closed'
  | 'connect-too-slow'
  | 'no-answer'
  | 'answer-stopped'
  | 'answer-too-large'
  | 'proxy-refused'
  | 'proxy-wants-login'
  | 'proxy-cannot-reach'
  | 'proxy-unreachable'
  | 'proxy-untrusted'
  | 'proxy-closed'
  | 'no-proxy'
  | 'no-tls'
  | 'tls-failed'
  | 'no-http'
  | 'self-signed'
  | 'unverifiable'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-for-another'
  | 'other';

/** What went wrong on the way; where the codes of undici and Node mean nothing to us, in their words. Not scrubbed. */
export function networkProblem(error: Error): { readonly problem: NetworkProblem; readonly text?: string } {
  const codes = codesOf(error);
  const problem =
    proxyProblem(error) ??
    codes.map((code) => KNOWN.get(code) ?? byBeginning(code)).find((known) => known !== undefined);
  if (problem !== undefined) return { problem };
  const code = codes[0];
  const message = error.message === '' ? error.name : error.message;
  return { problem: 'other', text: code === undefined || message.includes(code) ? message : `${message} (${code})` };
}

/** The proxy itself could not be reached; `cause` says why. */
export class ProxyUnreachable extends Error {
  override readonly name = 'ProxyUnreachable';
}

/** The proxy shows a certificate of its own that is not trusted; `cause` says why. */
export class ProxyUntrusted extends Error {
  override readonly name = 'ProxyUntrusted';
}

/** What undici tells in words alone: `Proxy response (407) !== 200 when HTTP Tunneling`. */
function proxyProblem(error: Error): NetworkProblem | undefined {
  if (error instanceof ProxyUnreachable) return 'proxy-unreachable';
  if (error instanceof ProxyUntrusted) return 'proxy-untrusted';
  if (error.name === 'HTTPParserError') return 'no-http';
  if (error.message.startsWith('Username and password required')) return 'proxy-wants-login';
  const [, status] = /^Proxy response \((\d+)\)/.exec(error.message) ?? [];
  if (status === undefined) return undefined;
  if (status === '407') return 'proxy-wants-login';
  return status.startsWith('5') ? 'proxy-cannot-reach' : 'proxy-refused';
}

function byBeginning(code: string): NetworkProblem | undefined {
  // RFC 1928, of a SOCKS proxy: 2 = its rules forbid it; else it did not get there.
  if (code.startsWith('UND_ERR_SOCKS5_REPLY_')) return code.endsWith('_2') ? 'proxy-refused' : 'proxy-cannot-reach';
  return code.startsWith('ERR_SSL_') ? 'tls-failed' : undefined;
}

const KNOWN: ReadonlyMap<string, NetworkProblem> = new Map<string, NetworkProblem>([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'unresolved'],
  ['EAI_AGAIN', 'unresolved'],
  ['ENETUNREACH', 'network-unreachable'],
  ['EHOSTUNREACH', 'host-unreachable'],
  ['ETIMEDOUT', 'timed-out'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'closed-while-sending'],
  ['UND_ERR_SOCKET', 'closed'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect-too-slow'],
  ['UND_ERR_HEADERS_TIMEOUT', 'no-answer'],
  ['UND_ERR_BODY_TIMEOUT', 'answer-stopped'],
  ['UND_ERR_ABORTED', 'proxy-refused'],
  ['UND_ERR_PRX_CONN', 'proxy-closed'],
  ['UND_ERR_SOCKS5_AUTH_REJECTED', 'proxy-wants-login'],
  ['UND_ERR_SOCKS5_AUTH_FAILED', 'proxy-wants-login'],
  ['UND_ERR_SOCKS5_VERSION', 'no-proxy'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'no-tls'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'no-tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unverifiable'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unverifiable'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'certificate-not-yet-valid'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-for-another'],
]);

/** What the system calls an error: its own code, its causes' and, where several addresses were tried, theirs; outermost first, capped against loops. */
export function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...inner.flatMap((each) => codesOf(each, depth + 1))];
}
