import { isDeepStrictEqual } from 'node:util';
import { type Context, Hono } from 'hono';
import type { Daemon, PushRequest, PushResult } from '../../daemon/daemon.ts';
import { tellCause } from '../../delivery/cause-words.ts';
import type { NewDelivery } from '../../delivery/delivery.ts';
import { pushedDeliveries } from '../../daemon/push.ts';
import { UnknownName } from '../../daemon/unknown-name.ts';
import type { SiteEnv } from '../site.ts';
import { isoTime } from '../iso-time.ts';
import { readBody } from './body.ts';
import { PUSH_BODY, readPush } from './push-body.ts';
import { wrong } from './wrong.ts';

/**
 * `POST /messages`: a message now, or `at` a time to come, through the outbox; 202 with `{id, robot, state}`.
 *
 * With an `idempotencyKey`, asking again is safe: the same message under the same key (of one robot) is sent once, and
 * asking again answers 200 with what became of it. Another message under a used key is refused with 409: either it is a
 * new message and wants a key of its own, or something in it changes that should not, such as a time. Keys are
 * remembered as long as history is (`daemon.retention`).
 *
 * In quiet hours of the robot it waits for their end, unless `priority` is above 0: `heldUntil` says when that is.
 *
 * `PUT /messages/:id` puts another one into the place of a message that waits, `DELETE /messages/:id` takes it back: 409
 * when it is on its way.
 */
export function messageRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .post('/messages', async (context) => {
      const request = await readRequest(context, daemon);
      const delivery = firstDelivery(request, daemon);
      const known = await knownUnder(request, delivery, daemon);
      if (known === 'another')
        throw wrong(409, 'idempotencyKey: this key was used for another message; send a new key');
      const result = await daemon.push(request);
      context.header('Location', `/api/deliveries/${result.id}`);
      return context.json({ ...result, ...heldOf(delivery, result, daemon) }, known === 'same' ? 200 : 202);
    })
    .put('/messages/:id', async (context) => {
      const id = context.req.param('id');
      const request = await readRequest(context, daemon);
      const delivery = firstDelivery(request, daemon);
      await takeBack(id, daemon, request);
      const result = { id, robot: request.robot, state: 'pending' } as const;
      return context.json({ ...result, ...heldOf(delivery, result, daemon) }, 202);
    })
    .delete('/messages/:id', async (context) => {
      const id = context.req.param('id');
      await takeBack(id, daemon);
      return context.json({ id, state: 'skipped' });
    });
}

async function readRequest(context: Context<SiteEnv>, daemon: Daemon): Promise<PushRequest> {
  return readPush(await readBody(context, PUSH_BODY), daemon.config, daemon.now());
}

/** As it would be stored: in parts when it is long, with the robot's keyword. */
function firstDelivery(request: PushRequest, daemon: Daemon): NewDelivery {
  const { addresses, config: world } = daemon;
  const [delivery] = pushedDeliveries(request, { now: daemon.now(), addresses, world });
  if (delivery === undefined) throw new UnknownName('robot', request.robot);
  // No robot would take it: whoever asks can still mend that.
  if (delivery.state === 'failed' && delivery.cause) throw wrong(422, tellCause(delivery.cause, 'en'));
  return delivery;
}

/** Until when quiet hours hold it. */
function heldOf({ cause }: NewDelivery, { state }: Pick<PushResult, 'state'>, { config }: Daemon) {
  return state === 'pending' && cause?.code === 'quiet' && { heldUntil: isoTime(cause.until, config.daemon.timezone) };
}

async function takeBack(id: string, daemon: Daemon, instead?: PushRequest): Promise<void> {
  if (await daemon.takeBack(id, instead)) return;
  if (!(await daemon.history.find(id))) throw wrong(404, `there is no message with the id ${JSON.stringify(id)}`);
  throw wrong(409, 'this message is not waiting any more: it is on its way, or was sent');
}

async function knownUnder(
  { idempotencyKey, at }: PushRequest,
  { id, message, part, dueAt }: NewDelivery,
  daemon: Daemon,
): Promise<'nothing' | 'same' | 'another'> {
  if (idempotencyKey === undefined) return 'nothing';
  const known = (await daemon.history.find(id))?.delivery;
  if (!known) return 'nothing';
  const isSame =
    isDeepStrictEqual(known.message, message) &&
    isDeepStrictEqual(known.part, part) &&
    (at === undefined || at === known.dueAt || dueAt === known.dueAt);
  return isSame ? 'same' : 'another';
}
