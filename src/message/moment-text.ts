/** A text that a date or a time is compared with: in which format it would be such a text, and that text. */
export interface MomentText {
  readonly format: string;
  readonly text: string;
  /** A date alone is never like it. */
  readonly hasTime: boolean;
}

/**
 * `2026-12-25`, `12-25`, `12月25日`, `18:00`, `周三`, `Wednesday`, `2026-12-25 18:00`: what people compare dates with.
 * `undefined` for what no date can be like.
 */
export function momentText(written: string): MomentText | undefined {
  const plain = written.normalize('NFKC').trim();
  const weekday = WEEKDAYS.findIndex((each) => each.test(plain)) + 1;
  if (weekday > 0) return { format: 'E', text: String(weekday), hasTime: false };
  const { year, month, day, hour, minute } = SHAPES.map((shape) => shape.exec(plain)).find(Boolean)?.groups ?? {};
  const parts = [
    ...(year === undefined ? [] : [['yyyy', year]]),
    ...(month === undefined ? [] : [['MM', two(month)]]),
    ...(day === undefined ? [] : [['dd', two(day)]]),
    ...(hour === undefined ? [] : [['HH', two(hour)]]),
    ...(minute === undefined ? [] : [['mm', two(minute)]]),
  ];
  if (parts.length < 2) return undefined;
  const joined = (index: 0 | 1): string => parts.map((part) => part[index]).join(' ');
  return { format: joined(0), text: joined(1), hasTime: hour !== undefined };
}

const DATE = String.raw`(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?`;
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})`;
const SHAPES = [
  DATE,
  String.raw`(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})`,
  String.raw`(?<month>\d{1,2})[-/月](?<day>\d{1,2})[日号]?`,
  String.raw`(?<year>\d{4})[-/年](?<month>\d{1,2})月?`,
  TIME,
  `${DATE}[T ]${TIME}`,
].map((shape) => new RegExp(`^${shape}$`));

/** Monday first. */
const WEEKDAYS = ['一|mon(?:day)?', '二|tue(?:sday)?', '三|wed(?:nesday)?', '四|thu(?:rsday)?', '五|fri(?:day)?']
  .concat('六|sat(?:urday)?', '[日天]|sun(?:day)?')
  .map((names) => new RegExp(`^(?:${names.replace(/^([^|]+)/, '(?:周|星期|礼拜)$1')})$`, 'i'));

function two(digits: string): string {
  return digits.padStart(2, '0');
}
