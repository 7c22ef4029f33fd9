/** What went wrong on the way, for a person: undici's and Node's errors speak in codes. Not scrubbed. */
export function describeNetworkError(error: Error): { readonly what: string; readonly hint?: string } {
  const known = codesOf(error)
    .map((code) => KNOWN.get(code))
    .find((description) => description !== undefined);
  if (known !== undefined) return known;
  const code = codesOf(error)[0];
  const message = error.message === '' ? error.name : error.message;
  return { what: code === undefined || message.includes(code) ? message : `${message} (${code})` };
}

interface Description {
  readonly what: string;
  readonly hint?: string;
}

const CERTIFICATE_HINT =
  'a proxy that inspects TLS? Give its certificate to Node: NODE_EXTRA_CA_CERTS=/path/to/ca.pem; or is the clock wrong?';

const KNOWN: ReadonlyMap<string, Description> = new Map<string, Description>([
  ['ECONNREFUSED', { what: 'the connection was refused', hint: 'is something listening there, or a proxy needed?' }],
  [
    'ENOTFOUND',
    { what: "the host's name could not be resolved", hint: 'is this machine online, and its DNS working?' },
  ],
  [
    'EAI_AGAIN',
    { what: "the host's name could not be resolved", hint: 'is this machine online, and its DNS working?' },
  ],
  ['ENETUNREACH', { what: 'the network is unreachable', hint: 'is this machine online?' }],
  ['EHOSTUNREACH', { what: 'the host is unreachable', hint: 'is this machine online?' }],
  ['ETIMEDOUT', { what: 'the connection timed out' }],
  ['ECONNRESET', { what: 'the connection was reset' }],
  ['EPIPE', { what: 'the connection was closed while sending' }],
  ['UND_ERR_SOCKET', { what: 'the connection was closed by the other side' }],
  ['UND_ERR_CONNECT_TIMEOUT', { what: 'connecting took too long', hint: 'is a proxy needed? Set HTTPS_PROXY' }],
  ['UND_ERR_HEADERS_TIMEOUT', { what: 'no answer came in time' }],
  ['UND_ERR_BODY_TIMEOUT', { what: 'the answer stopped halfway' }],
  ['UND_ERR_ABORTED', { what: 'the proxy refused the connection', hint: 'look at HTTPS_PROXY and the proxy’s rules' }],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', { what: "the host's certificate is self-signed", hint: CERTIFICATE_HINT }],
  ['SELF_SIGNED_CERT_IN_CHAIN', { what: "the host's certificate is self-signed", hint: CERTIFICATE_HINT }],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', { what: "the host's certificate cannot be verified", hint: CERTIFICATE_HINT }],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', { what: "the host's certificate cannot be verified", hint: CERTIFICATE_HINT }],
  ['CERT_HAS_EXPIRED', { what: "the host's certificate has expired", hint: CERTIFICATE_HINT }],
  ['CERT_NOT_YET_VALID', { what: "the host's certificate is not valid yet", hint: CERTIFICATE_HINT }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { what: "the host's certificate is for another name", hint: CERTIFICATE_HINT }],
]);

/** Its own code, its causes' and, where several addresses were tried, theirs; outermost first, capped against loops. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...inner.flatMap((each) => codesOf(each, depth + 1))];
}
