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
  | 'self-signed'
  | 'unverifiable'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-for-another'
  | 'other';

/** What went wrong on the way; where the codes of undici and Node mean nothing to us, in their words. Not scrubbed. */
export function networkProblem(error: Error): { readonly problem: NetworkProblem; readonly text?: string } {
  const codes = codesOf(error);
  const problem = codes.map((code) => KNOWN.get(code)).find((known) => known !== undefined);
  if (problem !== undefined) return { problem };
  const code = codes[0];
  const message = error.message === '' ? error.name : error.message;
  return { problem: 'other', text: code === undefined || message.includes(code) ? message : `${message} (${code})` };
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
