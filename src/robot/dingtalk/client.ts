import type { Dispatcher } from 'undici';
import type { Outcome, Robot, SendOptions } from '../robot.ts';
import { classify, securityCheck } from './errcode.ts';
import type { Exchange, Timeouts } from './exchange.ts';
import { DEFAULT_TIMEOUTS, exchange, GivenUp } from './exchange.ts';
import { describeNetworkError } from './network-error.ts';
import { buildPayload } from './payload.ts';
import { scrub, withoutSecrets } from './scrub.ts';
import { sign } from './sign.ts';
import type { Webhook } from './webhook.ts';

export interface DingtalkRobotOptions {
  readonly webhook: Webhook;
  /** 加签: `SEC…`. Without one nothing is signed. */
  readonly secret?: string | undefined;
  /** Owned by the caller, who closes it. */
  readonly dispatcher: Dispatcher;
  /** The wall clock in epoch ms: signatures carry it. */
  readonly now: () => number;
  /** Default {@link DEFAULT_TIMEOUTS}. */
  readonly timeouts?: Partial<Timeouts>;
}

/** A DingTalk custom robot over HTTP. One robot remembers how wrong this machine's clock was found to be. */
export function createDingtalkRobot(options: DingtalkRobotOptions): Robot {
  const { webhook, dispatcher, now } = options;
  const address = new URL(webhook.url);
  const path = `${address.pathname}${address.search}`;
  const secret = options.secret?.trim() || undefined;
  const secrets = [webhook.token, ...(secret === undefined ? [] : [secret])];
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  /** DingTalk's clock minus ours, in ms; measured only when DingTalk has refused a signature for its time. */
  let clockOffset = 0;

  async function send(message: Parameters<Robot['send']>[0], { msgUuid, signal }: SendOptions): Promise<Outcome> {
    const body = JSON.stringify(buildPayload(message, msgUuid));
    const first = await post(body, signal);
    const outcome = outcomeOf(first);
    if (outcome.kind === 'delivered' || !learnClock(first)) return outcome;
    return outcomeOf(await post(body, signal));
  }

  async function post(body: string, signal: AbortSignal | undefined): Promise<Exchange> {
    const at = Math.round(now() + clockOffset);
    const signature = secret === undefined ? '' : sign(secret, at);
    const signedPath = secret === undefined ? path : signed(path, at, signature);
    const result = await exchange({ dispatcher, origin: webhook.origin, path: signedPath, body, timeouts, signal });
    // Nobody is shown what a delivered message was answered with.
    if (result.kind !== 'answered' || interpret(result).kind === 'delivered') return result;
    // Before anything is cut to length: half of a token gives away too much.
    return { ...result, body: withoutSecrets(result.body, [...secrets, signature]) };
  }

  /** True when the answer tells how wrong our clock is, so that signing once more is worth it. */
  function learnClock(result: Exchange): boolean {
    if (secret === undefined || result.kind !== 'answered' || securityCheck(result) !== 'clock') return false;
    if (result.serverTime === undefined) return false;
    clockOffset = result.serverTime - now();
    return true;
  }

  function outcomeOf(result: Exchange): Outcome {
    return scrubbed(interpret(result), secrets);
  }

  return { send };
}

/** A webhook's path ends in a query, that of its token. */
function signed(path: string, at: number, signature: string): string {
  return `${path}&timestamp=${at}&sign=${encodeURIComponent(signature)}`;
}

function interpret(result: Exchange): Outcome {
  switch (result.kind) {
    case 'answered':
      return classify(result);
    case 'not-sent':
      return { kind: 'unreachable', ...explain('not sent', result.error) };
    case 'cut':
      return cutShort(result);
  }
}

function cutShort({ error, httpStatus }: Extract<Exchange, { kind: 'cut' }>): Outcome {
  const status = httpStatus === undefined ? {} : { httpStatus };
  if (httpStatus !== undefined && httpStatus >= 500) {
    return { kind: 'unreachable', reason: `DingTalk is busy (HTTP ${httpStatus})`, ...status };
  }
  return { kind: 'ambiguous', ...explain('sent, but it is not known whether it arrived', error), ...status };
}

function explain(fate: string, error: Error): { readonly reason: string; readonly hint?: string } {
  const { what, hint } = error instanceof GivenUp ? { what: error.message } : describeNetworkError(error);
  return { reason: `${fate}: ${what}`, ...(hint === undefined ? {} : { hint }) };
}

function scrubbed(outcome: Outcome, secrets: readonly string[]): Outcome {
  if (outcome.kind === 'delivered') return outcome;
  return {
    ...outcome,
    reason: scrub(outcome.reason, secrets),
    ...(outcome.hint === undefined ? {} : { hint: scrub(outcome.hint, secrets) }),
  };
}
