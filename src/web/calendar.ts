import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../daemon/daemon.ts';
import { toICalendar } from '../daemon/calendar-export.ts';
import type { Upcoming, UpcomingQuery } from '../daemon/upcoming.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { count, parsed } from './api/shape.ts';
import { present } from './present.ts';
import { checkNames } from './api/unknown.ts';
import { type CalendarVersion, CalendarVersions } from './calendar-versions.ts';
import { dateOf, startOfDate } from './page/time.ts';
import type { Site, SiteEnv } from './site.ts';
import { textsIn } from './texts/catalogue.ts';

/** More say less on a phone, and making them would hold up the daemon (some 30 ms for a thousand); the nearest stay. */
const MOST_EVENTS = 2_000;
/** Where there are more, each reminder has its share, at least this: one that comes every minute leaves room for others. */
const SMALLEST_SHARE = 100;

/**
 * `/calendar.ics`: what will fire, to subscribe to. `?days=` how many days from today's midnight on (1 to 366, default
 * 90), `?reminder=` and `?robot=` only what is theirs, `?token=` the calendar's own token (`daemon.http.calendarToken`).
 * At most 2,000 events, the nearest ones, of each reminder its share. Skips, pauses and vacations are left out.
 */
export function calendarRoutes({ daemon }: Site): Hono<SiteEnv> {
  const versions = new CalendarVersions();
  return new Hono<SiteEnv>().get('/calendar.ics', async (context) => {
    const { config } = daemon;
    const asked = parsed(QUERY, context.req.query());
    const { days, ...which } = asked;
    checkNames(which, config);
    const zone = config.daemon.timezone;
    const today = dateOf(daemon.now(), zone);
    // Today's past is in it too, so all overrides that are kept.
    const overrides = await daemon.overrides.list();
    const upcoming = await nearest(daemon, {
      // From midnight on, so that nothing changes while a day goes by but what people change.
      from: startOfDate(today, zone),
      until: startOfDate(today, zone, days),
      ...present(which),
      overrides,
      skipped: 'left-out',
    });
    const version = versions.current(JSON.stringify(asked), daemon.now(), (now) =>
      toICalendar(upcoming, { name: textsIn(config.daemon.locale).name, now, overrides }),
    );
    return answer(context, version);
  });
}

async function nearest(daemon: Daemon, query: UpcomingQuery): Promise<readonly Upcoming[]> {
  const all = await daemon.upcoming({ ...query, count: MOST_EVENTS + 1 });
  if (all.length <= MOST_EVENTS) return all;
  const share = Math.floor(MOST_EVENTS / new Set(all.map(({ reminder }) => reminder.id)).size);
  return daemon.upcoming({ ...query, count: MOST_EVENTS, mostOfEach: Math.max(SMALLEST_SHARE, share) });
}

/** Calendars put more into an address than they were given: what is not known is passed over. */
const QUERY = z.object({ days: count(366).default(90), reminder: z.string().optional(), robot: z.string().optional() });

function answer(context: Context<SiteEnv>, { text, etag, since }: CalendarVersion): Response {
  const headers = {
    etag,
    'last-modified': new Date(since).toUTCString(),
    // Kept by whoever asked, but not shown without asking whether it still holds.
    'cache-control': 'private, no-cache',
  };
  if (isKnown(context, etag, since)) return context.body(null, 304, headers);
  return context.body(text, 200, {
    ...headers,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="dingbell.ics"',
  });
}

/** RFC 9110, 13.2.2: whoever names a tag is judged by that alone. */
function isKnown({ req }: Context<SiteEnv>, etag: string, since: EpochMs): boolean {
  const tags = req.header('if-none-match');
  if (tags !== undefined) return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
  return Date.parse(req.header('if-modified-since') ?? '') >= since;
}
