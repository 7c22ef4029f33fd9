import { isDeepStrictEqual } from 'node:util';
import { Hono } from 'hono';
import type { Daemon, PushRequest } from '../../daemon/daemon.ts';
import { tellCause } from '../../delivery/cause-words.ts';
import type { NewDelivery } from '../../delivery/delivery.ts';
import { pushedDeliveries } from '../../daemon/push.ts';
import { UnknownName } from '../../daemon/unknown-name.ts';
import type { SiteEnv } from '../site.ts';
import { readBody } from './body.ts';
import { PUSH_BODY, readPush } from './push-body.ts';
import { wrong } from './wrong.ts';

/**
 * `POST /messages`: a message now, through the outbox; 202 with `{id, robot, state}`.
 *
 * With an `idempotencyKey`, asking again is safe: the same message under the same key (of one robot) is sent once, and
 * asking again answers 200 with what became of it. Another message under a used key is refused with 409: either it is a
 * new message and wants a key of its own, or something in it changes that should not, such as a time. Keys are
 * remembered as long as history is (`daemon.retention`).
 */
export function messageRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>().post('/messages', async (context) => {
    const request = readPush(await readBody(context, PUSH_BODY), daemon.config);
    // As it would be stored: in parts when it is long, with the robot's keyword.
    const [delivery] = pushedDeliveries(request, daemon.addresses, daemon.now());
    if (delivery === undefined) throw new UnknownName('robot', request.robot);
    // No robot would take it: whoever asks can still mend that.
    if (delivery.cause) throw wrong(422, tellCause(delivery.cause, 'en'));
    const known = await knownUnder(request, delivery, daemon);
    if (known === 'another') throw wrong(409, 'idempotencyKey: this key was used for another message; send a new one');
    const result = await daemon.push(request);
    context.header('Location', `/api/deliveries/${result.id}`);
    return context.json(result, known === 'same' ? 200 : 202);
  });
}

async function knownUnder(
  { idempotencyKey }: PushRequest,
  { id, message, part }: NewDelivery,
  daemon: Daemon,
): Promise<'nothing' | 'same' | 'another'> {
  if (idempotencyKey === undefined) return 'nothing';
  const known = (await daemon.history.find(id))?.delivery;
  if (!known) return 'nothing';
  const isSame = isDeepStrictEqual(known.message, message) && isDeepStrictEqual(known.part, part);
  return isSame ? 'same' : 'another';
}
