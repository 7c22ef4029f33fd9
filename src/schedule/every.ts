import { DAY_SECONDS, addDays, dayOf, secondOfDay, wallAt } from './civil.ts';
import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Pattern } from './pattern.ts';
import { parseWindow } from './window.ts';

/** A grid of wall times within a day. */
export interface Grid {
  readonly kind: 'grid';
  /** Seconds from one wall time to the next, 1-86400. */
  readonly everySeconds: number;
  /** Second of the day of the first wall time, from which all are counted. */
  readonly fromSecond: number;
  /**
   * The second after which there is none; at it there may be one. Counted from the midnight before `fromSecond`: a
   * window over midnight ends after 86400.
   */
  readonly untilSecond: number;
}

/**
 * Reads `every:`, in milliseconds, and `between: "09:30-18:00"` (seconds allowed; default the whole day).
 * A window that ends before it begins runs over midnight: `22:00-06:00`. `18:00-24:00` ends at it.
 */
export function parseEvery(everyMs: number, between?: string): Grid | Fault {
  const wrong = checkInterval(everyMs);
  if (wrong) return wrong;
  const everySeconds = everyMs / 1_000;
  if (between === undefined) return { kind: 'grid', everySeconds, fromSecond: 0, untilSecond: DAY_SECONDS - 1 };
  const window = parseWindow(between);
  if (window.kind === 'fault') return window;
  const { fromSecond, untilSecond } = window;
  // The midnight after which there is no more of this day is the first of the next one.
  const isWholeDay = fromSecond === 0 && untilSecond === DAY_SECONDS;
  return { kind: 'grid', everySeconds, fromSecond, untilSecond: isWholeDay ? DAY_SECONDS - 1 : untilSecond };
}

/** The wall times of a grid, counted anew from the window's start every day. A night belongs to the day it begins on. */
export function every({ everySeconds, fromSecond, untilSecond }: Grid): Pattern {
  return {
    clockChange: 'hourly',
    overhang: Math.max(0, untilSecond + 1 - DAY_SECONDS),
    next(after) {
      const today = dayOf(after);
      const isBefore = secondOfDay(after) < fromSecond;
      const start = isBefore ? addDays(today, -1) : today;
      const elapsed = after - wallAt(start, fromSecond);
      const next = fromSecond + (Math.floor(elapsed / everySeconds) + 1) * everySeconds;
      return next <= untilSecond ? wallAt(start, next) : wallAt(addDays(start, 1), fromSecond);
    },
  };
}

function checkInterval(everyMs: number): Fault | undefined {
  if (everyMs > DAY_SECONDS * 1_000) {
    const days = everyMs / (DAY_SECONDS * 1_000);
    if (!Number.isInteger(days)) {
      return badInterval(
        '间隔长于一天，又不是整天',
        'the interval is longer than a day, and no whole number of days',
        '用 at、monthly 或 cron',
        'use at, monthly or cron',
      );
    }
    const meant = days % 7 === 0 ? `${days / 7} week${days === 7 ? '' : 's'}` : `${days} days`;
    return badInterval(
      '间隔长于一天，要写成按天或按周',
      'an interval longer than a day is written in days or weeks',
      `写 every: ${meant}，并用 from: 2026-12-01 写明第一天`,
      `write every: ${meant}, and the first date as from: 2026-12-01`,
    );
  }
  if (everyMs >= 1_000 && everyMs % 1_000 === 0) return undefined;
  return badInterval(
    '间隔不是整秒',
    'the interval is no whole number of seconds, 1 or more',
    '写 45s、15m 或 2h',
    'write 45s, 15m or 2h',
  );
}

function badInterval(zh: string, en: string, hintZh: string, hintEn: string): Fault {
  return fault('bad-interval', { zh: `every 的${zh}`, en: `every: ${en}` }, { zh: hintZh, en: hintEn });
}
