import { parseIsoDate, wallAt } from './civil.ts';
import type { WallSeconds } from './civil.ts';
import { fault } from './fault.ts';
import type { Fault } from './fault.ts';
import { firstAfter } from './first-after.ts';
import type { Pattern } from './pattern.ts';
import { parseWallTime } from './wall-time.ts';

export interface OnceText {
  readonly kind: 'once';
  readonly wall: WallSeconds;
}

/**
 * Reads `once: 2026-12-31T23:59`, with seconds or a space instead of `T` if wished: a wall time in the reminder's zone.
 * An offset is refused: were it heeded, it could contradict the zone that is written beside it.
 */
export function parseOnce(text: string): OnceText | Fault {
  const [, date = '', time, offset] = SHAPE.exec(text.trim()) ?? [];
  const day = parseIsoDate(date);
  if (day === undefined) return unknownTime(text);
  if (time === undefined) return missingTime(date);
  const secondOfDay = parseWallTime(time);
  if (secondOfDay === undefined) return unknownTime(text);
  if (offset !== undefined) return writtenOffset(offset, `${date}T${time}`);
  return { kind: 'once', wall: wallAt(day, secondOfDay) };
}

/** Single wall times, in any order. */
export function once(...walls: readonly WallSeconds[]): Pattern {
  const ascending = walls.toSorted((a, b) => a - b);
  return { clockChange: 'anchored', next: (after) => firstAfter(ascending, after) };
}

const SHAPE = /^([\d-]+)(?:[Tt ]([\d:]+)\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

function unknownTime(text: string): Fault {
  return fault(
    'unknown-time',
    {
      zh: `once 不认识“${text}”，或没有这个日期时间`,
      en: `once does not understand "${text}", or no such time exists`,
    },
    { zh: '例如 2026-12-31T23:59', en: 'for example 2026-12-31T23:59' },
  );
}

function missingTime(date: string): Fault {
  return fault(
    'missing-time',
    { zh: `once 的“${date}”没有写几点`, en: `once: "${date}" has no time of day` },
    { zh: `写成 ${date}T09:00`, en: `write ${date}T09:00` },
  );
}

function writtenOffset(offset: string, local: string): Fault {
  return fault(
    'written-offset',
    {
      zh: `once 是提醒所在时区的时间，不能再写“${offset}”`,
      en: `once is a time in the reminder's zone: no "${offset}"`,
    },
    { zh: `写成 ${local}，时区写在 timezone`, en: `write ${local}, and the zone as timezone` },
  );
}
