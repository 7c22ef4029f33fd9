import { parseLunarDate } from '../schedule/lunar/parse-lunar-date.ts';
import { parseNamedDay } from '../schedule/parse-named-day.ts';
import { parseYearlyDate } from '../schedule/yearly.ts';
import type { Report } from './report.ts';
import { suggestionFor } from './suggestion.ts';
import type { Scalar } from './tree.ts';
import { shown } from './tree.ts';

/**
 * Reports what should have been a solar day of the year and is none: a day that does not exist, one that is written
 * another way (`5月20日`), or a lunar one (`八月十五`).
 *
 * @param owner the key that takes a lunar day as well, as a group
 * @param isInGroup it stands at `date:` below that key
 */
export function reportNoSolarDate(
  scalar: Scalar,
  owner: 'yearly' | 'birthday',
  isInGroup: boolean,
  report: Report,
): void {
  const text = (scalar.text ?? '').trim();
  const written = shown(scalar.place);
  if (scalar.fromEnvironment) return report.error(scalar.place, 'bad-environment-value', { written });
  const guess = /^(?:\d{4}-)?\d{2}-\d{2}$/.test(text) ? text : suggestionFor(owner, text);
  if (guess !== undefined && !parseYearlyDate(guess) && !(owner === 'yearly' && parseNamedDay(guess)))
    return report.error(scalar.place, 'no-such-date', { written });
  const solar = guess === undefined ? undefined : `${isInGroup ? 'date' : owner}: ${guess}`;
  const suggestion = solar ?? lunarSuggestion(owner, text);
  report.error(scalar.place, 'wrong-value', {
    expected: isInGroup ? 'yearly-date' : owner,
    got: { kind: 'text', written },
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function lunarSuggestion(owner: string, text: string): string | undefined {
  const plain = text.replace(/^[农阴][历曆]\s*/, '');
  return parseLunarDate(plain).kind === 'lunar' ? `${owner}: { lunar: ${plain} }` : undefined;
}
