import type { Config, Reminder } from '../../config/config.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { Skip } from '../../schedule/override.ts';
import { loadConfiguration } from '../configuration.ts';
import { localText, skipsAt } from '../../daemon/skip-one.ts';
import { parseDateOrTime } from '../date-argument.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { timeForPeople } from '../format-time.ts';
import { reminderNamed } from '../named.ts';
import { overrideJson } from '../../web/api/json.ts';
import type { Session } from '../session.ts';
import { nextDates, occurrencesOfDate } from '../../daemon/told-dates.ts';
import { withStore } from '../with-store.ts';

export interface SkipInput {
  readonly reminder: string;
  /** `2026-12-24`, `today`, `tomorrow`; of several times of a date one: `2026-12-24T14:00`. */
  readonly date: string;
  readonly dir: string;
}

/** So many dates are named to somebody who named one on which nothing is. */
const DATES_NAMED = 3;
const MOST_NAMED = 10;

/** One date of one reminder is left out, all its notices with it, or one time. */
export async function skip(session: Session, input: SkipInput): Promise<ExitCode> {
  const { out, json, language, now, texts } = session;
  const config = await loadConfiguration(session, input.dir);
  const reminder = reminderNamed(session, config, input.reminder);
  const { id, timezone } = reminder;
  const what = parseDateOrTime(session, input.date, { name: '<date>', timezone });
  if (typeof what !== 'string') return skipTimes(session, config, reminder, what);
  const date = what;
  const occurrences = occurrencesOfDate(reminder, date, now);
  if (occurrences.length === 0) {
    throw new Failure(texts.skip.nothingThen(id, date, texts.list(nextDates(reminder, date, now, DATES_NAMED))));
  }

  const override: Skip = { kind: 'skip', reminder: id, date };
  await withStore(config.daemon.dataDirectory, ({ overrides }) => overrides.set(override));
  if (json) {
    await out.json(overrideJson(override, config));
    return EXIT.fine;
  }
  const times = [...new Set(occurrences.map(({ at }) => timeForPeople(at, timezone, language)))];
  await out.line(out.paint('green', texts.skip.done(id, date)));
  await out.line(`  ${texts.skip.times(times.length, times[0] ?? '', times.at(-1) ?? '')}`);
  await out.line(`  ${texts.tryThis} ${texts.skip.takeBack(id, date)}`);
  const [first] = occurrences;
  if (first && times.length > 1)
    await out.line(`  ${texts.tryThis} ${texts.skip.onlyOne(id, localText(first.at, timezone))}`);
  return EXIT.fine;
}

/** What it says within one minute. */
async function skipTimes(session: Session, config: Config, reminder: Reminder, minute: EpochMs): Promise<ExitCode> {
  const { out, json, language, now, texts } = session;
  const { id, timezone } = reminder;
  const skips = skipsAt(reminder, minute, now);
  if (skips.length === 0) throw new Failure(texts.skip.nothingThen(id, ...otherTimes(session, reminder, minute)));
  await withStore(config.daemon.dataDirectory, async ({ overrides }) => {
    for (const each of skips) await overrides.set(each);
  });
  for (const each of skips) {
    if (json) await out.json(overrideJson(each, config));
    else
      await out.line(
        out.paint('green', texts.skip.done(id, timeForPeople(each.only?.at ?? minute, timezone, language))),
      );
  }
  if (!json) await out.line(`  ${texts.tryThis} ${texts.skip.takeBack(id, localText(minute, timezone))}`);
  return EXIT.fine;
}

/** The time asked for, and what there is instead: on that date, else the next dates. */
function otherTimes({ texts, now }: Session, reminder: Reminder, minute: EpochMs): readonly [string, string] {
  const asked = localText(minute, reminder.timezone);
  const date = asked.slice(0, 10);
  const times = occurrencesOfDate(reminder, date, now).map(({ at }) => localText(at, reminder.timezone));
  const next = times.length > 0 ? [...new Set(times)] : nextDates(reminder, date, now, DATES_NAMED);
  return [asked, texts.list(next.slice(0, MOST_NAMED))];
}
