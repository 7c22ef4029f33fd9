import { tellUnheard } from '../daemon/unheard-words.ts';
import { refusedText } from '../hooks/because-text.ts';
import { type Context, Hono } from 'hono';
import type { HookConfig } from '../config/config.ts';
import { hookAddress } from '../daemon/hook-address.ts';
import type { HookAnswer } from '../daemon/hook-door.ts';
import type { Refused } from '../hooks/because.ts';
import { proofBeforeBody } from '../hooks/proof.ts';
import type { RequestHead } from '../hooks/sender.ts';
import { SENDERS } from '../hooks/senders.ts';
import { tooManyTries } from './guard.ts';
import { BodyReader } from './read-body.ts';
import type { Site, SiteEnv } from './site.ts';
import { callerOf } from './visitor.ts';

/** What a sender may post, in bytes: more than any of them sends of its own accord. */
const MOST_BYTES = 5 * 1_024 * 1_024;

/**
 * `POST /hooks/:name`: where other programs post what happened, outside the API's token: each hook knows its senders by
 * their signatures or tokens. 202 with `{id, state: "accepted"}` when it is written down and will be told; 200 for what
 * is not told, with `because`; 401 for what nothing proves; 404 for what is no hook. `HEAD` answers 200: it is there.
 */
export function hookRoutes(site: Site): Hono<SiteEnv> {
  const bodies = new BodyReader(MOST_BYTES);
  return new Hono<SiteEnv>()
    .get('/hooks/:name', (context) => {
      const hook = site.daemon.config.hooks.get(context.req.param('name'));
      if (hook === undefined) return unknownHook(context);
      if (context.req.method === 'HEAD') return context.body(null, 200);
      context.header('Allow', 'HEAD, POST');
      return context.json({ error: `${hook.from} posts here: send POST` }, 405);
    })
    .post('/hooks/:name', async (context) => {
      const hook = site.daemon.config.hooks.get(context.req.param('name'));
      if (hook === undefined) return unknownHook(context);
      const caller = `${callerOf(context)} at ${hook.name}`;
      const wait = site.wrongTokens.waitOf(caller, site.daemon.now());
      if (wait > 0) return tooManyTries(context, site, wait);
      const head = headOf(context, site, hook);
      const answer = await answerTo(hook, head, { context, site, bodies, caller });
      return answer === undefined ? tooLarge(context) : answered(context, answer);
    });
}

interface Asked {
  readonly context: Context<SiteEnv>;
  readonly site: Site;
  readonly bodies: BodyReader;
  readonly caller: string;
}

/** `undefined`: more than may be sent. */
async function answerTo(
  hook: HookConfig,
  head: RequestHead,
  { context, site, bodies, caller }: Asked,
): Promise<HookAnswer | undefined> {
  const { door } = site.daemon;
  const proof = proofBeforeBody(hook, head);
  if (proof?.kind === 'refused') {
    const { headers, token } = head;
    const shown = [headers['authorization'], token, headers[SENDERS[hook.from].secretHeader ?? '']].filter(Boolean);
    if (shown.length > 0) site.wrongTokens.add(caller, shown.join(' '), site.daemon.now());
    return door.refuse(hook, proof.because);
  }
  return bodies.read(context.env.incoming, async (body) => {
    const answer = await door.receive(hook, { ...head, body });
    const isWrong = answer.kind === 'refused' && answer.because.kind === 'wrong-signature';
    if (isWrong) site.wrongTokens.add(caller, Buffer.from(body).toString('latin1'), site.daemon.now());
    return answer;
  });
}

function headOf(context: Context<SiteEnv>, { daemon }: Site, { name }: HookConfig): RequestHead {
  const { publicUrl } = daemon.config.daemon.http;
  const token = context.req.query('token') ?? context.req.query('access_token');
  return {
    headers: context.req.header(),
    ...(token !== undefined && { token }),
    ...(publicUrl !== undefined && { url: hookAddress(publicUrl, name) }),
  };
}

function answered(context: Context<SiteEnv>, answer: HookAnswer): Response {
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
  if (because.kind === 'not-json') return context.json({ error }, 400);
  if (because.kind === 'wrong-type') return context.json({ error }, 415);
  context.header('WWW-Authenticate', 'Bearer realm="dingbell hook"');
  return context.json({ error }, 401);
}

function tooLarge(context: Context<SiteEnv>): Response {
  context.header('Connection', 'close');
  return context.json({ error: 'Too long: at most 5 MiB.' }, 413);
}

/** Strangers ask too: which hooks there are is not told. */
function unknownHook(context: Context<SiteEnv>): Response {
  return context.json({ error: 'there is no such hook' }, 404);
}
