import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Daemon } from '../../daemon/daemon.ts';
import { inTurns } from '../../daemon/in-turns.ts';
import { nextOfEach } from '../../daemon/upcoming.ts';
import type { Override } from '../../schedule/override.ts';
import { type Action, fireReminder, pauseReminder, resumeReminder, skipReminder } from '../actions.ts';
import { isoTime } from '../page/time.ts';
import type { SiteEnv } from '../site.ts';
import { readBody } from './body.ts';
import { overrideJson, reminderJson } from './json.ts';
import { refusalOf } from './refusal.ts';
import { object } from './shape.ts';
import { readDate, readTime } from './times.ts';
import { answerWrong, type Wrong } from './wrong.ts';

/**
 * - `GET /reminders`: all of them, and what is set by hand.
 * - `POST /reminders/:id/fire`: now, to each of its robots; 202 with the deliveries.
 * - `POST /reminders/:id/skip` `{date?}`: leaves that date out, by default the next one.
 * - `POST /reminders/:id/pause` `{until?}`: quiet until then, by default for ever.
 * - `POST /reminders/:id/resume` `{date?}`: ends the pause, or takes back the skip of that date.
 */
export function reminderRoutes(daemon: Daemon): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/reminders', async (context) => {
      const { config } = daemon;
      const now = daemon.now();
      const overrides = await daemon.overrides.list({ endingAfter: now });
      return context.json({
        reminders: await Array.fromAsync(inTurns(config.reminders), (reminder) =>
          reminderJson(reminder, nextOfEach([reminder], now, overrides)[0]),
        ),
        overrides: overrides.map((override) => overrideJson(override, config)),
      });
    })
    .post('/reminders/:id/fire', async (context) => {
      const id = context.req.param('id');
      const body = await readBody(context, NOTHING);
      if (body.kind === 'wrong') return answerWrong(context, body);
      const action = await fireReminder(daemon, id);
      if (action.kind === 'refused') return answerWrong(context, refusalOf(action, id, daemon));
      return context.json({ deliveries: action.deliveries }, 202);
    })
    .post('/reminders/:id/skip', setByHand(skip, daemon))
    .post('/reminders/:id/pause', setByHand(pause, daemon))
    .post('/reminders/:id/resume', setByHand(resume, daemon));
}

type Setting = (
  context: Context<SiteEnv>,
  id: string,
  daemon: Daemon,
) => Promise<Action<{ readonly override: Override }> | Wrong>;

function setByHand(setting: Setting, daemon: Daemon) {
  return async (context: Context<SiteEnv, '/reminders/:id/skip'>): Promise<Response> => {
    const id = context.req.param('id');
    const set = await setting(context, id, daemon);
    if (set.kind === 'wrong') return answerWrong(context, set);
    if (set.kind === 'refused') return answerWrong(context, refusalOf(set, id, daemon));
    return context.json({ override: overrideJson(set.override, daemon.config), next: await nextOf(id, daemon) });
  };
}

const skip: Setting = async (context, id, daemon) => {
  const date = await readDateOf(context);
  if (date.kind === 'wrong') return date;
  const action = await skipReminder(daemon, id, date.date);
  const isSetAlready = action.kind === 'refused' && action.because.kind === 'already-skipped';
  // Who asks twice, because an answer got lost, has what was asked for.
  return isSetAlready ? { kind: 'done', override: { kind: 'skip', reminder: id, date: action.because.date } } : action;
};

const pause: Setting = async (context, id, daemon) => {
  const body = await readBody(context, UNTIL);
  if (body.kind === 'wrong') return body;
  const { until } = body.body;
  if (until === undefined) return pauseReminder(daemon, id);
  const end = readTime('until', until, zoneOf(daemon, id));
  return end.kind === 'wrong' ? end : pauseReminder(daemon, id, end.at);
};

const resume: Setting = async (context, id, daemon) => {
  const date = await readDateOf(context);
  return date.kind === 'wrong' ? date : resumeReminder(daemon, id, date.date);
};

const NOTHING = object({});
const ON_A_DATE = object({ date: z.string('send a date like 2026-12-24').optional() });
const UNTIL = object({ until: z.string('send a time like 2026-12-24T08:50:00+08:00, or a date').optional() });

async function readDateOf(context: Context<SiteEnv>) {
  const body = await readBody(context, ON_A_DATE);
  if (body.kind === 'wrong') return body;
  const { date } = body.body;
  return date === undefined ? ({ kind: 'date', date } as const) : readDate(date);
}

/** Times without an offset are those of the reminder: its own zone, which it is listed in. */
function zoneOf({ config }: Daemon, id: string): string {
  return config.reminders.find((reminder) => reminder.id === id)?.timezone ?? config.daemon.timezone;
}

/** When it speaks next as things stand now. */
async function nextOf(id: string, daemon: Daemon): Promise<string | undefined> {
  const now = daemon.now();
  const overrides = await daemon.overrides.list({ endingAfter: now });
  const reminders = daemon.config.reminders.filter((reminder) => reminder.id === id);
  const [next] = nextOfEach(reminders, now, overrides);
  return next && isoTime(next.occurrence.at, next.reminder.timezone);
}
