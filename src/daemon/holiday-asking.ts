import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InBoth } from '../message/language.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { YearRefresh } from './holiday-refresh.ts';
import { writeAtomically } from './write-atomically.ts';

/** What the last asking for holiday data came to: that a year is not announced is not that nobody could be asked. */
export interface HolidayAsking {
  readonly at: EpochMs;
  readonly years: readonly AskedYear[];
}

export interface AskedYear {
  readonly year: number;
  readonly kind: YearRefresh['kind'];
  /** Of `failed`: the first address (scheme and host) and why it was of no use. */
  readonly failure?: { readonly address: string; readonly reason: InBoth } | undefined;
}

/** `undefined`: nobody has asked yet, or nobody can tell. */
export async function readAsking(dataDirectory: string): Promise<HolidayAsking | undefined> {
  try {
    const { at, years } = JSON.parse(await readFile(fileIn(dataDirectory), 'utf8')) as Note;
    return { at: toEpochMs(Date.parse(at)), years: years.filter(({ year }) => Number.isInteger(year)) };
  } catch {
    return undefined;
  }
}

/** As it stands in the file. */
interface Note {
  readonly at: string;
  readonly years: readonly AskedYear[];
}

/** @throws when the disk refuses. */
export async function writeAsking(
  dataDirectory: string,
  at: EpochMs,
  refreshed: readonly YearRefresh[],
): Promise<void> {
  const years = refreshed.map(({ year, kind, failures: [failure] }): AskedYear => {
    if (kind !== 'failed' || failure === undefined) return { year, kind };
    const { address, reason } = failure;
    return { year, kind, failure: { address, reason } };
  });
  const note: Note = { at: new Date(at).toISOString(), years };
  await writeAtomically(fileIn(dataDirectory), `${JSON.stringify(note)}\n`);
}

function fileIn(dataDirectory: string): string {
  return join(dataDirectory, 'holidays', 'asked.json');
}
