import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { zoneOf } from '../../config/zone-of.ts';
import type { Daemon } from '../../daemon/daemon.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { byHand, type Override } from '../../schedule/override.ts';
import { type Action, fireReminder, pauseReminder, resumeReminder, skipReminder, swapTurn } from '../actions.ts';
import { isoTime } from '../iso-time.ts';
import type { SiteEnv } from '../site.ts';
import { readBody } from './body.ts';
import { overrideJson, reminderJson } from './json.ts';
import { doneOf } from './refusal.ts';
import { object } from './shape.ts';
import { readDate, readTime } from './times.ts';

/**
 * - `GET /reminders`: all of them, and what is set by hand.
 * - `POST /reminders/:id/fire`: now, to each of its robots; 202 with the deliveries.
 * - `POST /reminders/:id/skip` `{date?, at?}`: leaves that date or that time out, by default the date of the next one.
 * - `POST /reminders/:id/swap` `{date, person}`: that person takes the turn of that date.
 * - `POST /reminders/:id/pause` `{until?}`: quiet until then, by default for ever.
 * - `POST /reminders/:id/resume` `{date?, at?}`: ends the pause, or takes back the skip of that date or time.
 */
export function reminderRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/reminders', async (context) => {
      const { config } = daemon;
      const now = daemon.now();
      const overrides = await daemon.overrides.list({ endingAfter: now });
      const first = await daemon.upcoming({ from: now, mostOfEach: 1, overrides, skipped: 'left-out' });
      const next = new Map(first.map((each) => [each.reminder.id, each]));
      return context.json({
        reminders: config.reminders.map((reminder) => reminderJson(reminder, next.get(reminder.id))),
        overrides: byHand(overrides).map((override) => overrideJson(override, config)),
      });
    })
    .post('/reminders/:id/fire', async (context) => {
      const id = context.req.param('id');
      await readBody(context, NOTHING);
      const { deliveries } = doneOf(await fireReminder(daemon, id), id, daemon);
      return context.json({ deliveries }, 202);
    })
    .post('/reminders/:id/skip', setByHand(skip, daemon))
    .post('/reminders/:id/swap', setByHand(swap, daemon))
    .post('/reminders/:id/pause', setByHand(pause, daemon))
    .post('/reminders/:id/resume', setByHand(resume, daemon));
}

type Setting = (
  context: Context<SiteEnv>,
  id: string,
  daemon: Daemon,
) => Promise<Action<{ readonly override: Override }>>;

function setByHand(setting: Setting, daemon: Daemon) {
  return async (context: Context<SiteEnv, '/reminders/:id/skip'>): Promise<Response> => {
    const id = context.req.param('id');
    const { override } = doneOf(await setting(context, id, daemon), id, daemon);
    return context.json({ override: overrideJson(override, daemon.config), next: await nextOf(id, daemon) });
  };
}

const skip: Setting = async (context, id, daemon) => {
  const action = await skipReminder(daemon, id, await readWhat(context, id, daemon));
  // Who asks twice, because an answer got lost, has what was asked for.
  if (action.kind === 'done' || action.because.kind !== 'already-skipped') return action;
  return { kind: 'done', override: action.because.override };
};

const swap: Setting = async (context, id, daemon) => {
  const { date, person } = await readBody(context, SWAP);
  return swapTurn(daemon, id, readDate(date), person);
};

const pause: Setting = async (context, id, daemon) => {
  const { until } = await readBody(context, UNTIL);
  return pauseReminder(
    daemon,
    id,
    until === undefined ? undefined : readTime('until', until, zoneOf(daemon.config, id)),
  );
};

const resume: Setting = async (context, id, daemon) => resumeReminder(daemon, id, await readWhat(context, id, daemon));

const NOTHING = object({});
const WHAT = object({
  date: z.string('send a date like 2026-12-24').optional(),
  at: z.string('send a time like 2026-12-24T14:00').optional(),
});
const SWAP = object({
  date: z.string('send a date like 2026-12-24'),
  person: z.string('send the id of somebody under people'),
});
const UNTIL = object({ until: z.string('send a time like 2026-12-24T08:50:00+08:00, or a date').optional() });

/** A date, or one time. */
async function readWhat(context: Context<SiteEnv>, id: string, daemon: Daemon): Promise<IsoDate | EpochMs | undefined> {
  const { date, at } = await readBody(context, WHAT);
  if (at !== undefined) return readTime('at', at, zoneOf(daemon.config, id));
  return date === undefined ? undefined : readDate(date);
}

/** When it speaks next as things stand now. */
async function nextOf(reminder: string, daemon: Daemon): Promise<string | undefined> {
  const from = daemon.now();
  const overrides = await daemon.overrides.list({ endingAfter: from });
  const [next] = await daemon.upcoming({ from, count: 1, reminder, overrides, skipped: 'left-out' });
  return next && isoTime(next.occurrence.at, next.reminder.timezone);
}
