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
  if (/Y|d{3,4}/.test(tokens) || (tokens.includes('M') && tokens.includes('D'))) {
    const suggestion = outsideQuotes(format, (part) =>
      withWeekday(
        unmixed(part.replace(/d{4}/, 'EEEE').replace('ddd', 'EEE').replaceAll('Y', 'y').replaceAll('D', 'd')),
      ),
    );
    return { kind: 'tokens', suggestion };
  }
  if (unmixed(tokens) !== tokens)
    return { kind: 'mixed', suggestion: outsideQuotes(format, (part) => withWeekday(unmixed(part))) };
  // EEE is 周三 already, E a number.
  if (WEEKDAY.test(tokens)) return { kind: 'weekday', suggestion: outsideQuotes(format, withWeekday) };
  if (!tokens.includes('h') || /[at]/.test(tokens)) return undefined;
  return { kind: 'half-day', suggestion: outsideQuotes(format, (part) => part.replaceAll('h', 'H')) };
}

/** M is the month and m the minute, s the second and S a thousandth of it: told apart by what stands beside them. */
function unmixed(format: string): string {
  if (!/[HhmS分秒]/.test(format)) return format;
  return format
    .replaceAll(/(?<=[Hh] ?[:：时点] ?)M{1,2}/g, (month) => month.toLowerCase())
    .replaceAll(/M{1,2}(?= ?分)/g, (month) => month.toLowerCase())
    .replaceAll(/(?<=y ?[-/.年] ?)m{1,2}/g, (minute) => minute.toUpperCase())
    .replaceAll(/m{1,2}(?= ?(?:月|[-/.] ?d))/g, (minute) => minute.toUpperCase())
    .replaceAll(/(?<=[Hh] ?[:：时点] ?)S{1,2}(?!S)/g, (part) => part.replaceAll('S', 'm'))
    .replaceAll(/(?<=m ?[:：分] ?)S{1,2}(?!S)/g, (part) => part.toLowerCase())
    .replaceAll(/S{1,2}(?= ?秒)/g, (part) => part.toLowerCase());
}

const WEEKDAY = /(?:周|星期|礼拜)[Ec]{1,4}/;

function withWeekday(format: string): string {
  return format.replaceAll(/周[Ec]{1,4}/g, 'EEE').replaceAll(/(?:星期|礼拜)[Ec]{1,4}/g, 'EEEE');
}

function outsideQuotes(format: string, replace: (part: string) => string): string {
  return format.replaceAll(/'[^']*'|[^']+/g, (part) => (part.startsWith("'") ? part : replace(part)));
}
