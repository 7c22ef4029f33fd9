import { withDigits } from './plain-words.ts';

/** `15 min`, `2小时`, `三天`, `半小时`, `一个半小时`. Without a unit nobody can know. */
export function durationGuess(text: string): string | undefined {
  const plain = withDigits(text);
  const [, hoursAndHalf = ''] = /^(\d{1,4})个半(?:小时|钟头)$/.exec(plain) ?? [];
  if (hoursAndHalf !== '') return `${Number(hoursAndHalf) * 60 + 30}m`;
  const named = NAMED[plain.replace('个', '')];
  if (named !== undefined) return named;
  const [, hours = '', minutes = '0'] = /^(\d{1,4}(?:\.5)?)\s*h(?:\s*(\d{1,2})\s*m?)?$/i.exec(plain) ?? [];
  if (hours !== '' && !/^\d+$/.test(hours + (minutes === '0' ? '' : '.')))
    return `${Number(hours) * 60 + Number(minutes)}m`;
  const [, number, word = ''] = /^(\d{1,8})\s*(\D+)$/.exec(plain) ?? [];
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  return number === undefined || unit === undefined ? undefined : `${number}${unit}`;
}

const NAMED: Readonly<Record<string, string>> = {
  半小时: '30m',
  半钟头: '30m',
  半天: '12h',
  '1刻钟': '15m',
  '3刻钟': '45m',
};

/** A capital M may be minutes or months. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(?:s|secs?|seconds?|秒钟?)$/i, 's'],
  [/^(?:m|(?:min|Min|MIN)(?:ute)?s?|分钟?)$/, 'm'],
  [/^(?:h|hrs?|hours?|个?小时|个?钟头)$/i, 'h'],
  [/^(?:d|days?|天|日)$/i, 'd'],
];

/** One of `advance`: `2个工作日`, `1 working day`, `提前3天`, `三天前`, `1周`, `当天`. */
export function noticeGuess(text: string): string | undefined {
  if (/^(?:当[天日]|同一天|that day|same day)$/i.test(text)) return '0d';
  if (/^前[一1]?天$/.test(text)) return '1d';
  const plain = withDigits(text)
    .replace(/^(?:提[前早]|-)\s*/, '')
    .replace(/\s*(?:之?前|以前|before|earlier|ahead)$/i, '');
  const weeks = /^(\d{1,2})\s*(?:w|weeks?|周|个?星期|个?礼拜)$/i.exec(plain)?.[1];
  if (weeks !== undefined) return `${Number(weeks) * 7}d`;
  const [, workdays = ''] = /^(\d{1,2})\s*(?:个?工作日|work(?:ing)?[ -]?days?|wd)$/i.exec(plain) ?? [];
  if (Number(workdays) > 0) return `${Number(workdays)} workday${Number(workdays) === 1 ? '' : 's'}`;
  return /^\d{1,8}[smhd]$/.test(plain) ? plain : durationGuess(plain);
}
