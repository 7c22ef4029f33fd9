import { DAY, HOUR, MINUTE, SECOND } from '../schedule/instant.ts';
import type { ClockTrouble } from './clock-trouble.ts';

/** What is wrong with the clock, in one piece of a sentence, for people. */
export function clockTroubleIn(language: 'zh-CN' | 'en', { kind, byMs }: ClockTrouble): string {
  const span = spanOf(Math.abs(byMs), language);
  switch (kind) {
    case 'before-build':
      return language === 'en'
        ? `it shows a time ${span} before this version was made`
        : `它显示的时间比这个版本的构建时间早 ${span}`;
    case 'behind-store':
      return language === 'en'
        ? `it shows a time ${span} before the last thing that was done`
        : `它显示的时间比最近一次记录早 ${span}`;
    case 'leapt':
      return language === 'en' ? `it has leapt by ${span} at once` : `它一下子跳了 ${span}`;
  }
}

/** In the largest unit that it fills. */
function spanOf(ms: number, language: 'zh-CN' | 'en'): string {
  const [size, unit] = UNITS.find(([each]) => ms >= each) ?? SECONDS;
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', useGrouping: true });
  return format.format(Math.floor(ms / size));
}

const SECONDS = [SECOND, 'second'] as const;
const UNITS = [[DAY, 'day'], [HOUR, 'hour'], [MINUTE, 'minute'], SECONDS] as const;
