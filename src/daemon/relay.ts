import request from 'undici/lib/api/api-request.js';
import type { Dispatcher } from 'undici';
import { sleepThrough } from '../delivery/clock.ts';
import { backoffMs, LONGEST_BACKOFF } from '../delivery/backoff.ts';
import type { InletCause } from '../delivery/inlet.ts';
import { createStorePatience, type StorePatience } from '../delivery/store-patience.ts';
import { eventsIn, EventTooLarge, type StreamMemory } from '../network/event-stream.ts';
import { SECOND, toEpochMs } from '../schedule/instant.ts';
import { StoreError } from '../store/store-error.ts';
import { errorFields } from './error-fields.ts';
import { MOST_HOOK_BYTES } from './hook-door.ts';
import type { InletOptions } from './inlet.ts';
import { networkCause } from './network-cause.ts';
import { relayedRequest } from './relayed-request.ts';

/** The body may come in Base64, with its headers beside it. */
const MOST_EVENT_BYTES = 2 * MOST_HOOK_BYTES;
/** A connection that lasted so long was a good one, in ms. */
const GOOD = 30 * SECOND;

export interface RelayOptions extends InletOptions {
  /** In ms: until the channel answers, and between two pieces of what it sends. smee.io gives a sign of life every 30 s. */
  readonly timeouts?: { readonly headersMs: number; readonly silenceMs: number };
}

const TIMEOUTS = { headersMs: 30 * SECOND, silenceMs: 120 * SECOND };

/**
 * Listens to a channel of a smee-compatible relay until `signal` aborts, and takes what was posted there as if it had
 * been posted here. Connects again when the connection ends, after a while that grows.
 */
export async function keepListening(options: RelayOptions, signal: AbortSignal): Promise<void> {
  const { clock, random } = options;
  const memory: StreamMemory = { lastEventId: '' };
  const patience = patienceOf(options);
  let failures = 0;
  while (!signal.aborted) {
    const began = clock.elapsed();
    const heard = { events: 0 };
    const cause = await listen(options, { memory, patience, heard, signal });
    if (signal.aborted) return;
    // What follows an event that is too large comes without it: asked for by its number, it would come again.
    if (cause.code === 'too-large') memory.lastEventId = '';
    failures = heard.events > 0 || clock.elapsed() - began >= GOOD ? 1 : failures + 1;
    options.onTrouble(cause);
    const asked = Math.min(memory.reconnectionTime ?? 0, LONGEST_BACKOFF);
    await sleepThrough(clock, toEpochMs(clock.now() + Math.max(backoffMs(failures, random), asked)), signal);
  }
}

interface Listening {
  readonly memory: StreamMemory;
  readonly patience: StorePatience;
  readonly heard: { events: number };
  readonly signal: AbortSignal;
}

/** One connection, until it ends; returns why. */
async function listen(options: RelayOptions, listening: Listening): Promise<InletCause> {
  const { memory, heard, signal } = listening;
  const leaving = new AbortController();
  try {
    const answer = await connect(options, memory, AbortSignal.any([signal, leaving.signal]));
    const cause = refusal(answer);
    if (cause !== undefined) return cause;
    options.onWell();
    for await (const { type, data } of eventsIn(answer.body, memory, MOST_EVENT_BYTES)) {
      if (signal.aborted) break;
      heard.events += 1;
      if (type === 'message') await take(data, options, listening);
    }
    return { code: 'ended' };
  } catch (error) {
    if (!(error instanceof EventTooLarge)) return networkCause(error);
    await tellTooLarge(options);
    return { code: 'too-large', most: MOST_HOOK_BYTES };
  } finally {
    // Nothing of an answer that is not read on goes on coming.
    leaving.abort();
  }
}

function connect(
  { url, network, timeouts = TIMEOUTS }: RelayOptions,
  { lastEventId }: StreamMemory,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return request.call(network, {
    method: 'GET',
    origin,
    path: `${pathname}${search}`,
    headers: {
      // smee.io gives a web page to whoever accepts anything else beside it.
      accept: 'text/event-stream',
      'cache-control': 'no-store',
      'user-agent': 'dingbell',
      ...(/^[\u0021-\u007E]{1,200}$/.test(lastEventId) && { 'last-event-id': lastEventId }),
    },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.silenceMs,
    signal,
  });
}

function refusal({ statusCode, headers }: Dispatcher.ResponseData): InletCause | undefined {
  if (statusCode !== 200) return { code: 'status', status: statusCode };
  const isStream = /^text\/event-stream\b/i.test(String(headers['content-type'] ?? ''));
  return isStream ? undefined : { code: 'no-stream' };
}

/** Written down before the next one is read. */
async function take(data: string, options: RelayOptions, { patience, signal }: Listening): Promise<void> {
  const relayed = relayedRequest(data, options.url);
  const hook = options.hook();
  if (relayed === undefined || hook === undefined) return;
  if (relayed.body.length > MOST_HOOK_BYTES) return tellTooLarge(options);
  while (!signal.aborted) {
    try {
      await options.door.receive(hook, relayed, { asksAgain: true });
      patience.works();
      return;
    } catch (error) {
      if (!(error instanceof StoreError)) {
        options.logger.error({ ...errorFields(error), hook: hook.name }, 'an event of the relay could not be read');
        return;
      }
      await patience.refuses(error, signal);
    }
  }
}

async function tellTooLarge({ hook, door }: RelayOptions): Promise<void> {
  const known = hook();
  // Told all the same when the store does not take it.
  if (known !== undefined) await door.refuseTooLarge(known).catch(() => {});
}

function patienceOf({ clock, random, logger, name }: RelayOptions): StorePatience {
  return createStorePatience({
    clock,
    random,
    onRefusal: (error) =>
      logger.error({ ...errorFields(error), hook: name }, 'events of the relay cannot be stored; tried again'),
    onRecovery: () => logger.info({ hook: name }, 'events of the relay are stored again'),
  });
}
