import { Hono } from 'hono';
import { z } from 'zod';
import { nextOfEach } from '../daemon/upcoming.ts';
import { deliveryJson, overrideJson, reminderJson } from './api-json.ts';
import { parsePushBody } from './push-body.ts';
import type { Site, SiteEnv } from './site.ts';

/** JSON for programs. Errors are `{error: "one sentence"}`. */
export function apiRoutes({ daemon }: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/reminders', async (context) => {
      const { config } = daemon;
      const now = daemon.now();
      const overrides = await daemon.overrides.list({ endingAfter: now });
      const next = new Map(nextOfEach(config.reminders, now, overrides).map((each) => [each.reminder.id, each]));
      return context.json({
        reminders: config.reminders.map((reminder) => reminderJson(reminder, next.get(reminder.id))),
        overrides: overrides.map((override) => overrideJson(override, config)),
      });
    })
    .get('/deliveries', async (context) => {
      const query = DELIVERIES_QUERY.safeParse(context.req.query());
      if (!query.success) return context.json({ error: z.prettifyError(query.error) }, 400);
      const { state, reminder, limit } = query.data;
      const found = await daemon.outbox.history({ limit, ...(state && { state }), ...(reminder && { reminder }) });
      const zone = daemon.config.daemon.timezone;
      return context.json({ deliveries: found.map((one) => deliveryJson(one, zone)) });
    })
    .post('/messages', async (context) => {
      if (!isJson(context.req.header('content-type'))) {
        return context.json({ error: 'send JSON, with content-type: application/json' }, 415);
      }
      const body = parseJson(await context.req.text());
      if (body === undefined) return context.json({ error: 'the body is no JSON' }, 400);
      const request = parsePushBody(body);
      if ('problem' in request) return context.json({ error: request.problem }, 400);
      if (!daemon.config.robots.has(request.robot)) {
        return context.json({ error: `no robot is called ${JSON.stringify(request.robot)}` }, 422);
      }
      return context.json(await daemon.push(request), 202);
    })
    .post('/reminders/:id/fire', async (context) => {
      const id = context.req.param('id');
      if (!daemon.config.reminders.some((reminder) => reminder.id === id)) {
        return context.json({ error: `no reminder is called ${JSON.stringify(id)}` }, 404);
      }
      return context.json({ deliveries: await daemon.fire(id) }, 202);
    });
}

const DELIVERIES_QUERY = z.strictObject({
  state: z.enum(['pending', 'sending', 'delivered', 'failed', 'expired', 'missed', 'skipped']).optional(),
  reminder: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;|$)/i.test(contentType ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
