import { placeWithin } from './place-within.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import { type Scalar, shown } from './tree.ts';

/** Warns of a date compared with a text that it never is: `{% if date == "12-25" %}`, `{% if at < "18:00" %}`. */
export function warnDateComparisons(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    const { text = '', fromEnvironment } = scalar;
    if (fromEnvironment || !text.includes('{%')) continue;
    for (const match of text.matchAll(COMPARISON)) {
      const { value = '', operator = '', literal = '' } = match.groups ?? {};
      const format = formatMeant(value, operator, literal);
      if (format === undefined) continue;
      const place = placeWithin(scalar, match.index, match.index + match[0].length);
      report.warning(place, 'date-compared', {
        written: shown(place),
        ...(format !== '' && {
          assign: vouched(`{% assign day = ${value} | date: "${format}" %}`),
          compare: vouched(`day ${operator} "${literal}"`),
        }),
      });
    }
  }
}

const COMPARISON = /\b(?<value>date|at|event)\s*(?<operator>==|!=|<=|>=|<|>)\s*(["'])(?<literal>[^"']{1,40})\3/g;

/** By which format it would be such a text; empty where none is known; `undefined` where it is right as it stands. */
function formatMeant(value: string, operator: string, literal: string): string | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(literal);
  const isOrder = operator.startsWith('<') || operator.startsWith('>');
  // As they are printed they are in order.
  if (isDate && (value === 'date' || isOrder)) return undefined;
  if (value !== 'date' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(literal)) return undefined;
  return FORMATS.find(([pattern]) => pattern.test(literal))?.[1] ?? '';
}

const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, 'yyyy-MM-dd'],
  [/^\d{2}-\d{2}$/, 'MM-dd'],
  [/^\d{4}-\d{2}$/, 'yyyy-MM'],
  [/^\d{2}:\d{2}$/, 'HH:mm'],
  [/^周[一二三四五六日]$|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/, 'EEE'],
  [/^星期[一二三四五六日]$|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/, 'EEEE'],
];
