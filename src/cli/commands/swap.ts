import { occurrencesOfDate, nextDates } from '../../daemon/told-dates.ts';
import type { Swap } from '../../schedule/override.ts';
import { overrideJson } from '../../web/api/json.ts';
import { loadConfiguration } from '../configuration.ts';
import { parseDateArgument } from '../date-argument.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { personNamed, reminderNamed } from '../named.ts';
import type { Session } from '../session.ts';
import { withStore } from '../with-store.ts';

export interface SwapInput {
  readonly reminder: string;
  /** `2026-12-24`, `today`, `tomorrow`. */
  readonly date: string;
  /** Ids or names in `people:`, at least one. */
  readonly people: readonly string[];
  readonly dir: string;
}

/** So many dates are named to somebody who named one on which nothing is. */
const DATES_NAMED = 3;

/** Who takes the turn of one date; all other turns stay as they are. */
export async function swap(session: Session, input: SwapInput): Promise<ExitCode> {
  const { out, json, now, texts } = session;
  const config = await loadConfiguration(session, input.dir);
  const reminder = reminderNamed(session, config, input.reminder);
  const { id, timezone } = reminder;
  if (!reminder.timetable.whileAway) throw new Failure(texts.swap.noTurns(id));
  const date = parseDateArgument(session, input.date, { name: '<date>', timezone });
  const people = input.people.map((person) => personNamed(session, config, person));
  const [first, ...others] = people.map((person) => person.id);
  if (first === undefined || occurrencesOfDate(reminder, date, now).length === 0) {
    throw new Failure(texts.swap.nothingThen(id, date, texts.list(nextDates(reminder, date, now, DATES_NAMED))));
  }
  const override: Swap = { kind: 'swap', reminder: id, date, people: [first, ...others] };
  await withStore(config.daemon.dataDirectory, ({ overrides }) => overrides.set(override));
  if (json) {
    await out.json(overrideJson(override, config));
    return EXIT.fine;
  }
  await out.line(out.paint('green', texts.swap.done(id, date, texts.list(people.map(({ name }) => name)))));
  await out.line(`  ${texts.tryThis} ${texts.skip.takeBack(id, date)}`);
  return EXIT.fine;
}
