import type { DayNumber } from '../schedule/civil.ts';
import { type Fault, fault } from '../schedule/fault.ts';
import type { Filter } from '../schedule/filter.ts';
import { parseMonthDay } from '../schedule/season.ts';
import { scalarAt, scalarOrNothing } from './entry-fault.ts';
import type { Report } from './report.ts';
import { dateAt } from './resolve-calendar.ts';
import { entryOf, shown, type Tree, treeAt } from './tree.ts';

type Active = Pick<Filter, 'active' | 'season'>;
type Key = 'from' | 'until';

/** `active`: from one date until another, or a part of every year. */
export function resolveActive(tree: Tree, report: Report): Active {
  return (['from', 'until'] as const).some((key) => isYearly(tree, key))
    ? resolveSeason(tree, report)
    : resolveDates(tree, report);
}

function isYearly(tree: Tree, key: Key): boolean {
  return /^\d{2}-\d{2}$/.test(scalarOrNothing(tree, ['active', key])?.text ?? '');
}

/** `11-01` until `03-31` passes New Year: either order means something. */
function resolveSeason(tree: Tree, report: Report): Active {
  const [from, until] = (['from', 'until'] as const).map((key) => {
    const scalar = scalarOrNothing(tree, ['active', key]);
    const day = parseMonthDay(scalar?.text ?? '');
    if (scalar && day === undefined && isYearly(tree, key))
      report.error(scalar.place, 'no-such-date', { written: shown(scalar.place) });
    return day;
  });
  if (isYearly(tree, 'from') !== isYearly(tree, 'until')) {
    const place = entryOf(tree, 'active')?.keyPlace;
    if (place) report.fault(place, halfASeason());
  }
  return from === undefined || until === undefined ? {} : { season: { from, until } };
}

function halfASeason(): Fault {
  return fault(
    'half-a-season',
    {
      zh: 'active 的 from 和 until 要么都带年份，要么都不带',
      en: 'from and until of active both have a year, or neither of them',
    },
    {
      zh: '每年都有效就写成 active: { from: 05-01, until: 09-30 }；只这一次就写上年份',
      en: 'for every year write active: { from: 05-01, until: 09-30 }; for once, write the years',
    },
  );
}

function resolveDates(tree: Tree, report: Report): Active {
  const dateOf = (key: Key): DayNumber | undefined =>
    treeAt(tree, ['active', key]) && dateAt(tree, ['active', key], report);
  const [from, until] = [dateOf('from'), dateOf('until')];
  if (from !== undefined && until !== undefined && until < from) {
    const [first, last] = [scalarAt(tree, ['active', 'from']).place, scalarAt(tree, ['active', 'until']).place];
    report.error(last, 'wrong-order', { from: shown(first), until: shown(last) });
  }
  return { active: { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) } };
}
