import { wordsIn } from '../message/language.ts';
import { explainVerdict, type Verdict } from '../schedule/calendar/verdict.ts';
import { type DayNumber, toCivilDate, toIsoDate, weekday } from '../schedule/civil.ts';
import { formatLunarDay, formatLunarMonth } from '../schedule/lunar/format-lunar-date.ts';
import type { LunarDate } from '../schedule/lunar/lunar-date.ts';
import type { Style } from './output.ts';
import type { Session } from './session.ts';
import { pad, Table, widest } from './table.ts';

export interface CalendarDay {
  readonly day: DayNumber;
  readonly verdict: Verdict;
  /** `undefined` outside the lunar years 1900-2100. */
  readonly lunar: LunarDate | undefined;
}

/** `30 work?`, `闰十一月`, and a gap. */
const CELL_WIDTH = 10;
const PROVISIONAL = '?';

/** A month as on a wall calendar: weeks from Monday, each date with its mark, the lunar day below it. */
export function monthGrid(session: Session, month: string, days: readonly CalendarDay[], today: DayNumber): string {
  const { out, texts } = session;
  const heading = texts.weekdays.map((name, index) => out.paint(index < 5 ? 'dim' : ['dim', 'red'], name));
  const weeks = weeksOf(days).flatMap((week) => [
    week.map((each) => (each ? dateCell(session, each, each.day === today) : '')),
    week.map((each) => (each ? out.paint('dim', lunarCell(each)) : '')),
  ]);
  return [
    out.paint('bold', texts.calendar.title(Temporal.PlainYearMonth.from(month))),
    '',
    ...[heading, ...weeks].map(gridLine),
  ].join('\n');
}

/** What is out of the ordinary, with its reason; how many workdays there are; what is not certain yet. */
export function monthLegend(session: Session, days: readonly CalendarDay[]): string {
  const { out, texts } = session;
  const spans = spansOf(days.filter(({ verdict }) => markOf(session, verdict) !== ''));
  const table = new Table([
    { title: '', width: widest(spans.map((span) => datesOf(session, span))) },
    { title: '', width: widest(days.map(({ verdict }) => markOf(session, verdict))) },
    { title: '', width: 0 },
  ]);
  const workdays = days.filter(({ verdict }) => verdict.workday).length;
  const uncertain = days.find(({ verdict }) => verdict.provisional);
  return [
    ...spans.map((span) => {
      const { verdict } = span.first;
      const row = table.row([
        datesOf(session, span),
        markOf(session, verdict),
        wordsIn(session.language, explainVerdict(verdict)),
      ]);
      return painted(session, verdict, row);
    }),
    days.some(({ verdict }) => verdict.kind === 'unknown')
      ? texts.calendar.unknown
      : texts.calendar.workdays(workdays, days.length - workdays),
    ...(uncertain
      ? [out.paint('yellow', texts.calendar.provisional(PROVISIONAL, toCivilDate(uncertain.day).year))]
      : []),
  ].join('\n');
}

function weeksOf(days: readonly CalendarDay[]): readonly (readonly (CalendarDay | undefined)[])[] {
  const [first] = days;
  if (!first) return [];
  const cells = [...Array.from({ length: column(first.day) }, () => undefined), ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** 0 = Monday. */
function column(day: DayNumber): number {
  return (weekday(day) + 6) % 7;
}

function gridLine(cells: readonly string[]): string {
  return cells
    .map((cell) => pad(cell, CELL_WIDTH))
    .join('')
    .trimEnd();
}

function dateCell(session: Session, { day, verdict }: CalendarDay, isToday: boolean): string {
  const { out } = session;
  const number = String(toCivilDate(day).day).padStart(2);
  const shown = isToday ? out.paint(['inverse', 'bold'], number) : painted(session, verdict, number);
  const mark = markOf(session, verdict);
  return mark === '' ? shown : `${shown} ${painted(session, verdict, mark)}`;
}

/** The month on its first day, as printed calendars have it. */
function lunarCell({ lunar }: CalendarDay): string {
  if (!lunar) return '';
  return lunar.day === 1 ? formatLunarMonth(lunar.month, lunar.leap) : formatLunarDay(lunar.day);
}

/** Nothing for the days that follow their weekday. */
function markOf({ texts }: Session, { kind, provisional }: Verdict): string {
  const { mark } = LOOKS[kind];
  return mark ? texts.calendar[mark] + (provisional ? PROVISIONAL : '') : '';
}

function painted({ out }: Session, { kind }: Verdict, text: string): string {
  const { style } = LOOKS[kind];
  return style ? out.paint(style, text) : text;
}

const OFF = { mark: 'off', style: ['red', 'bold'] } as const;
const WORK = { mark: 'work', style: ['yellow', 'bold'] } as const;
const LOOKS: Readonly<Record<Verdict['kind'], { readonly mark?: 'off' | 'work'; readonly style?: Style }>> = {
  holiday: OFF,
  'user-off': OFF,
  'make-up': WORK,
  'user-work': WORK,
  weekend: { style: 'red' },
  weekday: {},
  unknown: {},
};

/** Days in a row for one reason. */
interface Span {
  readonly first: CalendarDay;
  readonly last: CalendarDay;
}

function spansOf(days: readonly CalendarDay[]): readonly Span[] {
  const spans: Span[] = [];
  for (const each of days) {
    const span = spans.at(-1);
    if (
      span &&
      each.day === span.last.day + 1 &&
      explainVerdict(each.verdict).en === explainVerdict(span.first.verdict).en
    )
      spans[spans.length - 1] = { first: span.first, last: each };
    else spans.push({ first: each, last: each });
  }
  return spans;
}

function datesOf({ texts }: Session, { first, last }: Span): string {
  const [start, end] = [first, last].map(({ day }) => `${toIsoDate(day)} ${texts.weekdays[column(day)]}`);
  return first.day === last.day ? `${start}` : `${start} – ${end}`;
}
