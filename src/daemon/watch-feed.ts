import { hash } from 'node:crypto';
import type { HookConfig } from '../config/config.ts';
import { sleepThrough } from '../delivery/clock.ts';
import type { Inbox } from '../delivery/inbox.ts';
import type { InletCause } from '../delivery/inlet.ts';
import { decodedXml } from '../hooks/decoded-xml.ts';
import type { FeedEntry } from '../hooks/feed-read.ts';
import { readRequest } from '../hooks/read-request.ts';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../schedule/instant.ts';
import { errorFields } from './error-fields.ts';
import { type FetchedFeed, fetchFeed, type Validators } from './fetch-feed.ts';
import type { InletOptions } from './inlet.ts';
import { readFeedInThread } from './read-feed-in-thread.ts';

export interface FeedOptions extends InletOptions {
  readonly everyMs: number;
  readonly inbox: Pick<Inbox, 'memory' | 'remember'>;
}

/** What is known of a feed: JSON. */
interface FeedMemory extends Validators {
  /** Which one it is: another address is another feed. */
  readonly of: string;
  /** The entries that have been told or were there before; the newest first. Absent until it has been read once. */
  readonly seen?: readonly string[];
  /** Absent while it can be read. */
  readonly failingSince?: EpochMs;
}

/** Under which it is remembered. */
const KEY = 'hook feed';
/** Entries that are gone may come back: so many are known beside those that are there. */
const MOST_SEEN = 2_000;
/** The first try after a failure, and the longest wait. */
const [SOON, LATE] = [5 * MINUTE, 4 * HOUR];

/**
 * Looks at a feed now and then until `signal` aborts. Each entry is taken once, over restarts and kills: it is remembered
 * after it has been written down, and written down once by its id. The first look only remembers.
 */
export async function keepWatching(options: FeedOptions, signal: AbortSignal): Promise<void> {
  const { clock, random, everyMs } = options;
  let failures = 0;
  while (!signal.aborted) {
    const { isFine, retryAfterMs = 0 } = await tryToLook(options, signal);
    if (signal.aborted) return;
    failures = isFine ? 0 : failures + 1;
    const wait = isFine ? everyMs : Math.max(waitAfter(failures, everyMs), retryAfterMs);
    // Daemons that were started together do not look together.
    const until = toEpochMs(clock.now() + Math.round(wait * (1 + random() / 10)));
    await sleepThrough(clock, until, signal);
  }
}

/** What fails is the store; what a feed says makes nothing fail. */
async function tryToLook(options: FeedOptions, signal: AbortSignal): Promise<Looked> {
  try {
    return await look(options, signal);
  } catch (error) {
    options.logger.error({ ...errorFields(error), hook: options.name }, 'the feed could not be read; tried again');
    return { isFine: false };
  }
}

function waitAfter(failures: number, everyMs: number): number {
  return Math.min(Math.min(everyMs, SOON) * 2 ** (failures - 1), Math.max(everyMs, LATE));
}

interface Looked {
  readonly isFine: boolean;
  readonly retryAfterMs?: number;
}

async function look(options: FeedOptions, signal: AbortSignal): Promise<Looked> {
  const { name, url, network, inbox, clock } = options;
  const before = (await inbox.memory(name, KEY)) as FeedMemory | undefined;
  const of = shortHash(url);
  const known = before?.of === of ? before : undefined;
  const fetched = await fetchFeed(url, { network, signal, ...(known?.seen && { known }) });
  const hook = options.hook();
  if (signal.aborted || hook === undefined) return { isFine: true };
  const found = await entriesIn(fetched);
  if (found.kind === 'failed') {
    const failingSince = known?.failingSince ?? clock.now();
    await remember({ ...(known ?? { of }), failingSince });
    options.onTrouble(found.cause, failingSince);
    return { isFine: false, ...found };
  }
  if (found.kind === 'same') {
    const { failingSince, ...fine } = known ?? { of };
    if (failingSince !== undefined) await remember(fine);
  } else {
    const ids = new Set(found.entries.map(({ id }) => shortHash(id)));
    // Of one that is read for the first time nothing is news.
    if (known?.seen) await takeNew(found.entries, new Set(known.seen), hook, options);
    const seen = [...ids, ...(known?.seen ?? []).filter((id) => !ids.has(id))].slice(0, MOST_SEEN);
    await remember({ of, seen, ...found.validators });
  }
  await options.door.welcome(hook);
  options.onWell();
  return { isFine: true };

  async function remember(value: FeedMemory): Promise<void> {
    if (JSON.stringify(value) === JSON.stringify(before)) return;
    await inbox.remember([{ hook: name, key: KEY, value, before }], clock.now());
  }
}

type Found =
  | { readonly kind: 'entries'; readonly entries: readonly FeedEntry[]; readonly validators: Validators }
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly cause: InletCause; readonly retryAfterMs?: number };

async function entriesIn(fetched: FetchedFeed): Promise<Found> {
  if (fetched.kind !== 'document') return fetched;
  const { bytes, charset, address, validators } = fetched;
  const xml = decodedXml(bytes, charset);
  if (xml.kind === 'unknown-encoding') return failed({ code: 'encoding', encoding: xml.encoding });
  const reading = await readFeedInThread({ xml: xml.text, address });
  switch (reading.kind) {
    case 'feed':
      return { kind: 'entries', entries: reading.entries, validators };
    case 'not-feed':
      return failed({ code: 'no-feed', root: reading.root });
    case 'not-xml':
      return failed({ code: 'no-xml', ...(reading.line !== undefined && { line: reading.line }) });
  }
}

function failed(cause: InletCause): Found {
  return { kind: 'failed', cause };
}

/** The oldest first: feeds begin with the newest. */
async function takeNew(
  entries: readonly FeedEntry[],
  seen: ReadonlySet<string>,
  hook: HookConfig,
  { door, clock }: FeedOptions,
): Promise<void> {
  for (const entry of entries.toReversed()) {
    if (seen.has(shortHash(entry.id))) continue;
    const read = await readRequest(hook, {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(entry)),
    });
    if (read.kind === 'read') await door.take(hook, read, clock.now());
  }
}

/** Of what has to be told apart, and may be a secret. */
function shortHash(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 16);
}
