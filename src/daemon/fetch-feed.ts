import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import type { InletCause } from '../delivery/inlet.ts';
import { isLoopback } from '../network/loopback.ts';
import { DAY, SECOND } from '../schedule/instant.ts';
import { networkCause } from './network-cause.ts';

/** Read at most: to read XML takes ten times as much memory. */
const MOST_FEED_BYTES = 2 * 1_000_000;
const MOST_REDIRECTS = 5;
const TIMEOUT = 30 * SECOND;

export interface FetchFeedOptions {
  readonly network: Dispatcher;
  readonly signal: AbortSignal;
  /** What the server said of the copy that is known. Default: none is. */
  readonly known?: Validators;
  /** For everything together, in ms. Default 30 s. */
  readonly timeoutMs?: number;
}

/** By which a server tells whether a copy is still the same. */
export interface Validators {
  readonly etag?: string;
  readonly modified?: string;
}

export type FetchedFeed =
  | {
      readonly kind: 'document';
      readonly bytes: Buffer;
      /** Where it was found at last. */
      readonly address: string;
      /** In which encoding the server says that it is. */
      readonly charset?: string;
      readonly validators: Validators;
    }
  | { readonly kind: 'same' }
  /** @param retryAfterMs How long the server asks to be left alone. */
  | { readonly kind: 'failed'; readonly cause: InletCause; readonly retryAfterMs?: number };

/** One look at a feed. Never rejects; follows redirects, but none from https to http. */
export async function fetchFeed(url: string, options: FetchFeedOptions): Promise<FetchedFeed> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT);
  const leaving = new AbortController();
  const end = AbortSignal.any([options.signal, deadline, leaving.signal]);
  try {
    return await follow(new URL(url), options, end);
  } catch (error) {
    return { kind: 'failed', cause: deadline.aborted ? { code: 'too-slow' } : networkCause(error) };
  } finally {
    leaving.abort();
  }
}

async function follow(first: URL, options: FetchFeedOptions, signal: AbortSignal): Promise<FetchedFeed> {
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const answer = await get(url, first, options, signal);
    const { statusCode, headers, body } = answer;
    if (statusCode === 200) return read(answer, url);
    body.on('error', () => {});
    body.destroy();
    if (statusCode === 304 && options.known !== undefined) return { kind: 'same' };
    const next = REDIRECTS.has(statusCode) ? URL.parse(oneOf(headers['location']) ?? '', url) : null;
    if (next === null) return refused(statusCode, oneOf(headers['retry-after']));
    if (!isSafe(url, next)) break;
    url = next;
  }
  return { kind: 'failed', cause: { code: 'redirects' } };
}

/** Nothing leads from https to http, nor from elsewhere to this machine. */
function isSafe(from: URL, to: URL): boolean {
  if (to.protocol !== 'https:' && (to.protocol !== 'http:' || from.protocol === 'https:')) return false;
  return !isLoopback(to.hostname) || isLoopback(from.hostname);
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function get(
  url: URL,
  first: URL,
  { network, known }: FetchFeedOptions,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search, username, password } = url;
  const [name, word] = [username, password].map(decodeURIComponent);
  const isOwn = origin === first.origin && username !== '';
  return request.call(network, {
    method: 'GET',
    origin,
    path: `${pathname}${search}`,
    headers: {
      accept:
        'application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
      'user-agent': 'dingbell',
      ...(isOwn && { authorization: `Basic ${Buffer.from(`${name}:${word}`).toString('base64')}` }),
      ...(known?.etag !== undefined && { 'if-none-match': known.etag }),
      ...(known?.modified !== undefined && { 'if-modified-since': known.modified }),
    },
    signal,
  });
}

async function read({ headers, body }: Dispatcher.ResponseData, { href: address }: URL): Promise<FetchedFeed> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop early closes the connection.
    if (size > MOST_FEED_BYTES) return { kind: 'failed', cause: { code: 'too-large', most: MOST_FEED_BYTES } };
    chunks.push(chunk);
  }
  const charset = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(oneOf(headers['content-type']) ?? '')?.[1];
  const [etag, modified] = [oneOf(headers['etag']), oneOf(headers['last-modified'])];
  return {
    kind: 'document',
    bytes: Buffer.concat(chunks),
    address,
    ...(charset !== undefined && { charset }),
    validators: { ...(isShort(etag) && { etag }), ...(isShort(modified) && { modified }) },
  };
}

/** What a server says of its own accord is sent back and kept. */
function isShort(text: string | undefined): text is string {
  return text !== undefined && /^[\u0020-\u007E]{1,500}$/.test(text);
}

function refused(status: number, retryAfter: string | undefined): FetchedFeed {
  const seconds = /^\d{1,7}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0;
  const cause = { code: 'status', status } as const;
  return { kind: 'failed', cause, ...(seconds > 0 && { retryAfterMs: Math.min(seconds * SECOND, DAY) }) };
}

function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
