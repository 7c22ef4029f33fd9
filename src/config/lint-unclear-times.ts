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
import type { ResolvedReminder } from './resolve-reminder.ts';
import { treeAt } from './tree.ts';

const YEAR = 366 * DAY;

/** Warns of times that a clock change of the coming year takes away or repeats: the first of each kind. */
export function warnUnclearTimes({ entry, options }: ResolvedReminder, now: EpochMs, report: Report): void {
  if (options.zone.stretchAt(now).end > now + YEAR) return;
  const found = toldBy(options)
    .flatMap((pattern) => unclearTimes(pattern, options.zone, now, toEpochMs(now + YEAR)))
    .toSorted((a, b) => a.wall - b.wall);
  const place = treeAt(entry.value, ['at'])?.place ?? treeAt(entry.value, ['cron'])?.place ?? entry.keyPlace;
  const timezone = options.zone.id;
  const gap = found.find(({ kind }) => kind === 'gap');
  if (gap) report.warning(place, 'time-in-gap', { ...wordsOf(gap), fires: timeOf(gap.fires), timezone });
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

function wordsOf({ wall }: UnclearTime): { readonly date: string; readonly time: string } {
  return { date: toIsoDate(dayOf(wall)), time: timeOf(wall) };
}

function timeOf(wall: WallSeconds): string {
  const time = new Temporal.PlainTime().add({ seconds: secondOfDay(wall) });
  return time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
}
