import type { Stretch } from '../../config/config.ts';
import { expressionsOf, type Rhythm } from '../../config/rhythm.ts';
import { weekday as civilWeekday } from '../../schedule/civil.ts';
import { formatLunarDay, formatLunarMonthDay } from '../../schedule/lunar/format-lunar-date.ts';
import { parseDayOfWeek } from '../../schedule/filter.ts';
import type { MonthlyDay } from '../../schedule/parse-monthly-day.ts';
import type { Shift } from '../../schedule/shift.ts';
import type { NamedDay } from '../../schedule/parse-named-day.ts';
import { DURATION_PARTS } from './duration-parts.ts';
import { intervalZhCn } from './interval-zh-cn.ts';

/** `工作日 08:50`，`每月 15 日 10:00，遇休息日提前` */
export function rhythmZhCn(rhythm: Rhythm, on: readonly string[]): string {
  switch (rhythm.kind) {
    case 'at':
      return `${on.length === 0 ? '每天' : daysOf(on)} ${timesOf(rhythm)}`;
    case 'every': {
      const days = on.length === 0 ? '' : `${daysOf(on)} `;
      const between = rhythm.between === undefined ? '' : `${rhythm.between.replace('-', '–')} `;
      return `${days}${between}${interval(rhythm.interval)}`;
    }
    case 'interval':
      return intervalZhCn(
        rhythm,
        weekday(civilWeekday(rhythm.from)) ?? '',
        on.length === 0 ? '' : daysOf(on).replace('每周', '周'),
      );
    case 'cron':
      return `${expressionsOf(rhythm).join('；')}${only(on)}`;
    case 'monthly':
      return `${monthsOf(rhythm)}${rhythm.days.map(monthlyDay).join('、').replaceAll('、 ', '、')}${orLast(rhythm) || ' '}${timesOf(rhythm)}${SHIFTS[rhythm.shift ?? 'none']}${only(on)}`;
    case 'lunar-monthly':
      return `每个农历月${rhythm.days.map(lunarDay).join('、')} ${timesOf(rhythm)}${SHIFTS[rhythm.shift ?? 'none']}${only(on)}`;
    case 'yearly':
      return `每年 ${rhythm.date.month}月${rhythm.date.day}日 ${timesOf(rhythm)}${only(on)}`;
    case 'lunar-yearly': {
      const { date } = rhythm;
      const day = date.kind === 'new-years-eve' ? '除夕' : `农历${formatLunarMonthDay(date)}`;
      return `每年${day} ${timesOf(rhythm)}${only(on)}`;
    }
    case 'named-yearly':
      return `每年${namedDay(rhythm.named)} ${timesOf(rhythm)}${only(on)}`;
    case 'countdown':
      return `倒数到 ${rhythm.until.replace('T', ' ')}，${on.length === 0 ? '每天' : daysOf(on)} ${timesOf(rhythm)}`;
    case 'anniversaries':
      return `每个入职周年 ${timesOf(rhythm)}${only(on)}`;
    case 'birthdays':
      return `每个生日 ${timesOf(rhythm)}${only(on)}`;
    case 'once':
      return `${onceOf(rhythm)}${only(on)}`;
  }
}

const GROUPS: ReadonlyMap<string, string> = new Map([
  ['workdays', '工作日'],
  ['holidays', '节假日'],
  ['days-off', '休息日'],
  ['before-holiday', '放假前一天'],
  ['after-holiday', '节后第一个工作日'],
  ['last-workday-of-week', '每周最后一个工作日'],
  ['last-workday-before-holiday', '节前最后一个工作日'],
  ['weekdays', '周一至周五'],
  ['weekends', '周末'],
]);

/** `，除了节假日` */
export function unlessZhCn(unless: readonly string[]): string {
  return unless.length === 0 ? '' : `，除了${daysOf(unless)}`;
}

/** `，每年 05-01 至 09-30` */
export function stretchZhCn({ from, until }: Stretch): string {
  if (from === undefined) return until === undefined ? '' : `，到 ${until} 为止`;
  if (until === undefined) return `，从 ${from} 起`;
  return from.length < 6 ? `，每年 ${from} 至 ${until}` : `，从 ${from} 到 ${until}`;
}

function daysOf(on: readonly string[]): string {
  const names = on.map((each) => GROUPS.get(each) ?? weekday(parseDayOfWeek(each)) ?? each);
  // 每周一、三、五
  return names.every((name) => /^[一二三四五六日]$/.test(name)) ? `每周${names.join('、')}` : names.join('、');
}

function weekday(day: number | undefined): string | undefined {
  return day === undefined ? undefined : '日一二三四五六'[day];
}

function only(on: readonly string[]): string {
  return on.length === 0 ? '' : `，限${daysOf(on)}`;
}

/** `每年 1、4、7、10 月` */
function monthsOf({ months }: { readonly months?: readonly number[] }): string {
  return months === undefined ? '每月' : `每年 ${months.join('、')} 月`;
}

/** Where a month is shorter. */
function orLast({ days, short }: Extract<Rhythm, { readonly kind: 'monthly' }>): string {
  const isLong = days.some((each) => each.kind === 'date' && each.day > 28);
  return short === 'last' && isLong ? '（没有就月末）' : '';
}

function lunarDay(day: number): string {
  return day < 0 ? '最后一天' : formatLunarDay(day);
}

function onceOf({ times }: { readonly times: readonly string[] }): string {
  const [first = ''] = times;
  const begin = first.replace('T', ' ');
  return times.length === 1 ? `${begin}，仅一次` : `${begin} 等 ${times.length} 次`;
}

function timesOf({ times }: { readonly times: readonly string[] }): string {
  return times.join('、');
}

const UNITS = { s: '秒', m: '分钟', h: '小时', d: '天' };

function interval(text: string): string {
  const span = text
    .trim()
    .replaceAll(DURATION_PARTS, (_, number: string, unit: keyof typeof UNITS) => `${number} ${UNITS[unit]} `)
    .trim();
  return /^1 \S+$/.test(span) ? `每${span.slice(2)}` : `每 ${span}`;
}

/** What follows when a day is moved to a workday. */
export function shiftZhCn(shift: Shift): string {
  return SHIFTS[shift];
}

const SHIFTS = {
  none: '',
  'previous-workday': '，遇休息日提前',
  'next-workday': '，遇休息日顺延',
  skip: '，遇休息日不发',
};

function namedDay(named: NamedDay): string {
  switch (named.kind) {
    case 'solar-term':
      return named.term.zh;
    case 'festival':
      return named.festival.zh;
    case 'in-month':
      return ` ${named.month} 月${monthlyDay(named.day)}`;
  }
}

function monthlyDay(day: MonthlyDay): string {
  switch (day.kind) {
    case 'date':
      return day.day < 0 ? nthOf(day.day, '天') : ` ${day.day} 日`;
    case 'workday':
      return nthOf(day.nth, '个工作日');
    case 'weekday':
      return nthOf(day.nth, `个周${weekday(day.weekday)}`);
  }
}

function nthOf(nth: number, what: string): string {
  if (nth === -1) return `最后一${what}`;
  return nth < 0 ? `倒数第 ${-nth} ${what}` : `第 ${nth} ${what}`;
}
