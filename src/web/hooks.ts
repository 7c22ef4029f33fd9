import { type Context, Hono } from 'hono';
import type { HookConfig } from '../config/config.ts';
import { hookAddress } from '../daemon/hook-address.ts';
import { type HookAnswer, MOST_HOOK_BYTES } from '../daemon/hook-door.ts';
import type { Refused } from '../hooks/because.ts';
import { isGuessable } from '../hooks/guessable.ts';
import { isSame } from '../hooks/hmac.ts';
import { proofBeforeBody } from '../hooks/proof.ts';
import type { RequestHead } from '../hooks/sender.ts';
import { SENDERS } from '../hooks/senders.ts';
import { StoreError } from '../store/store-error.ts';
import { VENDOR_PATH } from './access.ts';
import { tooManyTries } from './guard.ts';
import { answered, notPosted, ownReply, unknownHook } from './hook-answers.ts';
import { BodyReader } from './read-body.ts';
import type { Site, SiteEnv } from './site.ts';
import { callerOf } from './visitor.ts';

/**
 * `POST /hooks/:name`: where other programs post what happened, outside the API's token: each hook knows its senders by
 * their signatures or tokens. 202 with `{id, state: "accepted"}` when it is written down and will be told; 200 for what
 * is not told, with `because`; 401 for what nothing proves; 404 for what is no hook. `HEAD` answers 200: it is there.
 * A hook of a sender that believes it speaks to somebody else answers as that would.
 *
 * `POST /robot/send?access_token=`: DingTalk's own path, for programs in which only the host can be changed. The token
 * says which hook is meant.
 */
export function hookRoutes(site: Site): Hono<SiteEnv> {
  const bodies = new BodyReader(MOST_HOOK_BYTES);
  const hookAt = (context: Context<SiteEnv>) => site.daemon.config.hooks.get(context.req.param('name') ?? '');
  return new Hono<SiteEnv>()
    .get('/hooks/:name', (context) => {
      const hook = hookAt(context);
      if (hook === undefined) return unknownHook(context);
      return context.req.method === 'HEAD' ? context.body(null, 200) : notPosted(context, hook);
    })
    .post('/hooks/:name', (context) => {
      const hook = hookAt(context);
      return hook === undefined ? unknownHook(context) : take(hook, { context, site, bodies });
    })
    .post(VENDOR_PATH, (context) => takeByToken({ context, site, bodies }));
}

interface Asked {
  readonly context: Context<SiteEnv>;
  readonly site: Site;
  readonly bodies: BodyReader;
}

async function take(hook: HookConfig, asked: Asked): Promise<Response> {
  const { context, site } = asked;
  const caller = `${callerOf(context)} at ${hook.name}`;
  const wait = site.wrongTokens.waitOf(caller, site.daemon.now());
  const silence = () => ownReply(context, hook, { kind: 'too-many-tries' }) ?? tooManyTries(context, site, wait);
  if (wait > 0 && isGuessable(hook)) return silence();
  try {
    const answer = await answerTo(hook, headOf(context, site, hook), { ...asked, caller, isSuspect: wait > 0 });
    // Whoever guesses may be behind the same tunnel as the sender: what is right is taken all the same.
    return wait > 0 && isUnproven(answer) ? silence() : answered(context, hook, answer);
  } catch (error) {
    const own = error instanceof StoreError ? ownReply(context, hook, { kind: 'busy' }) : undefined;
    if (own === undefined) throw error;
    site.onError(error);
    return own;
  }
}

function isUnproven(answer: HookAnswer): boolean {
  return answer.kind === 'refused' && UNPROVEN.has(answer.because.kind);
}

const UNPROVEN: ReadonlySet<Refused['kind']> = new Set([
  'no-proof',
  'wrong-token',
  'wrong-signature',
  'stale-signature',
]);

/** The hook that has this token; whoever guesses is heard ten times a minute, unless the token cannot be guessed. */
async function takeByToken(asked: Asked): Promise<Response> {
  const { context, site } = asked;
  const hooks = [...site.daemon.config.hooks.values()].filter(({ from }) => from === 'dingtalk');
  if (hooks.length === 0) return unknownHook(context);
  const nobody = { from: 'dingtalk', tokens: [''] } as const;
  const caller = `${callerOf(context)} at ${VENDOR_PATH}`;
  const isSuspect = site.wrongTokens.waitOf(caller, site.daemon.now()) > 0;
  const token = context.req.query('access_token') ?? '';
  const meant = hooks.find(({ tokens }) => tokens.filter((each) => isSame(token, each)).length > 0);
  if (meant !== undefined && !(isSuspect && isGuessable(meant))) return take(meant, asked);
  if (isSuspect) return ownReply(context, nobody, { kind: 'too-many-tries' }) ?? unknownHook(context);
  if (token !== '') site.wrongTokens.add(caller, token, site.daemon.now());
  const because = { kind: token === '' ? 'no-proof' : 'wrong-token' } as const;
  return ownReply(context, nobody, { kind: 'refused', because }) ?? unknownHook(context);
}

interface AskedBy extends Asked {
  /** Whom wrong tokens and signatures are put down to. */
  readonly caller: string;
  /** There were too many of them: nothing wrong is written down any more. */
  readonly isSuspect: boolean;
}

async function answerTo(
  hook: HookConfig,
  head: RequestHead,
  { context, site, bodies, caller, isSuspect }: AskedBy,
): Promise<HookAnswer> {
  const { door } = site.daemon;
  const proof = proofBeforeBody(hook, head);
  if (proof?.kind === 'refused') {
    if (isSuspect) return proof;
    const { headers, token } = head;
    const shown = [headers['authorization'], token, headers[SENDERS[hook.from].secretHeader ?? '']].filter(Boolean);
    if (shown.length > 0) site.wrongTokens.add(caller, shown.join(' '), site.daemon.now());
    return door.refuse(hook, proof.because);
  }
  const read = await bodies.read(context.env.incoming, callerOf(context), async (body) => {
    const answer = await door.receive(hook, { ...head, body });
    const isWrong = answer.kind === 'refused' && answer.because.kind === 'wrong-signature';
    if (isWrong && !isSuspect) site.wrongTokens.add(caller, Buffer.from(body).toString('latin1'), site.daemon.now());
    return answer;
  });
  return read ?? tooLarge(hook, site);
}

/** Told whether or not it can be written down: it would be as large again. */
async function tooLarge(hook: HookConfig, { daemon, onError }: Site): Promise<HookAnswer> {
  try {
    return await daemon.door.refuseTooLarge(hook);
  } catch (error) {
    onError(error);
    return { kind: 'refused', because: { kind: 'too-large' } };
  }
}

function headOf(context: Context<SiteEnv>, { daemon }: Site, { name }: HookConfig): RequestHead {
  const { publicUrl } = daemon.config.daemon.http;
  const { token: ours, access_token: theirs, ...query } = context.req.query();
  const token = ours ?? theirs;
  return {
    headers: context.req.header(),
    query,
    ...(token !== undefined && { token }),
    ...(publicUrl !== undefined && { url: hookAddress(publicUrl, name) }),
  };
}
