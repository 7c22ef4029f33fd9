import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HookConfig } from '../config/config.ts';
import type { HookAnswer } from '../daemon/hook-door.ts';
import { tellUnheard } from '../daemon/unheard-words.ts';
import type { Refused } from '../hooks/because.ts';
import { refusedText } from '../hooks/because-text.ts';
import type { Fate } from '../hooks/sender.ts';
import { SENDERS } from '../hooks/senders.ts';
import type { SiteEnv } from './site.ts';

/** What a reply depends on. */
type Addressed = Pick<HookConfig, 'from' | 'tokens'>;

/** What a sender hears that speaks to somebody else, as it believes; `undefined`: what all hear. */
export function ownReply(context: Context<SiteEnv>, hook: Addressed, fate: Fate): Response | undefined {
  const reply = SENDERS[hook.from].reply?.(fate, hook);
  if (reply === undefined) return undefined;
  return context.body(reply.body, reply.status as ContentfulStatusCode, { 'Content-Type': reply.type });
}

export function answered(context: Context<SiteEnv>, hook: HookConfig, answer: HookAnswer): Response {
  const fate: Fate = answer.kind === 'refused' ? answer : { kind: 'taken' };
  // Nothing more of the body is read.
  if (answer.kind === 'refused' && answer.because.kind === 'too-large') context.header('Connection', 'close');
  return ownReply(context, hook, fate) ?? answeredToAll(context, answer);
}

function answeredToAll(context: Context<SiteEnv>, answer: HookAnswer): Response {
  switch (answer.kind) {
    case 'accepted':
      return context.json({ id: answer.id, state: 'accepted' }, 202);
    case 'duplicate':
      return context.json({ id: answer.id, state: 'duplicate' });
    case 'ignored':
      return context.json({ id: answer.id, state: 'ignored', because: tellUnheard(answer.because, 'en') });
    case 'refused':
      return refused(context, answer.because);
  }
}

function refused(context: Context<SiteEnv>, because: Refused): Response {
  const error = refusedText(because, 'en');
  if (because.kind === 'not-json' || because.kind === 'malformed') return context.json({ error }, 400);
  if (because.kind === 'too-large') return context.json({ error }, 413);
  if (because.kind === 'wrong-type') return context.json({ error }, 415);
  if (because.kind === 'packed') {
    context.header('Accept-Encoding', 'identity');
    return context.json({ error }, 415);
  }
  context.header('WWW-Authenticate', 'Bearer realm="dingbell hook"');
  return context.json({ error }, 401);
}

export function notPosted(context: Context<SiteEnv>, hook: HookConfig): Response {
  context.header('Allow', 'HEAD, POST');
  const own = ownReply(context, hook, { kind: 'not-posted' });
  return own ?? context.json({ error: `${hook.from} posts here: send POST` }, 405);
}

/** Strangers ask too: which hooks there are is not told. */
export function unknownHook(context: Context<SiteEnv>): Response {
  return context.json({ error: 'there is no such hook' }, 404);
}
