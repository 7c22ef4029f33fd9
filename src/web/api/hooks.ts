import { Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../../daemon/daemon.ts';
import { startOfDay } from '../../daemon/start-of-day.ts';
import type { SiteEnv } from '../site.ts';
import { replayEvent } from '../actions.ts';
import { present } from '../present.ts';
import { readBody } from './body.ts';
import { eventJson, hookJson } from './hook-json.ts';
import { doneOf } from './refusal.ts';
import { count, object, parsed } from './shape.ts';
import { unknown } from './unknown.ts';
import { wrong } from './wrong.ts';

/**
 * - `GET /hooks`: each with its address, its last event, and what came today.
 * - `GET /hooks/:name/events?limit=&before=`: what it received, newest first; `limit` 1 to 1,000, default 50. While there
 *   are more, `next` is the id to send as `before` for the following page. 404 for a hook that there is not and never was:
 *   what one received that is gone from the configuration is listed as long as it is remembered.
 * - `POST /hooks/:name/events/:id/replay`: what was received once more, under the configuration of now; 202 with
 *   `{id, state}`, 409 when it is not kept any more.
 */
export function hookRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/hooks', async (context) => {
      const { hooks, daemon: settings } = daemon.config;
      const summaries = await daemon.inbox.summaries(startOfDay(daemon.now(), settings.timezone));
      const of = new Map(summaries.map((each) => [each.hook, each]));
      const base = settings.http.publicUrl ?? daemon.address;
      const inlets = daemon.inlets();
      const all = [...hooks.values()].map((hook) => {
        const [known, inlet] = [of.get(hook.name), inlets.get(hook.name)];
        return hookJson(hook, { known, inlet, base, zone: settings.timezone });
      });
      return context.json({ hooks: all });
    })
    .get('/hooks/:name/events', async (context) => {
      const hook = context.req.param('name');
      const { limit, before } = parsed(QUERY, context.req.query());
      if (before !== undefined && !(await daemon.inbox.find(before)))
        throw wrong(400, 'before: send the id of an event');
      const found = await daemon.inbox.list({ hook, limit: limit + 1, ...present({ after: before }) });
      const { hooks } = daemon.config;
      if (found.length === 0 && before === undefined && !hooks.has(hook)) throw unknown('hook', hook, hooks.keys());
      const events = found.slice(0, limit);
      const zone = daemon.config.daemon.timezone;
      return context.json({
        events: events.map((each) => eventJson(each, zone)),
        next: found.length > limit ? events.at(-1)?.id : undefined,
      });
    })
    .post('/hooks/:name/events/:id/replay', async (context) => {
      const { name, id } = context.req.param();
      await readBody(context, object({}));
      const hook = daemon.config.hooks.get(name);
      if (hook === undefined) throw unknown('hook', name, daemon.config.hooks.keys());
      const event = await daemon.inbox.find(id);
      if (event?.hook !== name) throw wrong(404, `this hook has no event with the id ${JSON.stringify(id)}`);
      const { answer } = doneOf(await replayEvent(daemon, id), id, daemon);
      return answer.kind === 'accepted'
        ? context.json({ id: answer.id, state: 'accepted' }, 202)
        : context.json({ state: answer.kind });
    });
}

const QUERY = object({
  limit: count(1_000).default(50),
  before: z.string().optional(),
});
