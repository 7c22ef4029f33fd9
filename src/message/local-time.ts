import { DateTime, FixedOffsetZone, IANAZone, Zone, type ZoneOffsetFormat, type ZoneOffsetOptions } from 'luxon';

/**
 * An instant as the clocks of a zone show it.
 *
 * @param at Epoch ms.
 * @param locale Default: English.
 */
export function localTime(at: number, timezone: string, locale = 'en'): DateTime {
  return DateTime.fromMillis(at, { zone: timezone === 'UTC' ? 'utc' : new ClockZone(timezone), locale });
}

/**
 * A date; it has no zone, so none can shift it.
 *
 * @param date `YYYY-MM-DD`.
 * @param locale Default: English.
 */
export function localDate(date: string, locale = 'en'): DateTime {
  return DateTime.fromISO(date, { zone: 'utc', locale });
}

/**
 * A time in words, as luxon writes it in the time's language.
 *
 * @param tokens luxon's: https://moment.github.io/luxon/#/formatting?id=table-of-tokens
 */
export function formatTime(time: DateTime, tokens: string): string {
  const digits = inDigits(tokens, time);
  return digits === undefined ? time.toFormat(tokens) : time.setLocale('en').toFormat(digits);
}

/**
 * The same with nothing but digits left to fill in, which Chinese and English write alike. luxon knows English by
 * heart; to be told about another language, or a zone, takes a process 15 ms and 8 MB the first time.
 */
function inDigits(tokens: string, { locale, weekday }: DateTime): string | undefined {
  if (locale !== 'zh-CN' && locale !== 'zh') return undefined;
  const filled = tokens.replaceAll(QUOTED_OR_WEEKDAY, (piece) => {
    const name = WEEKDAY[piece];
    return name === undefined ? piece : `'${name}${'一二三四五六日'.charAt(weekday - 1)}'`;
  });
  return /^[\WyMdHms]*$/.test(filled) && !filled.includes('MMM') ? filled : undefined;
}

const QUOTED_OR_WEEKDAY = /'[^']*'?|E+|c+/g;
const WEEKDAY: Readonly<Record<string, string>> = { EEE: '周', ccc: '周', EEEE: '星期', cccc: '星期' };

/** A zone of whose offsets Temporal knows: the same that the planner goes by. Only for its name luxon asks `Intl`. */
class ClockZone extends Zone {
  readonly #name: string;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  override get type(): string {
    return 'iana';
  }

  override get name(): string {
    return this.#name;
  }

  override get isUniversal(): boolean {
    return false;
  }

  override get isValid(): boolean {
    return true;
  }

  override offset(at: number): number {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.#name).offsetNanoseconds / 60e9;
  }

  override offsetName(at: number, options: ZoneOffsetOptions): string {
    return IANAZone.create(this.#name).offsetName(at, options) ?? '';
  }

  override formatOffset(at: number, format: ZoneOffsetFormat): string {
    return FixedOffsetZone.instance(this.offset(at)).formatOffset(at, format);
  }

  override equals(other: Zone): boolean {
    return other instanceof ClockZone && other.name === this.#name;
  }
}
