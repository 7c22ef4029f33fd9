import { readInstant } from '../../daemon/read-instant.ts';
import { parseIsoDate } from '../../schedule/civil.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { wrong } from './wrong.ts';

/** In an address a plus means a space: `2026-12-24T08:50+08:00` comes without it unless it was written `%2B`. */
export function readQueryTime(name: string, written: string, timezone: string): EpochMs {
  return readTime(name, written.replace(/(\d{2}:\d{2}\S*) (\d{2}:?\d{2})$/, '$1+$2'), timezone);
}

export function readTime(name: string, written: string, timezone: string): EpochMs {
  const at = readInstant(written, timezone);
  if (at !== undefined) return at;
  throw wrong(400, `${name}: send a time like 2026-12-24T08:50:00+08:00, 2026-12-24T08:50 (${timezone}) or a date`);
}

export function readDate(written: string): IsoDate {
  if (parseIsoDate(written) !== undefined) return written;
  throw wrong(400, 'date: send a date like 2026-12-24');
}
