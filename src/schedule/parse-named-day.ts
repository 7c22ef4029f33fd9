import { MONTH_NAMES } from './day-names.ts';
import { type Fault, fault } from './fault.ts';
import { FESTIVALS, type Festival } from './festivals.ts';
import { type MonthlyDay, parseMonthlyDay } from './parse-monthly-day.ts';
import { SOLAR_TERMS, type SolarTerm } from './solar-terms.ts';

/** A day of the year that has a name, or is counted within its month. */
export type NamedDay =
  | { readonly kind: 'solar-term'; readonly term: SolarTerm }
  | { readonly kind: 'festival'; readonly festival: Festival }
  /** `2nd sunday of may`; months are 1-12. */
  | { readonly kind: 'in-month'; readonly day: MonthlyDay; readonly month: number };

/**
 * Reads `冬至`, `端午` or `端午节`, `2nd sunday of may`, `last workday of december`. Traditional characters are read too.
 * `undefined` for what is no such name; a fault for one that two days bear, and for a month without such a day.
 */
export function parseNamedDay(text: string): NamedDay | Fault | undefined {
  const plain = text.normalize('NFKC').trim();
  const [, day, monthName = ''] = IN_MONTH.exec(plain) ?? [];
  if (day !== undefined) return readInMonth(day, monthName);
  const name = simplified(plain);
  if (name === '小年') return twoLittleNewYears();
  if (name === '小年夜') return littleNewYearsEve();
  const bare = name.endsWith('节') && name !== '春节' ? name.slice(0, -1) : name;
  const term = SOLAR_TERMS.find(({ zh }) => zh === bare);
  if (term) return { kind: 'solar-term', term };
  const festival = FESTIVALS.find(({ zh }) => zh === bare);
  return festival && { kind: 'festival', festival };
}

const IN_MONTH = /^(.+?)\s+(?:of|in)\s+(\S+)$/i;

function readInMonth(written: string, monthName: string): NamedDay | Fault | undefined {
  const month = parseMonthName(monthName);
  if (month === undefined) return undefined;
  const read = parseMonthlyDay(written);
  if (read.kind === 'fault') return unknownDayOfMonth(written);
  return { kind: 'in-month', day: read.day, month };
}

/** `may` or `May`, `sep` or `September`: 1-12; `undefined` for anything else. */
function parseMonthName(text: string): number | undefined {
  const name = text.toLowerCase();
  const index = MONTH_NAMES.findIndex((each) => each === name || each.slice(0, 3) === name);
  return index === -1 ? undefined : index + 1;
}

function simplified(text: string): string {
  return text.replaceAll(/[節驚蟄穀滿種處龍頭陽臘]/g, (character) => SIMPLIFIED[character] ?? character);
}

const SIMPLIFIED: Readonly<Record<string, string>> = {
  節: '节',
  驚: '惊',
  蟄: '蛰',
  穀: '谷',
  滿: '满',
  種: '种',
  處: '处',
  龍: '龙',
  頭: '头',
  陽: '阳',
  臘: '腊',
};

function unknownDayOfMonth(written: string): Fault {
  return fault(
    'unknown-yearly-day',
    { zh: `yearly 不认识“${written}”`, en: `yearly does not understand "${written}"` },
    {
      zh: '写 05-15、2nd sunday of may 或 last workday of december 这样的值',
      en: 'write such as 05-15, 2nd sunday of may or last workday of december',
    },
  );
}

function twoLittleNewYears(): Fault {
  return fault(
    'which-little-new-year',
    {
      zh: '小年有两个：北方是腊月廿三，南方是腊月廿四',
      en: '小年 is two days: lunar 12-23 in the north, 12-24 in the south',
    },
    { zh: '写 北方小年 或 南方小年', en: 'write 北方小年 or 南方小年' },
  );
}

function littleNewYearsEve(): Fault {
  return fault(
    'which-little-new-year',
    {
      zh: '各地的小年夜不是同一天：腊月廿三、廿四，或除夕的前一晚',
      en: '小年夜 is another day from place to place: lunar 12-23, 12-24, or the evening before 除夕',
    },
    {
      zh: '写 北方小年 或 南方小年；除夕的前一晚写 yearly: 除夕 和 advance: 1d',
      en: 'write 北方小年 or 南方小年; for the evening before 除夕 write yearly: 除夕 and advance: 1d',
    },
  );
}
