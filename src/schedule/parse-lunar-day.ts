import { type Fault, fault } from './fault.ts';
import { formatLunarDay } from './lunar/format-lunar-date.ts';

/** A day of a lunar month as written: `15`, `十五`, `初一`, `last`. */
export interface LunarDayText {
  readonly kind: 'lunar-day';
  /** 1-30, or -1 for the last. */
  readonly day: number;
}

export function parseLunarDay(text: string): LunarDayText | Fault {
  const plain = text.normalize('NFKC').trim();
  const day = LAST.test(plain) ? -1 : /^\d{1,2}$/.test(plain) ? Number(plain) : NAMES.indexOf(simple(plain)) + 1;
  if (day === -1 || (day >= 1 && day <= 30)) return { kind: 'lunar-day', day };
  return fault(
    'unknown-lunar-day',
    { zh: `“${text}”不是农历的哪一天`, en: `"${text}" is no day of a lunar month` },
    { zh: '写 1-30、初一、十五 或 last', en: 'write 1-30, 初一, 十五 or last' },
  );
}

const LAST = /^last(?: day)?$/i;
const NAMES = Array.from({ length: 30 }, (_, index) => formatLunarDay(index + 1));

/** 十五日, 二十一, 卅 */
function simple(text: string): string {
  return text
    .replace(/[日号]$/, '')
    .replace(/^二十(?=.)/, '廿')
    .replace(/^廿$/, '二十')
    .replace(/^卅$/, '三十');
}
