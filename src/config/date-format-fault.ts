interface DateFormatFault {
  /** `tokens`: of another program. `mixed`: months and minutes, or seconds and their parts. `half-day`: hours to 12. */
  readonly kind: 'tokens' | 'mixed' | 'weekday' | 'half-day';
  readonly suggestion: string;
}

/**
 * What a format prints that was surely not meant.
 *
 * @see https://moment.github.io/luxon/#/formatting?id=table-of-tokens
 */
export function dateFormatFault(format: string): DateFormatFault | undefined {
  const tokens = format.replaceAll(/'[^']*'/g, (literal) => ' '.repeat(literal.length));
  const mended = (text: string): string => outsideQuotes(unmixed(text), (part) => inFull(withWeekday(part), tokens));
  if (/[YwQA]|d{3,4}/.test(tokens) || (tokens.includes('M') && tokens.includes('D'))) {
    const ours = outsideQuotes(format, (part) =>
      part
        .replace(/d{4}/, 'EEEE')
        .replace('ddd', 'EEE')
        .replaceAll(/[YDwQA]/g, (letter) => OURS[letter] ?? letter),
    );
    return { kind: 'tokens', suggestion: mended(ours) };
  }
  if (unmixed(format) !== format) return { kind: 'mixed', suggestion: mended(format) };
  // EEE is 周三 already, E a number.
  if (withWeekday(tokens) !== tokens) return { kind: 'weekday', suggestion: mended(format) };
  return inFull(tokens, tokens) === tokens ? undefined : { kind: 'half-day', suggestion: mended(format) };
}

/** The letters of other programs. */
const OURS: Readonly<Record<string, string>> = { Y: 'y', D: 'd', w: 'W', Q: 'q', A: 'a' };

/** Hours to 24, unless `a` says which half of the day it is. */
function inFull(part: string, tokens: string): string {
  return /[atA]/.test(tokens) ? part : part.replaceAll('h', 'H');
}

/**
 * M is the month and m the minute, s the second and S a thousandth of it: told apart by the word that follows, or else
 * by the parts beside them.
 */
function unmixed(format: string): string {
  let before = '';
  return format.replaceAll(/'[^']*'|([A-Za-z])\1*/g, (run: string, letter: string | undefined, start: number) => {
    if (letter === undefined) return run;
    const rest = format.slice(start + run.length);
    const after = /^ ?'?(?<word>[月分秒])|^[^A-Za-z]*(?<next>[A-Za-z])/.exec(rest)?.groups ?? {};
    before = run.length > 2 ? letter : meantBy(letter, before, after);
    return before.repeat(run.length);
  });
}

function meantBy(
  letter: string,
  before: string,
  { word, next = '' }: { readonly word?: string; readonly next?: string },
) {
  if (word !== undefined && /[MmsS]/.test(letter)) return { 月: 'M', 分: 'm', 秒: 's' }[word] ?? letter;
  const isAfterHour = /[Hh]/.test(before);
  if (letter === 'S') return isAfterHour ? 'm' : before === 'm' ? 's' : letter;
  if (!/[Mm]/.test(letter)) return letter;
  if (isAfterHour || /[sS]/.test(next)) return 'm';
  return /[yd]/.test(before) || /[yd]/.test(next) ? 'M' : letter;
}

/** Within a date, E alone is a number, and readers do not take it for a weekday. */
function withWeekday(format: string): string {
  const named = format.replaceAll(/周[Eec]{1,4}/g, 'EEE').replaceAll(/(?:星期|礼拜)[Eec]{1,4}/g, 'EEEE');
  return /[yMd]/.test(format) ? named.replaceAll(/(?<![Ec])(?:E{1,2}|c{1,2})(?![Ec])/g, 'EEE') : named;
}

function outsideQuotes(format: string, replace: (part: string) => string): string {
  return format.replaceAll(/'[^']*'|[^']+/g, (part) => (part.startsWith("'") ? part : replace(part)));
}
