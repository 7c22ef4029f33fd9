import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import type { PushRequest } from '../../daemon/daemon.ts';
import { withMentions } from '../../message/mention.ts';
import type { Button, FeedLink, Message } from '../../message/message.ts';
import { readMentions } from './mentions.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { object, text } from './shape.ts';
import { readTime } from './times.ts';
import { unknown } from './unknown.ts';
import { wrong } from './wrong.ts';

/** Web addresses, and the vendor's own that open something in its app. */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'dingtalk:']);

const url = z
  .string('send a web address')
  .refine((written) => SCHEMES.has(URL.parse(written)?.protocol ?? ''), 'send an address with http or https');
const title = text('send a title');
const content = text('send a text');

/**
 * What `POST /api/messages` takes: a robot, exactly one message under the name of its type, whom to mention, when to
 * send it, and a key when asking twice must send once. The messages are those of the YAML files.
 */
export const PUSH_BODY = object({
  robot: z.string('send the name of a robot'),
  text: content.optional(),
  markdown: object({ title, text: content }).optional(),
  link: object({ title, text: content, url, picture: url.exactOptional() }).optional(),
  actionCard: object({
    title,
    text: content,
    buttons: z.array(object({ title, url }), 'send a list of buttons').min(1, 'send at least one button'),
    layout: z.enum(['vertical', 'horizontal'], 'send vertical or horizontal').exactOptional(),
  })
    .refine(({ layout, buttons }) => layout !== 'horizontal' || buttons.length === 2, {
      path: ['layout'],
      message: 'horizontal takes exactly two buttons',
    })
    .optional(),
  feedCard: object({
    links: z.array(object({ title, url, picture: url }), 'send a list of links').min(1, 'send at least one link'),
  }).optional(),
  mention: z.union([z.string(), z.array(z.string())], 'send a list of people, mobile numbers or user ids').optional(),
  atAll: z.boolean('send true or false').optional(),
  at: z.string('send a time').optional(),
  priority: z
    .int('send a whole number from -1000 to 1000')
    .min(-1_000, 'send a whole number from -1000 to 1000')
    .max(1_000, 'send a whole number from -1000 to 1000')
    .optional(),
  idempotencyKey: z.string('send a text').min(1, 'send a text').max(200, 'send 200 characters at most').optional(),
});

type PushBody = z.infer<typeof PUSH_BODY>;

export function readPush(body: PushBody, { robots, people, daemon }: Config, now: EpochMs): PushRequest {
  const { robot, mention = [], atAll = false, idempotencyKey } = body;
  const [message, second] = messagesIn(body);
  if (!message || second) throw wrong(400, 'send exactly one of text, markdown, link, actionCard and feedCard');
  if (!robots.has(robot)) throw unknown('robot', robot, robots.keys(), 422);
  const at = body.at === undefined ? undefined : readTime('at', body.at, daemon.timezone);
  if (at !== undefined && at <= now) throw wrong(422, 'at: this time has passed; send a later one');
  const mentions = readMentions({ mention: [mention].flat(), atAll }, message.kind, people);
  return {
    robot,
    message: withMentions(message, mentions).message,
    ...(at !== undefined && { at }),
    ...(body.priority !== undefined && { priority: body.priority }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

function messagesIn({ text, markdown, link, actionCard, feedCard }: PushBody): readonly Message[] {
  return [
    text === undefined ? undefined : { kind: 'text' as const, text },
    markdown && { kind: 'markdown' as const, ...markdown },
    link && { kind: 'link' as const, ...link },
    // The shapes of the last two ask for at least one.
    actionCard && { kind: 'actionCard' as const, ...actionCard, buttons: actionCard.buttons as [Button, ...Button[]] },
    feedCard && { kind: 'feedCard' as const, links: feedCard.links as [FeedLink, ...FeedLink[]] },
  ].filter((message) => message !== undefined);
}
