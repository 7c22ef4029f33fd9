import { wordsIn } from '../../message/language.ts';
import type { Calendar } from '../../schedule/calendar/calendar.ts';
import { explainVerdict } from '../../schedule/calendar/verdict.ts';
import { dayOf, monthLength, toDayNumber, toIsoDate } from '../../schedule/civil.ts';
import { formatLunarDate } from '../../schedule/lunar/format-lunar-date.ts';
import { toLunarDate } from '../../schedule/lunar/lunar-date.ts';
import { zone } from '../../schedule/zone.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { wrongUsage } from '../failure.ts';
import { type CalendarDay, monthGrid, monthLegend } from '../month-grid.ts';
import { calendarNamed } from '../named.ts';
import type { Session } from '../session.ts';

export interface CalendarInput {
  /** `2026-11`. Default: this one. */
  readonly month?: string;
  /** Default: that of reminders that name none. */
  readonly calendar?: string;
  readonly dir: string;
}

/** A month of workdays and days off, with the reason of each. */
export async function calendar(session: Session, input: CalendarInput): Promise<ExitCode> {
  const config = await loadConfiguration(session, input.dir);
  const today = dayOf(zone(config.daemon.timezone).wallAt(session.now));
  const month = input.month === undefined ? toIsoDate(today).slice(0, 7) : monthOf(session, input.month);
  const judge = input.calendar === undefined ? config.defaultCalendar : calendarNamed(session, config, input.calendar);
  const days = daysOf(month, judge);
  if (session.json) {
    for (const day of days) await session.out.json(asJson(session, day));
    return EXIT.fine;
  }
  await session.out.line(monthGrid(session, month, days, today));
  await session.out.line();
  await session.out.line(monthLegend(session, days));
  return EXIT.fine;
}

function monthOf({ texts }: Session, text: string): string {
  const month = text.trim();
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw wrongUsage(texts.time.noMonth('--month', text));
  if (!/^(19|2\d)/.test(month)) throw wrongUsage(texts.time.monthTooFar('--month', month));
  return month;
}

function daysOf(month: string, judge: Calendar): readonly CalendarDay[] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return Array.from({ length: monthLength(year, number) }, (_, index) => {
    const day = toDayNumber(year, number, index + 1);
    return { day, verdict: judge.verdict(day), lunar: toLunarDate(day) };
  });
}

function asJson({ language }: Session, { day, verdict, lunar }: CalendarDay): object {
  const { workday, kind, provisional } = verdict;
  return {
    date: toIsoDate(day),
    workday,
    kind,
    ...('name' in verdict && { name: verdict.name }),
    provisional,
    reason: wordsIn(language, explainVerdict(verdict)),
    ...(lunar && { lunar: formatLunarDate(lunar) }),
  };
}
