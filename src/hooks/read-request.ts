import { MINUTE } from '../schedule/instant.ts';
import type { Refused } from './because.ts';
import { compact } from './compact.ts';
import type { HookRules } from './hook-rules.ts';
import { digestOf } from './hmac.ts';
import { readBody } from './body.ts';
import type { HookRequest, Reading } from './sender.ts';
import { SENDERS } from './senders.ts';
import { type Secrets, withoutProof, withoutSecrets } from './without-secrets.ts';

/** What a request of a proven sender holds. */
export type ReadRequest =
  | {
      readonly kind: 'read';
      readonly reading: Exclude<Reading, { readonly kind: 'malformed' }>;
      readonly duplicate: DuplicateKey;
      /** What can be read once more and come to the same, without secrets: this may be stored. */
      readonly kept: KeptRequest;
    }
  | { readonly kind: 'refused'; readonly because: Refused };

export interface DuplicateKey {
  readonly key: string;
  /** After how long the same is other news, in ms. Default: never. */
  readonly sameFor?: number;
}

interface KeptRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** Reads what a request holds, once its sender is proven. */
export async function readRequest(rules: HookRules, request: HookRequest): Promise<ReadRequest> {
  const sender = SENDERS[rules.from];
  const found = await readBody(request);
  if (found.kind === 'refused') return found;
  const secrets = secretsOf(rules);
  const delivered = {
    headers: withoutProof(request.headers, secrets),
    body: withoutSecrets(found.body, secrets),
  };
  const reading = sender.read(delivered, rules);
  if (reading.kind === 'malformed') return { kind: 'refused', because: reading };
  const key = sender.duplicateKey(delivered, rules);
  return {
    kind: 'read',
    reading,
    duplicate: compact<DuplicateKey>({
      key: key ?? digestOf(request.body),
      sameFor: key === undefined ? SAME_BODY : sender.sameFor,
    }),
    kept: {
      headers: { ...delivered.headers, 'content-type': 'application/json' },
      body: JSON.stringify(delivered.body),
    },
  };
}

/** A body is all that there is to tell by. */
const SAME_BODY = 10 * MINUTE;

function secretsOf({ from, secrets, tokens, relay, signature }: HookRules): Secrets {
  const channel = relay === undefined ? [] : [relay, URL.parse(relay)?.pathname.slice(1) ?? ''];
  return {
    keys: SENDERS[from].secretKeys ?? [],
    headers: signature === undefined ? [] : [signature.header.toLowerCase()],
    values: [...secrets, ...tokens, ...channel],
  };
}
