import { toIsoDate } from '../schedule/civil.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Config } from './config.ts';
import { writtenEntry } from './decode/group.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { asNamed, datesOf, isLeftByShift, movedByShift, namesDates, naming, shiftOf } from './named-dates.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';

const MOST_SHOWN = 4;
const KEYS = { on: own('on'), unless: own('unless'), skip: own('skip') } as const;

/**
 * Warns of dates of the coming year that `on`, `unless` or a stretch of `skip` swallow, where a trigger names each of
 * them by itself: a quarterly filing on a day off is lost without a word. Who writes `shift: skip` has said that it may
 * be, and so has who writes such a date alone under `skip`.
 */
export function warnSwallowedDates(
  linted: LintedReminder,
  { calendars, defaultCalendar }: Pick<Config, 'calendars' | 'defaultCalendar'>,
  now: EpochMs,
  report: Report,
): void {
  const { part, config, reminder, options } = linted;
  const written = (['on', 'unless', 'skip'] as const).flatMap((key) => {
    const entry = writtenEntry(part, key);
    return entry ? [{ key, entry }] : [];
  });
  if (written.length === 0 || reminder.paused || shiftOf(config) === 'skip' || !namesDates(config)) return;
  const dated = naming(config);
  const named = datesOf(asNamed(dated, linted.tried(dated)), now);
  const kept = datesOf(options(), now);
  const isKept = new Set(kept);
  const lost = named.filter((day) => !isKept.has(day));
  if (lost.length === 0) return;
  const guilty = written.filter(
    ({ key }) => key !== 'skip' || config.filter.skip?.some(({ from, until }) => from < until),
  );
  const [first] = guilty;
  if (!first) return;
  const calendar = calendars.get(config.calendar ?? '') ?? defaultCalendar;
  const moved = movedByShift(linted, lost, calendar, now);
  report.warning(first.entry.keyPlace, 'dates-swallowed', {
    keys: guilty.map(({ key }) => KEYS[key]),
    count: lost.length,
    of: named.length,
    dates: lost.slice(0, MOST_SHOWN).map((day) => vouched(toIsoDate(day))),
    ...(moved && { moved: { from: vouched(toIsoDate(moved.from)), to: vouched(toIsoDate(moved.to)) } }),
    canSkip: isLeftByShift(linted, { kept, lost }, calendar, now),
  });
}
