import { SECOND } from '../schedule/instant.ts';
import { isSignedBy } from './hmac.ts';
import type { SignatureRule } from './hook-rules.ts';
import type { Signature } from './sender.ts';
import { isNear } from './signed-time.ts';

/** A signature as a hook's `signature:` describes it, of whoever signs in a way of their own. */
export function customSignature(rule: SignatureRule): Signature {
  const { algorithm, encoding, prefix = '', signed = '{body}', timestamp } = rule;
  const header = rule.header.toLowerCase();
  return {
    headers: [header],
    verify: ({ headers, body }, key, now) => {
      const shown = headers[header] ?? '';
      const time = timestamp === undefined ? '' : (headers[timestamp.toLowerCase()] ?? '');
      const values: Readonly<Record<string, string | Uint8Array>> = { '{body}': body, '{timestamp}': time };
      const over = signed.split(/(\{body\}|\{timestamp\})/).map((part) => values[part] ?? part);
      if (!shown.startsWith(prefix)) return 'wrong';
      if (!isSignedBy(shown.slice(prefix.length), { algorithm, encoding, key, over })) return 'wrong';
      if (timestamp === undefined) return 'right';
      // Seconds have ten digits until the year 2286.
      return isNear(Number(time) * (time.length > 10 ? 1 : SECOND), now) ? 'right' : 'stale';
    },
  };
}
