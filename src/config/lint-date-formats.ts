import { dateFormatFault } from './date-format-fault.ts';
import { placeWithin } from './place-within.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Scalar } from './tree.ts';

/** Formats that say something else than was meant, and times of day asked of a date, which has none. */
export function warnDateFormats(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    if (scalar.fromEnvironment) continue;
    for (const match of (scalar.text ?? '').matchAll(FORMATTED)) {
      const { value = '', format = '' } = match.groups ?? {};
      const start = match.index + match[0].length - 1 - format.length;
      const place = placeWithin(scalar, start, start + format.length);
      const fault = dateFormatFault(format);
      if (fault)
        report.warning(place, 'date-format', {
          written: vouched(format),
          kind: fault.kind,
          suggestion: vouched(fault.suggestion),
        });
      else if (value === 'date' && asksForTime(format))
        report.warning(place, 'date-without-time', { written: vouched(format) });
    }
  }
}

const FORMATTED = /(?:(?<value>\w+)\s*)?\|\s*date:\s*(["'])(?<format>.*?)\2/g;

function asksForTime(format: string): boolean {
  return /[Hhms]/.test(format.replaceAll(/'[^']*'/g, ''));
}
