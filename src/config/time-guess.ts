import { withDigits } from './plain-words.ts';

/** `8:30`, `0830`, `8点半`, `8:30pm`, `下午三点`; the midnight that is written `24:00` begins a day. */
export function timeGuess(text: string): string | undefined {
  const word = ALONE[text.toLowerCase()];
  if (word !== undefined) return `"${word}"`;
  const { half, after, hour: written = '', minute, part, joined, second } = partsOf(text);
  const hour = hourOf(Number(written), half ?? after ?? '');
  const minutes = PARTS[part ?? ''] ?? minute ?? joined ?? '00';
  const isMidnight = hour === 24 && /^0*$/.test(minutes + (second ?? ''));
  if (written === '' || Number(minutes) > 59 || Number(second ?? 0) > 59 || (hour > 23 && !isMidnight))
    return undefined;
  const time = [isMidnight ? '0' : String(hour), minutes, ...(second === undefined ? [] : [second])]
    .map((part) => part.padStart(2, '0'))
    .join(':');
  return `"${time}"`;
}

/** `晚上12点`, `夜里1点`, `24:00`: what ends the evening of a day has the date of the next one. */
export function isAfterMidnight(text: string): boolean {
  const { half = '', hour = '' } = partsOf(text);
  return /^(?:午夜|midnight)$/i.test(text) || hour === '24' || (NIGHT.test(half) && isSmallHour(Number(hour), half));
}

const ALONE: Readonly<Record<string, string>> = {
  中午: '12:00',
  正午: '12:00',
  noon: '12:00',
  午夜: '00:00',
  midnight: '00:00',
};
const PARTS: Readonly<Record<string, string>> = { 半: '30', '1刻': '15', '3刻': '45' };

function partsOf(text: string): Readonly<Record<string, string | undefined>> {
  return TIME.exec(withDigits(text.replace(/^每[天日]\s*/, '')))?.groups ?? {};
}

/** An hour alone is none unless something says that it is: `8pm`, `早上8`. */
const TIME = new RegExp(
  [
    /^(?=.*\D|\d{3})(?<half>上午|早上|早晨|清晨|凌晨|早|中午|正午|下午|午后|傍晚|晚上|夜里|夜晚|夜间|深夜|半夜|午夜|晚)?\s*/,
    /(?<hour>\d{1,2})(?:[:.点时](?:过?(?<minute>\d{1,2})分?|(?<part>半|[13]刻)|[整钟])?|(?<joined>\d{2}))?(?::(?<second>\d{2}))?/,
    /\s*(?<after>[ap]\.?m\.?)?$/,
  ]
    .map(({ source }) => source)
    .join(''),
  'i',
);

function hourOf(hour: number, half: string): number {
  // 晚上12点 is midnight, 晚上1点 after it.
  if (NIGHT.test(half) && isSmallHour(hour, half)) return hour % 12;
  if (NIGHT.test(half) || /^(?:下|傍|午后|p)/i.test(half)) return hour < 12 ? hour + 12 : hour;
  if (/^[中正]午$/.test(half)) return hour < 6 ? hour + 12 : hour;
  return /^[凌a]/i.test(half) && hour === 12 ? 0 : hour;
}

const NIGHT = /^(?:晚|夜|深夜|半夜|午夜)/;

/** 晚上5点 is an afternoon's, 半夜5点 is not. */
function isSmallHour(hour: number, half: string): boolean {
  return hour === 12 || hour < (half.startsWith('晚') ? 5 : 6);
}

/** `9:30-18:00`, `9:30~18:00`, `9点到18点`, `9-18`, `下午2点到5点`. */
export function betweenGuess(text: string): string | undefined {
  const hours = /^(\d{1,2})\s*[-~—–至到]\s*(\d{1,2})$/.exec(text);
  // `9-5` may end at 05:00 or at 17:00.
  const isPlain = hours && Number(hours[2]) > Math.max(12, Number(hours[1]));
  const halves = isPlain ? hours.slice(1).map((hour) => `${hour}:00`) : text.split(/\s*(?:[-~—–至到]|to)+\s*/);
  const [from, until, ...more] = halves.map((half) => timeGuess(half)?.slice(1, -1));
  if (from === undefined || until === undefined || more.length > 0) return undefined;
  const [saysFrom, saysUntil] = halves.map((half) => HALF_OF_DAY.test(half));
  const [laterFrom, laterUntil] = [twelveHoursLater(from), twelveHoursLater(until)];
  // `2:00-5:00pm` may begin at 02:00 or at 14:00.
  if (saysUntil && !saysFrom && laterFrom < until && from < '12') return undefined;
  if (saysUntil || until > from || laterUntil <= from) return `"${from}-${until}"`;
  // `9点到5点` is no night, and `晚上8点到12点` ends at none that can be written.
  return saysFrom && laterUntil < '24' ? `"${from}-${laterUntil}"` : undefined;
}

const HALF_OF_DAY = /[上下中正]午|午后|早|清晨|凌晨|傍晚|晚|夜|[ap]\.?m/i;

function twelveHoursLater(time: string): string {
  return `${Number(time.slice(0, 2)) + 12}${time.slice(2)}`;
}
