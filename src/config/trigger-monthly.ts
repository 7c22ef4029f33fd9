import { monthLength } from '../schedule/civil.ts';
import { type Fault, fault } from '../schedule/fault.ts';
import { parseLunarDay } from '../schedule/parse-lunar-day.ts';
import { type MonthlyText, parseMonthlyDay } from '../schedule/parse-monthly-day.ts';
import { either, oneOrMore } from './decode/collections.ts';
import { type Decoder, textOf, type Written } from './decode/decoder.ts';
import { field, group, needed, type Part, writtenEntry } from './decode/group.ts';
import { choice, integer, NOT_EMPTY, refusing, scalar, TEXT_OR_NUMBER } from './decode/scalars.ts';
import { lunarMonthlyGuess, quarterGuess } from './monthly-guess.ts';
import { own } from './printable.ts';
import { reportFault } from './report-fault.ts';
import { reportGuessed } from './report-guessed.ts';
import type { Report } from './report.ts';
import { saidGuess } from './said-guess.ts';
import { shown } from './tree.ts';
import type { DayTrigger } from './trigger.ts';

const day = scalar(
  'monthly',
  { ...NOT_EMPTY, ...TEXT_OR_NUMBER },
  (written) => {
    const parsed = parseMonthlyDay(written);
    return parsed.kind === 'monthly' && written !== '' ? parsed : undefined;
  },
  refusing((written, tree, report, { inList }) => {
    const parsed = parseMonthlyDay(written);
    if (written === '' || parsed.kind !== 'fault') return false;
    const said = inList ? undefined : (saidGuess(written) ?? quarterGuess(written));
    if (said) {
      report.fault(tree.place, {
        ...parsed,
        hint: { zh: `写成 ${said.join(' 和 ')}`, en: `write ${said.join(' and ')}` },
      });
      return true;
    }
    const lunar = inList ? undefined : lunarMonthlyGuess(written);
    if (lunar === undefined) reportGuessed('monthly', { text: written, place: tree.place, inList }, parsed, report);
    else report.fault(tree.place, { ...parsed, hint: writeMonthly(lunar) });
    return true;
  }),
);

/** `[初一, 十五]`: the whole list is lunar. */
const days: Decoder<readonly Written<MonthlyText>[]> = {
  ...oneOrMore(day, 'monthly'),
  read(tree, spot) {
    const texts =
      tree.kind === 'list' ? tree.items.map((item) => (item.kind === 'scalar' ? (item.text ?? '') : '')) : [];
    const isOurs = tree.kind === 'list' && !tree.items.some((item) => item.kind === 'scalar' && item.fromEnvironment);
    const lunar = isOurs ? lunarMonthlyGuess(texts.join(',')) : undefined;
    const parsed = parseMonthlyDay(shown(tree.place));
    if (lunar === undefined || parsed.kind !== 'fault') return oneOrMore(day, 'monthly').read(tree, spot);
    spot.report.fault(tree.place, { ...parsed, hint: writeMonthly(lunar) });
    return undefined;
  },
};

function writeMonthly(days: string): Fault['hint'] {
  return { zh: `写成 monthly: ${days}`, en: `write monthly: ${days}` };
}

const lunarDay = scalar(
  'lunar-day',
  NOT_EMPTY,
  (written) => {
    const parsed = written === '' ? undefined : parseLunarDay(written);
    return parsed?.kind === 'fault' ? undefined : parsed?.day;
  },
  refusing((written, { place }, report) => {
    const parsed = parseLunarDay(written);
    if (written === '' || parsed.kind !== 'fault') return false;
    report.fault(place, parsed);
    return true;
  }),
);

const lunar = group('monthly-lunar', {
  lunar: needed(oneOrMore(lunarDay, 'lunar-day'), '农历每月哪天：[1, 15]、初一 · days of each lunar month'),
});

export const MONTHLY_FIELDS = {
  monthly: field(
    either(days, lunar, 'monthly'),
    '每月哪天：15、last、last workday、2nd friday、[1, 15]、{ lunar: [1, 15] } · day of each month, or several',
  ),
  short: field(choice('last', 'skip'), '没有那一天的月份：last 在最后一天，skip 不提醒 · months without that day'),
  months: field(oneOrMore(integer('month', 1, 12), 'months'), '只在这些月份，[1, 4, 7, 10] · only in these months'),
  shift: field(choice('next-workday', 'previous-workday', 'skip'), '那天不是工作日时 · when that day is no workday'),
};

type MonthlyPart = Part<typeof MONTHLY_FIELDS>;

/** `monthly`, with `short`, `months` and `shift`. */
export function resolveMonthly(part: MonthlyPart, report: Report): DayTrigger | undefined {
  const { monthly } = part;
  if (!monthly) return undefined;
  return 'lunar' in monthly ? resolveLunar(part, monthly.lunar, report) : resolveSolar(part, monthly, report);
}

function resolveSolar(part: MonthlyPart, written: readonly Written<MonthlyText>[], report: Report): DayTrigger {
  const months = part.months?.map(({ value }) => value);
  for (const { value, scalar } of written) {
    const isMeant = value.day.kind === 'date' && (part.short !== undefined || haveAll(months, value.day.day));
    if (value.warning && !isMeant) reportFault(scalar, value.warning, report, { severity: 'warning' });
  }
  const days = written.map(({ value }) => value.day);
  const text = written.map(textOf).join(', ');
  const inMonths = months && { months: months.toSorted((a, b) => a - b) };
  return {
    rhythm: { kind: 'monthly', days, ...optionsOf(part), ...inMonths },
    text: months ? `${text} of ${months.join(', ')}` : text,
  };
}

/** Whether each of these months has that day in every year: without any, February has not. */
function haveAll(months: readonly number[] | undefined, day: number): boolean {
  return months?.every((month) => day <= monthLength(COMMON_YEAR, month)) === true;
}

const COMMON_YEAR = 2001;

function resolveLunar(part: MonthlyPart, written: readonly Written<number>[], report: Report): DayTrigger {
  const months = writtenEntry(part, 'months');
  if (months) report.error(months.keyPlace, 'keys-exclude', { key: own('months'), other: own('monthly: { lunar }') });
  for (const { value, scalar } of written) {
    if (value === 30 && !part.short) reportFault(scalar, monthsWithoutThirtieth(), report, { severity: 'warning' });
  }
  const days = written.map(({ value }) => value);
  const text = `lunar ${days.map((day) => (day < 0 ? 'last' : day)).join(', ')}`;
  return { rhythm: { kind: 'lunar-monthly', days, ...optionsOf(part) }, text };
}

function optionsOf({ shift, short }: MonthlyPart) {
  return { ...(shift && { shift: shift.value }), ...(short && { short: short.value }) };
}

function monthsWithoutThirtieth(): Fault {
  return fault(
    'month-without-day',
    { zh: '没有三十的农历月份不会提醒', en: 'lunar months of 29 days are left out' },
    {
      zh: '想要每个农历月的最后一天就写 last；知道会跳过就加上 short: skip',
      en: 'write last for the last day of every lunar month; if leaving them out is meant, add short: skip',
    },
  );
}
