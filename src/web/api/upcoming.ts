import { Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../../daemon/daemon.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import type { SiteEnv } from '../site.ts';
import { upcomingJson } from './json.ts';
import { count, describe, object } from './shape.ts';
import { readQueryTime } from './times.ts';
import { unknown } from './unknown.ts';
import { answerWrong, type Wrong, wrong } from './wrong.ts';

/**
 * `GET /upcoming?from=&until=&count=&reminder=&robot=`: what will fire, as `dingbell next --json` tells it; `from`
 * (default: now) inclusive, `until` exclusive, at most `count` (1 to 1,000, default 20). What was skipped by hand is
 * marked `skipped`.
 */
export function upcomingRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>().get('/upcoming', async (context) => {
    const query = readQuery(context.req.query(), daemon);
    if (query.kind === 'wrong') return answerWrong(context, query);
    const overrides = await daemon.overrides.list();
    const upcoming = await daemon.upcoming({ ...query.query, overrides });
    return context.json({ upcoming: upcoming.map((each) => upcomingJson(each, daemon.config)) });
  });
}

const QUERY = object({
  from: z.string().optional(),
  until: z.string().optional(),
  count: count(1_000).default(20),
  reminder: z.string().optional(),
  robot: z.string().optional(),
});

function readQuery(query: Record<string, string>, daemon: Daemon) {
  const { config } = daemon;
  const parsed = QUERY.safeParse(query);
  if (!parsed.success) return wrong(400, describe(parsed.error));
  const { from, until, count, reminder, robot } = parsed.data;
  const { timezone } = config.daemon;
  const start = from === undefined ? at(daemon.now()) : readQueryTime('from', from, timezone);
  if (start.kind === 'wrong') return start;
  const end = until === undefined ? at(FAR) : readQueryTime('until', until, timezone);
  if (end.kind === 'wrong') return end;
  const stranger = strangerIn({ reminder, robot }, config);
  if (stranger) return stranger;
  return {
    kind: 'query' as const,
    query: {
      from: start.at,
      until: end.at,
      count,
      ...(reminder === undefined ? {} : { reminder }),
      ...(robot === undefined ? {} : { robot }),
    },
  };
}

/** No trigger looks further. */
const FAR = toEpochMs(Date.UTC(9999, 11, 31));

function at(instant: EpochMs) {
  return { kind: 'time' as const, at: instant };
}

function strangerIn(
  { reminder, robot }: { readonly reminder: string | undefined; readonly robot: string | undefined },
  { reminders, robots }: Daemon['config'],
): Wrong | undefined {
  const ids = reminders.map(({ id }) => id);
  if (reminder !== undefined && !ids.includes(reminder)) return unknown('reminder', reminder, ids);
  if (robot !== undefined && !robots.has(robot)) return unknown('robot', robot, robots.keys());
  return undefined;
}
