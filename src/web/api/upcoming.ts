import { Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../../daemon/daemon.ts';
import type { UpcomingQuery } from '../../daemon/upcoming.ts';
import { toEpochMs } from '../../schedule/instant.ts';
import type { SiteEnv } from '../site.ts';
import { upcomingJson } from './json.ts';
import { present } from '../present.ts';
import { count, object, parsed } from './shape.ts';
import { readQueryTime } from './times.ts';
import { checkNames } from './unknown.ts';

/**
 * `GET /upcoming?from=&until=&count=&reminder=&robot=`: what will fire, as `dingbell next --json` tells it; `from`
 * (default: now) inclusive, `until` exclusive, at most `count` (1 to 1,000, default 20). What was skipped by hand is
 * marked `skipped`.
 */
export function upcomingRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>().get('/upcoming', async (context) => {
    const query = readQuery(context.req.query(), daemon);
    const upcoming = await daemon.upcoming({ ...query, overrides: await daemon.overrides.list() });
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

/** No trigger looks further. */
const FAR = toEpochMs(Date.UTC(9999, 11, 31));

function readQuery(query: Record<string, string>, daemon: Daemon): UpcomingQuery {
  const { config } = daemon;
  const { from, until, count, ...which } = parsed(QUERY, query);
  checkNames(which, config);
  const { timezone } = config.daemon;
  return {
    from: from === undefined ? daemon.now() : readQueryTime('from', from, timezone),
    until: until === undefined ? FAR : readQueryTime('until', until, timezone),
    count,
    ...present(which),
  };
}
