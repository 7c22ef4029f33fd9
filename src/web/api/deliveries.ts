import { Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../../daemon/daemon.ts';
import { STATES } from '../../delivery/delivery.ts';
import { resendDelivery } from '../actions.ts';
import type { SiteEnv } from '../site.ts';
import { readBody } from './body.ts';
import { historyPage, type HistoryPageQuery } from '../history-page.ts';
import { deliveryJson } from './json.ts';
import { doneOf } from './refusal.ts';
import { present } from '../present.ts';
import { count, object, parsed, text } from './shape.ts';
import { readQueryTime } from './times.ts';
import { wrong } from './wrong.ts';

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
      const page = await historyPage(daemon.history, readQuery(context.req.query(), zone));
      if (!page) throw wrong(400, 'before: send the id of a delivery');
      return context.json({ deliveries: page.entries.map((one) => deliveryJson(one, zone)), next: page.next });
    })
    .get('/deliveries/:id', async (context) => {
      const id = context.req.param('id');
      const found = await daemon.history.find(id);
      if (!found) throw wrong(404, `there is no delivery with the id ${JSON.stringify(id)}`);
      return context.json(deliveryJson(found, daemon.config.daemon.timezone));
    })
    .post('/deliveries/:id/resend', async (context) => {
      const id = context.req.param('id');
      await readBody(context, object({}));
      return context.json(doneOf(await resendDelivery(daemon, id), id, daemon).delivery, 202);
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
function readQuery(query: Record<string, string>, zone: string): HistoryPageQuery {
  const { since, until, limit, ...rest } = parsed(QUERY, query);
  return {
    ...present(rest),
    limit,
    ...(since !== undefined && { since: readQueryTime('since', since, zone) }),
    ...(until !== undefined && { until: readQueryTime('until', until, zone) }),
  };
}
