import { Hono } from 'hono';
import { z } from 'zod';
import type { Daemon, PushResult } from '../../daemon/daemon.ts';
import { pushedId } from '../../delivery/identity.ts';
import { SAME_ALERTS, sameAlerts } from '../../hooks/senders/alertmanager.ts';
import { withMentions } from '../../message/mention.ts';
import type { SiteEnv } from '../site.ts';
import { ALERT_GROUP, type AlertGroup, alertMessage } from './alert-message.ts';
import { readBody } from './body.ts';
import { readMentions } from './mentions.ts';
import { object, parsed } from './shape.ts';
import { unknown } from './unknown.ts';

/**
 * `POST /alertmanager/:robot?mention=&atAll=`: a receiver for Alertmanager's `webhook_configs` (version 4) and Grafana's
 * webhooks. The token is sent as `http_config: {authorization: {credentials: …}}`. One group of alerts becomes one
 * markdown message: firing alerts first, resolved ones marked as such. People (`mention`, as often as needed) are mentioned only
 * while something fires. 202 with `{id, robot, state}`, 200 for a group that came before.
 *
 * Alertmanager posts a group again when it got no answer or 5xx, and each Alertmanager of a cluster may post it. So the
 * same alerts in the same state within four minutes are sent once. What comes later is meant (`repeat_interval`), and is
 * sent again.
 */
export function alertmanagerRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>().post('/alertmanager/:robot', async (context) => {
    const robot = context.req.param('robot');
    const { robots, people, daemon: settings } = daemon.config;
    if (!robots.has(robot)) throw unknown('robot', robot, robots.keys());
    const mentions = readMentions(parsed(QUERY, context.req.queries()), 'markdown', people);
    const group = await readBody(context, ALERT_GROUP);

    const before = await toldBefore(robot, group, daemon);
    if (before) return context.json(before, 200);
    const plain = alertMessage(group, { language: settings.locale, zone: settings.timezone, now: daemon.now() });
    const message = group.status === 'firing' ? withMentions(plain, mentions).message : plain;
    const kind = group.status === 'firing' ? 'alert.firing' : 'alert.resolved';
    const idempotencyKey = keyOf(group, windowAt(daemon.now()));
    return context.json(await daemon.push({ robot, message, idempotencyKey, kind }), 202);
  });
}

const QUERY = object({
  mention: z.array(z.string()).default([]),
  atAll: z
    .tuple([z.literal(['true', 'false'])], 'send true or false')
    .default(['false'])
    .transform(([answer]) => answer === 'true'),
});

/** The same news told in this window, or so late in the one before that four minutes have not gone by. */
async function toldBefore(robot: string, group: AlertGroup, daemon: Daemon): Promise<PushResult | undefined> {
  const now = daemon.now();
  const window = windowAt(now);
  for (const each of [window, window - 1]) {
    const found = await daemon.history.find(pushedId({ robot, idempotencyKey: keyOf(group, each) }));
    if (!found) continue;
    const { id, state, createdAt } = found.delivery;
    if (now - createdAt < SAME_ALERTS) return { id, robot, state };
  }
  return undefined;
}

function windowAt(now: number): number {
  return Math.floor(now / SAME_ALERTS);
}

function keyOf(group: AlertGroup, window: number): string {
  return JSON.stringify(['alertmanager', sameAlerts(group), window]);
}
