import { pushedDeliveries } from '../daemon/push.ts';
import type { PushRequest } from '../daemon/daemon.ts';
import { readInstant } from '../daemon/read-instant.ts';
import type { Message } from '../message/message.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { causeText } from './page/cause-text.ts';
import { robotNow } from './page/robot-text.ts';
import { momentText } from './page/time.ts';
import type { View } from './page/view.ts';

interface Wish {
  readonly robot: string;
  readonly message: Message;
  /** The message that it takes the place of. */
  readonly instead?: string;
}

/** Does what a form of the page asks about a written message. `undefined`: it lacks something, or it is another form. */
export async function performMessage(
  kind: string,
  form: URLSearchParams,
  view: View,
): Promise<{ readonly ok: boolean; readonly text: string } | undefined> {
  const { daemon, texts, now } = view;
  const { compose } = texts;
  if (kind === 'take-back') {
    const isDone = await daemon.takeBack(form.get('delivery') ?? '');
    return { ok: isDone, text: isDone ? compose.takenBack : compose.tooLate };
  }
  const wish = kind === 'send' ? written(form) : kind === 'change' ? await changed(form, view) : undefined;
  const at = timeIn(form, view);
  if (wish === undefined || at === 'unreadable' || !daemon.config.robots.has(wish.robot)) return undefined;
  if (at !== undefined && at <= now) return { ok: false, text: compose.hasPassed };
  const { robot, message, instead } = wish;
  const request: PushRequest = { robot, message, ...(at && { at }) };
  const [first] = pushedDeliveries(request, { now, addresses: daemon.addresses, world: daemon.config });
  if (first?.state === 'failed') return { ok: false, text: compose.tooLong };
  if (instead === undefined) await daemon.push(request);
  else if (!(await daemon.takeBack(instead, request))) return { ok: false, text: compose.tooLate };
  const whom = robotNow(robot, view);
  const held = first?.cause?.code === 'quiet' ? first.cause : undefined;
  const when = held ? held.until : at;
  const text = when ? compose.later(whom, momentText(when, view)) : compose.sent(whom);
  return { ok: true, text: held ? `${text} ${causeText(held, view)}` : text };
}

function written(form: URLSearchParams): Wish | undefined {
  const [robot, text] = [form.get('robot'), form.get('text')?.trim()];
  if (robot === null || !text) return undefined;
  return { robot, message: { kind: 'text', text, ...(form.get('all') === 'yes' && { mentions: { all: true } }) } };
}

/** Only a text has words to change; of anything else, the time. */
async function changed(form: URLSearchParams, { daemon }: View): Promise<Wish | undefined> {
  const found = await daemon.history.find(form.get('delivery') ?? '');
  if (!found) return undefined;
  const { id, robot, message, part } = found.delivery;
  const text = form.get('text')?.trim();
  if (part !== undefined || text === '') return undefined;
  const isText = message.kind === 'text' && text !== undefined;
  return { robot, message: isText ? { ...message, text } : message, instead: id };
}

/** `undefined` = now. */
function timeIn(form: URLSearchParams, { zone }: View): EpochMs | 'unreadable' | undefined {
  const at = form.get('at') ?? '';
  return at === '' ? undefined : (readInstant(at, zone) ?? 'unreadable');
}
