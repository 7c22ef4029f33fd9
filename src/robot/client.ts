import type { Dispatcher } from 'undici';
import type { Message } from '../message/message.ts';
import type { RobotCause } from './cause.ts';
import type { Exchange, Timeouts } from '../network/exchange.ts';
import { DEFAULT_TIMEOUTS, exchange, GivenUp } from '../network/exchange.ts';
import { networkProblem } from '../network/network-problem.ts';
import { scrub, withoutSecrets } from '../network/scrub.ts';
import type { Webhook } from './dingtalk/webhook.ts';
import type { Outcome, Robot, SendOptions } from './robot.ts';
import type { Vendor } from './vendor.ts';
import { vendorOf } from './vendors.ts';

export interface RobotClientOptions {
  readonly webhook: Webhook;
  /** Without one nothing is signed. */
  readonly secret?: string | undefined;
  /** Owned by the caller, who closes it. */
  readonly dispatcher: Dispatcher;
  /** The wall clock in epoch ms: signatures carry it. */
  readonly now: () => number;
  /** Default {@link DEFAULT_TIMEOUTS}. */
  readonly timeouts?: Partial<Timeouts>;
}

/** A vendor's robot over HTTP. One robot remembers how wrong this machine's clock was found to be. */
export function createRobotClient(options: RobotClientOptions): Robot {
  const { webhook, dispatcher, now } = options;
  const address = new URL(webhook.url);
  const path = `${address.pathname}${address.search}`;
  const vendor = vendorAt(address.hostname);
  const secret = options.secret?.trim() || undefined;
  const secrets = [webhook.token, ...(secret === undefined ? [] : [secret])];
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  /** The vendor's clock minus ours, in ms; measured only when it has refused a signature for its time. */
  let clockOffset = 0;

  async function send(message: Message, options: SendOptions): Promise<Outcome> {
    const body = JSON.stringify(vendor.payload(message, options.msgUuid));
    const first = await post(body, options);
    return learnClock(first) ? (await post(body, options)).outcome : first.outcome;
  }

  async function post(body: string, { signal, mayLeave }: SendOptions): Promise<Posted> {
    const at = Math.round(now() + clockOffset);
    const { query, signature } = secret === undefined ? { query: '', signature: '' } : vendor.sign(secret, at);
    // A webhook's path ends in a query, that of its token.
    const signedPath = query === '' ? path : `${path}&${query}`;
    const { origin } = webhook;
    const exchanged = await exchange({ dispatcher, origin, path: signedPath, body, timeouts, signal, mayLeave });
    const outcome = interpret(exchanged, vendor);
    // Nobody is shown what a delivered message was answered with.
    if (outcome.kind === 'delivered') return { exchanged, outcome };
    return { exchanged, outcome: told(exchanged, vendor, [...secrets, signature]) };
  }

  /** True when the answer tells how wrong our clock is, so that signing once more is worth it. */
  function learnClock({ exchanged, outcome }: Posted): boolean {
    if (secret === undefined || outcome.kind === 'delivered' || !isClockWrong(outcome.cause)) return false;
    if (exchanged.kind !== 'answered' || exchanged.serverTime === undefined) return false;
    clockOffset = exchanged.serverTime - now();
    return true;
  }

  return { send };
}

function vendorAt(hostname: string): Vendor {
  const vendor = vendorOf(hostname);
  if (vendor === undefined) throw new TypeError(`no robots live on ${hostname}`);
  return vendor;
}

interface Posted {
  /** As it came: it may quote secrets. */
  readonly exchanged: Exchange;
  readonly outcome: Outcome;
}

/** What it means, without secrets in whatever words of others it says. */
function told(exchanged: Exchange, vendor: Vendor, secrets: readonly string[]): Outcome {
  // Before anything is cut to length: half of a token gives away too much.
  const clean =
    exchanged.kind === 'answered' ? { ...exchanged, body: withoutSecrets(exchanged.body, secrets) } : exchanged;
  const outcome = interpret(clean, vendor);
  if (outcome.kind === 'delivered') return outcome;
  const cause = { ...outcome.cause };
  if ('text' in cause) cause.text = scrub(cause.text, secrets);
  if ('advice' in cause) cause.advice = scrub(cause.advice, secrets);
  return { ...outcome, cause };
}

function isClockWrong(cause: RobotCause): boolean {
  return cause.code === 'vendor' && cause.meaning === 'clock-wrong';
}

function interpret(result: Exchange, vendor: Vendor): Outcome {
  switch (result.kind) {
    case 'answered':
      return vendor.outcomeOf(result);
    case 'not-sent':
      return { kind: 'unreachable', cause: causeOf(result.error, 'not-sent') };
    case 'cut':
      return cutShort(result);
  }
}

function cutShort({ error, httpStatus }: Extract<Exchange, { kind: 'cut' }>): Outcome {
  if (httpStatus === undefined) return { kind: 'ambiguous', cause: causeOf(error, 'sent') };
  if (httpStatus >= 500) return { kind: 'unreachable', cause: { code: 'busy', httpStatus }, httpStatus };
  return { kind: 'ambiguous', cause: causeOf(error, 'sent'), httpStatus };
}

function causeOf(error: Error, fate: 'not-sent' | 'sent'): RobotCause {
  if (!(error instanceof GivenUp)) return { code: 'network', fate, ...networkProblem(error) };
  switch (error.why) {
    case 'abandoned':
      return { code: 'given-up', fate };
    case 'stale':
      return { code: 'stale' };
    case 'too-slow':
      return { code: 'network', fate, problem: fate === 'sent' ? 'no-answer' : 'connect-too-slow' };
    case 'answer-too-large':
      return { code: 'network', fate, problem: 'answer-too-large' };
  }
}
