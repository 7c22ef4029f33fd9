import { formPayload } from './body.ts';
import { isSignedBy, type Signing } from './hmac.ts';
import { type EpochMs, HOUR } from '../schedule/instant.ts';
import type { Signature, Verified } from './sender.ts';
import { isNear } from './signed-time.ts';

type Scheme = Pick<Signing, 'algorithm' | 'encoding'>;

const HEX_SHA256: Scheme = { algorithm: 'sha256', encoding: 'hex' };

/** A signature of the whole body in one header, `sha256=` before it or not. */
export function bodySignature(header: string, prefix = '', scheme: Scheme = HEX_SHA256): Signature {
  return {
    headers: [header],
    verify: ({ headers, body }, key) => {
      const shown = headers[header] ?? '';
      if (!shown.startsWith(prefix)) return 'wrong';
      return isSignedBy(shown.slice(prefix.length), { ...scheme, key, over: [body] }) ? 'right' : 'wrong';
    },
  };
}

/** Any of several; each covers the JSON alone where a form is wrapped around it. */
export function payloadSignature(signatures: readonly Signature[]): Signature {
  return {
    headers: signatures.flatMap(({ headers }) => headers),
    verify: (request, secret, now) => {
      const payload = formPayload(request);
      const inner = payload === undefined ? request : { ...request, body: new TextEncoder().encode(payload) };
      const shown = signatures.filter(({ headers }) => headers.some((name) => request.headers[name] !== undefined));
      return shown.some(({ verify }) => verify(inner, secret, now) === 'right') ? 'right' : 'wrong';
    },
  };
}

/** Of DingTalk's 加签: the time in ms and the secret are signed and nothing of the body; for an hour it is right. */
export function verifyTime(
  { time = '', shown = '' }: { readonly time: string | undefined; readonly shown: string | undefined },
  key: string,
  now: EpochMs,
): Verified {
  const over = [`${time}\n${key}`];
  if (!isSignedBy(shown, { algorithm: 'sha256', encoding: 'base64', key, over })) return 'wrong';
  return isNear(Number(time), now, HOUR) ? 'right' : 'stale';
}
