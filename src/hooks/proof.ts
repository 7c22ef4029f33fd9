import type { EpochMs } from '../schedule/instant.ts';
import type { Refused } from './because.ts';
import { customSignature } from './custom-signature.ts';
import { isSame } from './hmac.ts';
import type { HookRules } from './hook-rules.ts';
import type { HookRequest, RequestHead, Signature, Verified } from './sender.ts';
import { SENDERS } from './senders.ts';
import { isStandardSecret, STANDARD_SIGNATURE } from './standard-signature.ts';

export type Proof =
  | { readonly kind: 'proven'; readonly by: 'signature' | 'token' }
  | { readonly kind: 'refused'; readonly because: Refused };

/**
 * What can be said of who sends before the body is read; `undefined` when only the body can tell. Requests of strangers
 * end here, unless they look signed.
 */
export function proofBeforeBody(rules: HookRules, head: RequestHead): Proof | undefined {
  const { secretHeader } = SENDERS[rules.from];
  const tokens = shownTokens(head);
  const isBySignature = rules.secrets.some((each) => isSigned(head, signatureFor(each, rules)));
  if (isBySignature && SENDERS[rules.from].signature?.outweighsToken) return undefined;
  if (tokens.some((token) => isAny(token, rules.tokens))) return { kind: 'proven', by: 'token' };
  const secret = secretHeader === undefined ? undefined : head.headers[secretHeader];
  if (secret !== undefined && isAny(secret, rules.secrets)) return { kind: 'proven', by: 'token' };
  if (isBySignature) return undefined;
  return refused(tokens.length > 0 || secret !== undefined ? 'wrong-token' : 'no-proof');
}

/** Whether the sender is who may send here: by a token it shows, or by its signature over the very bytes. */
export function proofOf(rules: HookRules, request: HookRequest, now: EpochMs): Proof {
  const before = proofBeforeBody(rules, request);
  if (before !== undefined) return before;
  const found = new Set(rules.secrets.map((secret) => verified(request, { rules, secret, now })));
  if (found.has('right')) return { kind: 'proven', by: 'signature' };
  return refused(found.has('stale') ? 'stale-signature' : 'wrong-signature');
}

function verified(
  request: HookRequest,
  { rules, secret, now }: { readonly rules: HookRules; readonly secret: string; readonly now: EpochMs },
): Verified | undefined {
  const signature = signatureFor(secret, rules);
  return isSigned(request, signature) ? signature?.verify(request, secret, now) : undefined;
}

/** Its own way to sign, or the one that this secret or the hook asks for. */
function signatureFor(secret: string, { from, signature }: HookRules): Signature | undefined {
  if (isStandardSecret(secret)) return STANDARD_SIGNATURE;
  return signature === undefined ? SENDERS[from].signature : customSignature(signature);
}

function isSigned({ headers, query = {} }: RequestHead, signature: Signature | undefined): boolean {
  const { headers: names = [], parameters = [] } = signature ?? {};
  return names.some((name) => headers[name] !== undefined) || parameters.some((name) => query[name] !== undefined);
}

/** A password over Basic counts as a token: Grafana and Alertmanager can send one. */
function shownTokens({ headers, token }: RequestHead): readonly string[] {
  const [, scheme, value = ''] = /^(bearer|basic)\s+(\S+)\s*$/i.exec(headers['authorization'] ?? '') ?? [];
  const shown = scheme?.toLowerCase() === 'basic' ? passwordOf(value) : value;
  return [shown, token ?? ''].filter((each) => each !== '');
}

function passwordOf(basic: string): string {
  return Buffer.from(basic, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}

function isAny(shown: string, known: readonly string[]): boolean {
  // All are compared: the time it takes does not tell which one it was.
  return known.filter((each) => isSame(shown, each)).length > 0;
}

function refused(kind: 'no-proof' | 'wrong-signature' | 'stale-signature' | 'wrong-token'): Proof {
  return { kind: 'refused', because: { kind } };
}
