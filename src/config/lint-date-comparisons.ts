import { momentText } from '../message/moment-text.ts';
import { placeWithin } from './place-within.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import { type Scalar, shown } from './tree.ts';

/**
 * Warns of a date compared with a text that no date is like (`{% if date == "圣诞节" %}`), of one asked for its time of
 * day (`{% if date < "18:00" %}`), and of `{% case date %}`, which compares texts alone.
 */
export function warnDateComparisons(written: readonly Scalar[], report: Report): void {
  for (const scalar of written) {
    const { text = '', fromEnvironment } = scalar;
    if (fromEnvironment || !text.includes('{%')) continue;
    for (const match of text.matchAll(COMPARISON)) {
      const { value, other, literal = '', otherLiteral = literal } = match.groups ?? {};
      const reason = reasonOf(value ?? other ?? '', otherLiteral);
      if (reason === undefined) continue;
      const place = placeWithin(scalar, match.index, match.index + match[0].length);
      report.warning(place, 'date-compared', { written: shown(place), reason });
    }
    for (const match of text.matchAll(CASE)) {
      const { value = '', literal = '' } = match.groups ?? {};
      const format = formatOf(value, literal);
      if (format === undefined) continue;
      const place = placeWithin(scalar, match.index, match.index + match[0].indexOf('%}') + 2);
      const assign = vouched(`{% assign day = ${value} | date: "${format}" %}`);
      report.warning(place, 'date-compared', { written: shown(place), reason: 'case', assign });
    }
  }
}

const OPERATOR = String.raw`\s*(?:==|!=|<=|>=|<|>)\s*`;
const COMPARISON = new RegExp(
  [
    String.raw`\b(?<value>date|at|event)${OPERATOR}(["'])(?<literal>[^"']{1,40})\2`,
    String.raw`(["'])(?<otherLiteral>[^"']{1,40})\4${OPERATOR}(?<other>date|at|event)\b`,
  ].join('|'),
  'g',
);
const CASE = /\{%-?\s*case\s+(?<value>date|at|event)\s*-?%\}\s*\{%-?\s*when\s+["'](?<literal>[^"']{1,40})["']/g;

function reasonOf(value: string, literal: string): 'unlike' | 'timeless' | undefined {
  const like = momentText(literal);
  if (!like) return 'unlike';
  return like.hasTime && value === 'date' ? 'timeless' : undefined;
}

/** By which format it would be such a text; `undefined` where it is right as it stands, or nothing is known. */
function formatOf(value: string, literal: string): string | undefined {
  const format = FORMATS.find(([pattern]) => pattern.test(literal))?.[1];
  return value === 'date' && format === 'yyyy-MM-dd' ? undefined : format;
}

const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, 'yyyy-MM-dd'],
  [/^\d{2}-\d{2}$/, 'MM-dd'],
  [/^\d{1,2}月\d{1,2}日$/, 'M月d日'],
  [/^\d{4}-\d{2}$/, 'yyyy-MM'],
  [/^\d{2}:\d{2}$/, 'HH:mm'],
  [/^周[一二三四五六日]$|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)$/, 'EEE'],
  [/^星期[一二三四五六日]$|^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/, 'EEEE'],
];
