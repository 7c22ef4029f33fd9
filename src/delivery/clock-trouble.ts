import type { Language } from '../message/language.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '../schedule/instant.ts';

/** Why the wall clock of this machine is not believed: it shows a time at which nothing can be planned with reason. */
export interface ClockTrouble {
  /** It shows a time before this version was built, or before what was done already; or it was set far on at once. */
  readonly kind: 'before-build' | 'behind-store' | 'leapt';
  /** By how much; negative when it is behind what was expected. */
  readonly byMs: number;
  /** Since when, as it shows it. */
  readonly since: EpochMs;
}

/** What is, or was, wrong with the clock, in one piece of a sentence, for people. */
export function clockTroubleIn(
  language: Language,
  { kind, byMs }: Omit<ClockTrouble, 'since'>,
  when: 'now' | 'over' = 'now',
): string {
  const span = spanOf(Math.abs(byMs), language);
  const isEnglish = language === 'en';
  const shows = when === 'now' ? 'shows' : 'showed';
  switch (kind) {
    case 'before-build':
      return isEnglish
        ? `it ${shows} a time ${span} before this version was built`
        : `它显示的时间比这个版本的构建时间早 ${span}`;
    case 'behind-store':
      return isEnglish
        ? `it ${shows} a time ${span} before the last recorded event`
        : `它显示的时间比最近一次记录早 ${span}`;
    case 'leapt':
      return isEnglish
        ? `it jumped ${byMs > 0 ? 'forward' : 'back'} by ${span} at once`
        : `它一下子${byMs > 0 ? '快' : '慢'}了 ${span}`;
  }
}

/** In the largest unit that it fills. */
function spanOf(ms: number, language: Language): string {
  const [size, unit] = UNITS.find(([each]) => ms >= each) ?? SECONDS;
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(ms / size));
}

const SECONDS = [SECOND, 'second'] as const;
const UNITS = [[DAY, 'day'], [HOUR, 'hour'], [MINUTE, 'minute'], SECONDS] as const;
