import { type Fault, fault } from '../schedule/fault.ts';
import { type NamedDay, parseNamedDay } from '../schedule/parse-named-day.ts';
import { aloneDay, dayFields, dayInGroup, solarDate, type WrittenDay } from './day-of-year.ts';
import { checked } from './decode/checked.ts';
import { either } from './decode/collections.ts';
import { type Decoder, textOf, type Written } from './decode/decoder.ts';
import { field, group, type Part, writtenEntry } from './decode/group.ts';
import { matching, refusing, TEXT_OR_NUMBER } from './decode/scalars.ts';
import { elsewhereGuess } from './elsewhere-guess.ts';
import { own, vouched } from './printable.ts';
import { reportFault } from './report-fault.ts';
import type { Report } from './report.ts';
import { shown } from './tree.ts';
import type { DayTrigger } from './trigger.ts';

const since = field(
  matching('since', /^\d{4}(?:-\d{2}-\d{2})?$/, TEXT_OR_NUMBER),
  '从哪一年算起 · first year or date: 2016',
);

/** The keys of a day, with its first year. */
export const yearlyGroup = group('yearly-options', { ...dayFields('yearly'), since });

type YearlyDay =
  | (WrittenDay & {
      readonly kind: 'date';
      /** A date alone, not in a group. */
      readonly isAlone: boolean;
      /** The first year, written within its group. */
      readonly since?: Written | undefined;
    })
  /** `冬至`, `2nd sunday of may`. */
  | { readonly kind: 'named'; readonly named: NamedDay; readonly written: Written<unknown> };

const dateAlone = solarDate('yearly', 'yearly');

/** A day that has a name, or else a solar date. */
const alone: Decoder<YearlyDay> = {
  ...dateAlone,
  read(tree, spot) {
    const named = tree.kind === 'scalar' ? parseNamedDay(tree.text ?? '') : undefined;
    if (named?.kind === 'fault') return sayNamed(tree, 'yearly', spot);
    if (named && tree.kind === 'scalar')
      return { kind: 'named', named, written: { value: named, place: tree.place, scalar: tree } };
    const lines =
      tree.kind === 'scalar' && !tree.fromEnvironment ? elsewhereGuess('yearly', vouched(tree.text ?? '')) : undefined;
    if (lines) {
      const got = { kind: 'text', written: shown(tree.place) } as const;
      spot.report.error(tree.place, 'wrong-value', { expected: 'yearly', got, lines });
      return undefined;
    }
    const date = dateAlone.read(tree, spot);
    return date && { kind: 'date', ...aloneDay(date), isAlone: true };
  },
};

const sayNamed = refusing((written, { place }, report) => {
  const named = parseNamedDay(written);
  if (named?.kind === 'fault') report.fault(place, named);
  return named?.kind === 'fault';
});

const one: Decoder<YearlyDay> = either(
  alone,
  checked(yearlyGroup, (written, spot): YearlyDay | undefined => {
    const found = dayInGroup(written, spot);
    return found && { kind: 'date', ...found, isAlone: false, since: written.since };
  }),
  'yearly',
);

/** `[冬至, 夏至]`: each day has its own years to count, so each is a reminder of its own. */
const yearly: Decoder<YearlyDay> = {
  ...one,
  read(tree, spot) {
    const days = tree.kind === 'list' ? tree.items : [];
    if (!days.some((day) => day.kind === 'scalar')) return one.read(tree, spot);
    spot.report.fault(tree.place, severalYearly(days.map(({ place }) => shown(place))));
    return undefined;
  },
};

function severalYearly(days: readonly string[]): Fault {
  const [first = '', ...others] = days.map((day) => `yearly: ${day}`);
  const message = { zh: '一个提醒只能写每年的一天', en: 'a reminder has one day of each year' };
  if (others.length === 0) return fault('several-yearly', message, { zh: `写成 ${first}`, en: `write ${first}` });
  const isMany = others.length > 5;
  return fault('several-yearly', message, {
    zh: `这里写 ${first}；${isMany ? '其余的每天各写一个提醒' : `每天各一个提醒，另写 ${others.join('、')}`}`,
    en: `write ${first} here, and ${isMany ? 'each of the others' : others.join(', ')} in a reminder of its own`,
  });
}

export const YEARLY_FIELDS = {
  yearly: field(
    yearly,
    '每年哪天：05-20、{ date: 2016-05-20 }、{ lunar: 八月十五 }、冬至、端午、2nd sunday of may · day of each year',
  ),
  since,
};

/** The day of each year, with its first year: written beside `yearly`, or within it. */
export function resolveYearly(part: Part<typeof YEARLY_FIELDS>, report: Report): DayTrigger | undefined {
  const { yearly, since } = part;
  if (!yearly) return undefined;
  const inside = yearly.kind === 'date' ? yearly.since : undefined;
  if (since && inside) {
    const place = writtenEntry(part, 'since')?.keyPlace ?? since.place;
    report.error(place, 'keys-exclude', { key: own('since'), other: own('yearly: { since }') });
  }
  const year = (inside ?? since)?.value.slice(0, 4);
  const first = year === undefined ? {} : { since: Number(year) };
  if (yearly.kind === 'named') {
    const { named, written } = yearly;
    if (isFifth(named)) reportFault(written.scalar, yearsWithoutFifth(), report, { severity: 'warning' });
    return { rhythm: { kind: 'named-yearly', named, ...first }, text: textOf(written) };
  }
  const { day, text } = yearly;
  if (day.kind === 'lunar') {
    return { rhythm: { kind: 'lunar-yearly', date: day.date, options: { ...day.options, ...first } }, text };
  }
  return { rhythm: { kind: 'yearly', date: { ...day.date, ...first }, options: day.options }, text };
}

function isFifth(named: NamedDay): boolean {
  return named.kind === 'in-month' && named.day.kind === 'weekday' && named.day.nth === 5;
}

function yearsWithoutFifth(): Fault {
  return fault(
    'year-without-day',
    {
      zh: '那个月没有第五个这样的星期几的年份不会提醒',
      en: 'years in which that month has only four such weekdays are left out',
    },
    {
      zh: '想要每年最后一个就写 last，例如 last sunday of may',
      en: 'write last for the last one of every year: last sunday of may',
    },
  );
}
