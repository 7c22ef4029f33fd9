import type { HookRequest } from '../hooks/sender.ts';

/** What of a relay's event is no header. */
const OTHERS: ReadonlySet<string> = new Set(['body', 'bodyB', 'query', 'timestamp']);
/** What is about the way to the relay. */
const OF_THE_WAY: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);

/**
 * What was posted to a channel, out of the event that passes it on: one object of the headers, with `body`, `query` and
 * `timestamp` beside them. The body comes as JSON that was read: written compactly, it has the bytes of senders that
 * write it so. A gosmee server sends the very bytes, in Base64, as `bodyB`. `undefined`: nothing was posted.
 *
 * @param url of the channel: a sender that signs its address signs this one.
 * @see https://github.com/probot/smee.io https://github.com/chmouel/gosmee
 */
export function relayedRequest(data: string, url: string): HookRequest | undefined {
  const event = parsed(data);
  if (event === undefined) return undefined;
  const headers = Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => headerOf(name.toLowerCase(), value, OTHERS.has(name))),
  );
  const posted = bodyOf(event, headers['content-type'] ?? '');
  if (posted === undefined) return undefined;
  // The relay has unpacked what it read.
  if (event['bodyB'] === undefined) delete headers['content-encoding'];
  const { token: ours, access_token: theirs, ...query } = queryOf(event['query']);
  const token = ours ?? theirs;
  return {
    headers: { ...headers, 'content-type': posted.type },
    body: posted.body,
    query,
    url,
    ...(token !== undefined && { token }),
  };
}

function parsed(data: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function queryOf(query: unknown): Readonly<Record<string, string>> {
  const entries = typeof query === 'object' && query !== null ? Object.entries(query) : [];
  return Object.fromEntries(
    entries.flatMap(([name, value]: [string, unknown]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function headerOf(name: string, value: unknown, isOther: boolean): readonly (readonly [string, string])[] {
  if (isOther || OF_THE_WAY.has(name)) return [];
  if (Array.isArray(value)) return [[name, value.join(', ')]];
  return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
}

function bodyOf(event: Readonly<Record<string, unknown>>, type: string) {
  const { body, bodyB } = event;
  if (typeof bodyB === 'string') return { body: Buffer.from(bodyB, 'base64'), type };
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return { body: Buffer.from(body), type: type === '' ? 'text/plain' : type };
  if (type.startsWith('application/x-www-form-urlencoded') && typeof body === 'object') {
    return { body: Buffer.from(new URLSearchParams(body as Record<string, string>).toString()), type };
  }
  return { body: Buffer.from(JSON.stringify(body)), type: 'application/json' };
}
