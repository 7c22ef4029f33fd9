import { DAY_SECONDS } from './civil.ts';
import { type Fault, fault } from './fault.ts';
import { parseWallTime } from './wall-time.ts';

/** Part of each day, or of each night. */
export interface Window {
  readonly kind: 'window';
  /** Second of the day. */
  readonly fromSecond: number;
  /** Counted from the midnight before `fromSecond`: a window over midnight ends after 86400. */
  readonly untilSecond: number;
}

/**
 * Reads `between: "09:30-18:00"` (seconds allowed). A window that ends before it begins runs over midnight:
 * `22:00-06:00`. `18:00-24:00` ends at it.
 */
export function parseWindow(between: string): Window | Fault {
  const [, from = '', until = ''] = WINDOW.exec(between.trim()) ?? [];
  const fromSecond = parseWallTime(from);
  const untilSecond = DAY_END.test(until) ? DAY_SECONDS : parseWallTime(until);
  if (fromSecond === undefined || untilSecond === undefined) return unknownWindow(between);
  if (fromSecond === untilSecond) return emptyWindow(between);
  return { kind: 'window', fromSecond, untilSecond: untilSecond + (fromSecond > untilSecond ? DAY_SECONDS : 0) };
}

const DAY_END = /^24:00(?::00)?$/;

const WINDOW = /^([\d:]+)\s*-\s*([\d:]+)$/;

function unknownWindow(between: string): Fault {
  return fault(
    'unknown-window',
    { zh: `between 不认识“${between}”`, en: `between does not understand "${between}"` },
    { zh: '例如 "09:30-18:00"；一天到 24:00 为止', en: 'for example "09:30-18:00"; a day ends with 24:00' },
  );
}

function emptyWindow(between: string): Fault {
  return fault(
    'empty-window',
    { zh: `时间段“${between}”是空的`, en: `the window "${between}" is empty` },
    { zh: '结束要晚于开始；只要一个时间就用 at', en: 'let it end later than it starts; for a single time use at' },
  );
}
