import { parseIsoDate, type WallSeconds } from '../schedule/civil.ts';
import { once, parseOnce } from '../schedule/once.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import { reportGuessed } from './report-guessed.ts';
import type { Report } from './report.ts';
import type { ResolvedTrigger } from './resolve-trigger.ts';
import type { Entry, Scalar } from './tree.ts';

/** `once`: a single time, or a list of them. */
export function resolveOnce({ value }: Entry, report: Report): ResolvedTrigger | undefined {
  const scalars = pathsOfEach(value, 'once').map((path) => scalarAt(value, path));
  const walls = scalars
    .map((scalar) => wallAt(scalar, scalars.length > 1, report))
    .filter((wall) => wall !== undefined);
  if (walls.length < scalars.length) return undefined;
  const times = scalars.map(({ text = '' }) => text);
  return {
    kind: 'once',
    sources: [{ pattern: once(...walls) }],
    when: times.join(', '),
    rhythm: { kind: 'once', times: times.toSorted() },
  };
}

function wallAt(scalar: Scalar, inList: boolean, report: Report): WallSeconds | undefined {
  const parsed = parseOnce(scalar.text ?? '');
  if (parsed.kind === 'once') return parsed.wall;
  const date = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:/.exec(scalar.text?.trim() ?? '')?.[1];
  if (date !== undefined && parseIsoDate(date) === undefined && !scalar.fromEnvironment)
    report.error(scalar.place, 'no-such-date', { written: date });
  else reportGuessed('once', scalar, parsed, report, inList);
  return undefined;
}
