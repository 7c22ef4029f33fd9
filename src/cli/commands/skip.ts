import type { Skip } from '../../schedule/override.ts';
import { loadConfiguration } from '../configuration.ts';
import { parseDateArgument } from '../date-argument.ts';
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
  /** `2026-12-24`, `today`, `tomorrow`. */
  readonly date: string;
  readonly dir: string;
}

/** So many dates are named to somebody who named one on which nothing is. */
const DATES_NAMED = 3;

/** One date of one reminder is left out, all its notices with it. */
export async function skip(session: Session, input: SkipInput): Promise<ExitCode> {
  const { out, json, language, now, texts } = session;
  const config = await loadConfiguration(session, input.dir);
  const reminder = reminderNamed(session, config, input.reminder);
  const { id, timezone } = reminder;
  const date = parseDateArgument(session, input.date, { name: '<date>', timezone });
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
  return EXIT.fine;
}
