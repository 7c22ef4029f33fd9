import { DAY_SECONDS, dayOf, secondOfDay, toIsoDate } from '../schedule/civil.ts';
import type { WallSeconds } from '../schedule/civil.ts';
import { filtered } from '../schedule/filter.ts';
import { DAY, toEpochMs } from '../schedule/instant.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Pattern } from '../schedule/pattern.ts';
import type { TimetableOptions } from '../schedule/timetable.ts';
import { unclearTimes } from '../schedule/unclear-times.ts';
import type { UnclearTime } from '../schedule/unclear-times.ts';
import type { Report } from './report.ts';
import type { LintedReminder } from './linted-reminder.ts';
import { vouched } from './printable.ts';
import { zone } from '../schedule/zone.ts';
import { writtenEntry } from './decode/group.ts';

const YEAR = 366 * DAY;

/** Warns of times that a clock change of the coming year takes away or repeats: the first of each kind. */
export function warnUnclearTimes(
  { entry, part, reminder, options }: LintedReminder,
  now: EpochMs,
  report: Report,
): void {
  if (zone(reminder.timezone).stretchAt(now).end > now + YEAR) return;
  const told = options();
  const found = toldBy(told)
    .flatMap((pattern) => unclearTimes(pattern, told.zone, now, toEpochMs(now + YEAR)))
    .toSorted((a, b) => a.wall - b.wall);
  const place = writtenEntry(part, 'at')?.value.place ?? writtenEntry(part, 'cron')?.value.place ?? entry.keyPlace;
  const timezone = vouched(told.zone.id);
  const gap = found.find(({ kind }) => kind === 'gap');
  if (gap) report.warning(place, 'time-in-gap', { ...wordsOf(gap), fires: vouched(timeOf(gap.fires)), timezone });
  const repeated = found.find(({ kind }) => kind === 'repeated');
  if (repeated) report.warning(place, 'time-repeated', { ...wordsOf(repeated), timezone });
}

/** The wall times at which people are told: those of a notice stand some days before. */
function toldBy({ sources, filter = {}, advance }: TimetableOptions): readonly Pattern[] {
  const days = (advance ?? []).map((notice) => (notice.kind === 'days' ? notice.days : 0));
  return sources.flatMap(({ pattern }) => {
    const kept = filtered(pattern, filter);
    return [...new Set(advance ? days : [0])].map((shift) => earlier(kept, shift * DAY_SECONDS));
  });
}

function earlier(pattern: Pattern, shift: number): Pattern {
  return {
    clockChange: pattern.clockChange,
    next(after) {
      const wall = pattern.next((after + shift) as WallSeconds);
      return wall === undefined ? undefined : ((wall - shift) as WallSeconds);
    },
  };
}

function wordsOf({ wall }: UnclearTime) {
  return { date: vouched(toIsoDate(dayOf(wall))), time: vouched(timeOf(wall)) };
}

function timeOf(wall: WallSeconds): string {
  const time = new Temporal.PlainTime().add({ seconds: secondOfDay(wall) });
  return time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
}
