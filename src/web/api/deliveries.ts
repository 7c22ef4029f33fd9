import { Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../../daemon/daemon.ts';
import { STATES } from '../../delivery/delivery.ts';
import type { HistoryQuery } from '../../delivery/history.ts';
import { resendDelivery } from '../actions.ts';
import type { SiteEnv } from '../site.ts';
import { readBody } from './body.ts';
import { historyPage } from './history-page.ts';
import { deliveryJson } from './json.ts';
import { refusalOf } from './refusal.ts';
import { count, describe, object, text } from './shape.ts';
import { readQueryTime } from './times.ts';
import { answerWrong, type Wrong, wrong } from './wrong.ts';

/**
 * - `GET /deliveries?since=&until=&state=&reminder=&robot=&digest=&limit=&before=`: newest first; `since` inclusive and
 *   `until` exclusive, both of `dueAt`, of missed ones in a row of the last; `digest` what that digest carries; `limit` 1
 *   to 1,000, default 50. While there are more, `next` is the id to send as `before` for the following page.
 * - `GET /deliveries/:id`: one, with its attempts.
 * - `POST /deliveries/:id/resend`: the message of one that failed, expired or was missed, once more; 202.
 */
export function deliveryRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/deliveries', async (context) => {
      const zone = daemon.config.daemon.timezone;
      const query = readQuery(context.req.query(), zone);
      if (query.kind === 'wrong') return answerWrong(context, query);
      const page = await historyPage(daemon.history, query.query);
      if (page.kind === 'unknown-before') return answerWrong(context, wrong(400, 'before: send the id of a delivery'));
      return context.json({ deliveries: page.deliveries.map((one) => deliveryJson(one, zone)), next: page.next });
    })
    .get('/deliveries/:id', async (context) => {
      const id = context.req.param('id');
      const found = await daemon.history.find(id);
      if (!found) return answerWrong(context, wrong(404, `no delivery has the id ${JSON.stringify(id)}`));
      return context.json(deliveryJson(found, daemon.config.daemon.timezone));
    })
    .post('/deliveries/:id/resend', async (context) => {
      const id = context.req.param('id');
      const body = await readBody(context, object({}));
      if (body.kind === 'wrong') return answerWrong(context, body);
      const action = await resendDelivery(daemon, id);
      if (action.kind === 'refused') return answerWrong(context, refusalOf(action, id, daemon));
      return context.json(action.delivery, 202);
    });
}

const QUERY = object({
  since: z.string().optional(),
  until: z.string().optional(),
  state: z.enum(STATES, `send one of: ${STATES.join(', ')}`).optional(),
  reminder: text('send the id of a reminder').optional(),
  robot: text('send the name of a robot').optional(),
  digest: text('send the id of a digest').optional(),
  limit: count(1_000).default(50),
  before: z.string().optional(),
});

/** Reminders and robots are not looked up: history remembers those that are gone. */
function readQuery(query: Record<string, string>, zone: string) {
  const parsed = QUERY.safeParse(query);
  if (!parsed.success) return wrong(400, describe(parsed.error));
  const { since, until, ...rest } = parsed.data;
  const start = readBound('since', since, zone);
  if (start.kind === 'wrong') return start;
  const end = readBound('until', until, zone);
  if (end.kind === 'wrong') return end;
  return { kind: 'query' as const, query: { ...present(rest), limit: rest.limit, ...start.bound, ...end.bound } };
}

function readBound(
  name: 'since' | 'until',
  written: string | undefined,
  zone: string,
): { readonly kind: 'bound'; readonly bound: Pick<HistoryQuery, 'since' | 'until'> } | Wrong {
  if (written === undefined) return { kind: 'bound', bound: {} };
  const time = readQueryTime(name, written, zone);
  return time.kind === 'wrong' ? time : { kind: 'bound', bound: { [name]: time.at } };
}

type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function present<T extends object>(properties: T): Present<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Present<T>;
}
