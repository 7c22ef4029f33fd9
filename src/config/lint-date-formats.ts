import { dateFormatFault } from './date-format-fault.ts';
import { placeWithin } from './place-within.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Scalar } from './tree.ts';

/** Formats that say something else than was meant, and times of day asked of a date, which has none. */
export function warnDateFormats(scalars: readonly Scalar[], report: Report): void {
  for (const scalar of scalars) {
    if (scalar.fromEnvironment) continue;
    const { text = '' } = scalar;
    const dates = new Set(['date', ...Array.from(text.matchAll(ASSIGNED), ({ groups }) => groups?.['name'] ?? '')]);
    for (const match of text.matchAll(FORMATTED)) {
      const { value = '', format = '' } = match.groups ?? {};
      const fault = dateFormatFault(format);
      const isTimeless = !fault && dates.has(value) && asksForTime(format);
      if (!fault && !isTimeless) continue;
      const start = match.index + match[0].length - 1 - format.length;
      const place = placeWithin(scalar, start, start + format.length);
      const written = vouched(format);
      if (!fault) report.warning(place, 'date-without-time', { written });
      else report.warning(place, 'date-format', { ...fault, written, suggestion: vouched(fault.suggestion) });
    }
  }
}

const MOVED = String.raw`(?:\|\s*(?:plus|minus):[^|{}%]*)*`;
const FORMATTED = new RegExp(String.raw`(?:(?<value>\w+)\s*${MOVED})?\|\s*date:\s*(["'])(?<format>.*?)\2`, 'g');
/** `{% assign day = date | plus: 7 %}`: a date by another name. */
const ASSIGNED = new RegExp(String.raw`\{%-?\s*assign\s+(?<name>\w+)\s*=\s*date\s*${MOVED}\s*-?%\}`, 'g');

function asksForTime(format: string): boolean {
  return /[Hhms]/.test(format.replaceAll(/'[^']*'/g, ''));
}
