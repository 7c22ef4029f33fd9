import type { CronFault } from './cron-faults.ts';
import { SHORT_DAY_NAMES as DAYS } from './day-names.ts';
import { fault, type Words } from './fault.ts';

/**
 * An expression of another program, which is none here, and how it is written here: with a zone in front (`TZ=`,
 * `CRON_TZ=`), Jenkins' `H`, systemd's `Mon..Fri 09:00`, Quartz' seven fields.
 */
export function dialectFault(expression: string): CronFault | undefined {
  const text = expression.trim().replaceAll(/\s+/g, ' ');
  return withZone(text) ?? ofSystemd(text) ?? ofJenkins(text) ?? ofQuartz(text);
}

/**
 * Of six fields with `?`, numbered weekdays: Quartz counts them from Sunday, which is 1.
 *
 * @param texts the six fields as written, seconds first
 */
export function quartzWeekdays(expression: string, texts: readonly string[]): CronFault | undefined {
  const weekdays = texts[5] ?? '';
  const hasSeconds = expression.trim().split(/\s+/).length === 6;
  if (!hasSeconds || texts[3] !== '?' || !NUMBERED.test(weekdays)) return undefined;
  const [there, here] = [named(weekdays, 1), named(weekdays, 0)];
  return {
    ...said(
      'cron-quartz-weekday',
      `“${weekdays}”在 Quartz 里从星期日是 1 数起，在这里星期一是 1`,
      `"${weekdays}" counts from Sunday as 1 in Quartz; here Monday is 1`,
      {
        zh: `写名字：Quartz 的意思是 ${there}，这里的意思是 ${here}`,
        en: `write names: Quartz means ${there}, here it is ${here}`,
      },
    ),
    field: 'dayOfWeek',
    value: weekdays,
  };
}

function said(code: string, zh: string, en: string, hint: Words): Omit<CronFault, 'value'> {
  return fault(code, { zh, en }, hint);
}

function withZone(text: string): CronFault | undefined {
  const [, zone = '', rest = ''] = /^(?:CRON_)?TZ=(\S+) (.+)$/i.exec(text) ?? [];
  if (zone === '') return undefined;
  return {
    ...said('cron-zone', '时区不写在 cron 表达式里', 'the zone does not stand in a cron expression', {
      zh: `写 cron: "${rest}"，并在旁边写 timezone: ${zone}`,
      en: `write cron: "${rest}", and beside it timezone: ${zone}`,
    }),
    value: text,
  };
}

function ofSystemd(text: string): CronFault | undefined {
  const { first, last, date, time } = SYSTEMD.exec(text)?.groups ?? {};
  if (time === undefined || (first === undefined && date === undefined)) return undefined;
  const at = `at: "${time.replace(/^\d:/, '0$&').replace(/(?<=^\d\d:\d\d):00$/, '')}"`;
  const [from, until] = [first, last ?? first].map((day) =>
    DAYS.findIndex((each) => each === day?.slice(0, 3).toLowerCase()),
  );
  const days = from === undefined || until === undefined || from < 0 ? [] : daysFrom(from, until);
  const on =
    days.length === 0 ? '' : `on: ${days.join() === 'mon,tue,wed,thu,fri' ? 'weekdays' : `[${days.join(', ')}]`}`;
  const meant = [at, on].filter((each) => each !== '');
  return {
    ...said('cron-systemd', `“${text}”是 systemd 的写法`, `"${text}" is how systemd writes it`, {
      zh: `写 ${meant.join('，并在旁边写 ')}`,
      en: `write ${meant.join(', and beside it ')}`,
    }),
    value: text,
  };
}

const SYSTEMD =
  /^(?:(?<first>mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:\.\.(?<last>mon|tue|wed|thu|fri|sat|sun)[a-z]*)? ?)?(?<date>\*-\*-\* ?)?(?<time>\d{1,2}:\d{2}(?::\d{2})?)$/i;

function daysFrom(first: number, last: number): readonly string[] {
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => DAYS[(first + index) % 7] ?? '');
}

function ofJenkins(text: string): CronFault | undefined {
  const fields = text.split(' ');
  if (fields.length !== 5 || !fields.some((field) => /(?:^|,)H(?:[/(]|$|,)/.test(field))) return undefined;
  const plain = fields.map(withoutHash).join(' ');
  const within = fields[0]?.startsWith('H/') === true ? `${fields[0].slice(2)}m` : '1h';
  return {
    ...said('cron-jenkins', 'H 是 Jenkins 的写法', 'H is how Jenkins writes it', {
      zh: `写 cron: "${plain}"，用 spread: ${within} 错开`,
      en: `write cron: "${plain}", spread out by spread: ${within}`,
    }),
    value: text,
  };
}

/** `H` is some fixed value, `H/15` steps, `H(0-29)/10` steps within a range. */
function withoutHash(field: string, index: number): string {
  const first = index < 2 ? '0' : '1';
  return field
    .replaceAll(/H\((\d+-\d+)\)(?=\/)/g, '$1')
    .replaceAll(/H\((\d+)-\d+\)/g, '$1')
    .replaceAll(/H(?=\/)/g, '*')
    .replaceAll('H', first);
}

function ofQuartz(text: string): CronFault | undefined {
  const fields = text.split(' ');
  const [second = '', minute = '', hour = '', dayOfMonth = '', month = '', weekday = '', year = '*'] = fields;
  // Without a year the steps of its weekdays alone have no other meaning here.
  const isWhole = fields.length === 7 || (fields.length === 6 && dayOfMonth === '?' && STEPPED.test(weekday));
  const years = yearsIn(year);
  if (!isWhole || years === undefined) return undefined;
  const others = [second, minute, hour, dayOfMonth, month].map((field, index) => inRange(field, index));
  const written = [...(second === '0' ? [] : [others[0]]), ...others.slice(1), here(weekday)]
    .join(' ')
    .replaceAll('?', '*');
  const [from, until = from] = years;
  const active = from === undefined ? undefined : `active: { from: ${from}-01-01, until: ${until}-12-31 }`;
  const cron = `cron: "${written}"`;
  return {
    ...said(
      'cron-quartz',
      `“${text}”是 Quartz 的写法：秒在最前，年在最后`,
      `"${text}" is how Quartz writes it: seconds first, the year last`,
      {
        zh: active === undefined ? `写 ${cron}` : `写 ${cron}，并在旁边写 ${active}`,
        en: active === undefined ? `write ${cron}` : `write ${cron}, and beside it ${active}`,
      },
    ),
    value: text,
  };
}

/** `2027`, `2027-2030`, `2027,2028`: the first and the last; none for `*`. `undefined` where years between are left out. */
function yearsIn(text: string): readonly number[] | undefined {
  if (text === '*') return [];
  const years = /^\d{4}(?:[-,]\d{4})*$/.test(text) ? text.split(/[-,]/).map(Number) : [];
  const isRange = /^\d{4}-\d{4}$/.test(text);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return isRange || years.every((year, index) => year === first + index) ? [first, last] : undefined;
}

const LAST_OF_FIELD = [59, 59, 23, 31, 12];

/** `0/5`, which has no last value, as a step within all of the field. */
function inRange(field: string, index: number): string {
  const [, start = '', step = ''] = /^(\d+)\/(\d+)$/.exec(field) ?? [];
  if (start === '') return field;
  return Number(start) === (index < 3 ? 0 : 1) ? `*/${step}` : `${start}-${LAST_OF_FIELD[index]}/${step}`;
}

const NUMBERED = /^[1-7](?:L|#[1-5]|(?:[-,][1-7])*)$/i;
const STEPPED = /^([1-7])\/([1-7])$/;

function here(weekday: string): string {
  const [, start = '', step = ''] = STEPPED.exec(weekday) ?? [];
  if (start === '') return NUMBERED.test(weekday) ? named(weekday, 1) : weekday;
  const days = Array.from({ length: 7 }, (_, index) => Number(start) + index * Number(step)).filter((day) => day <= 7);
  return named(days.join(','), 1);
}

/** `2-6` as `mon-fri`, `6L` as `friL`, `2#1` as `mon#1`, Sunday being `sunday`. */
function named(weekdays: string, sunday: number): string {
  return weekdays.replaceAll(/(?<!#)\d/g, (digit) => DAYS[(Number(digit) - sunday + 7) % 7] ?? digit);
}
