import type { CronFieldName, CronFieldSpec } from './cron-fields.ts';
import { specialDay } from './cron-special-days.ts';
import { type Fault, fault, type Words } from './fault.ts';

/** What is wrong with an expression, or surely not meant, and what to write instead. */
export interface CronFault extends Fault {
  /** Which place of the expression; `undefined` when it is the whole. */
  readonly field?: CronFieldName;
  /** The part of the expression that is meant. */
  readonly value: string;
  /** The lines that say it here, where it is how another program says it. */
  readonly lines?: readonly string[];
}

export function noSuchCharacters(expression: string, characters: readonly string[], mended?: string): CronFault {
  const list = characters.map(visible).join(' ');
  return {
    ...fault(
      'cron-characters',
      { zh: `cron 表达式里不能有 ${list}`, en: `a cron expression has no ${list}` },
      mended === undefined
        ? { zh: '只用数字、英文字母、空格和 * , - / # ?', en: 'use digits, letters, spaces and * , - / # ? only' }
        : { zh: `用半角字符写成 "${mended}"`, en: `write "${mended}", in half-width characters` },
    ),
    value: expression,
  };
}

/** Tabs and wide spaces by their code point: one cannot see them. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return /\S/u.test(character) ? character : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

export function timeOfDay(expression: string): CronFault {
  return {
    ...fault(
      'cron-characters',
      { zh: `“${expression}”是钟点，不是 cron 表达式`, en: `"${expression}" is a time of day, no cron expression` },
      { zh: '每天这个时间提醒就用 at', en: 'use `at` for a reminder every day at this time' },
    ),
    value: expression,
  };
}

export function unknownNickname(expression: string): CronFault {
  const interval = /^@every\s+(\S+)$/i.exec(expression)?.[1];
  return {
    ...fault(
      'cron-nickname',
      { zh: `没有“${expression}”这个简写`, en: `there is no nickname "${expression}"` },
      interval === undefined
        ? {
            zh: '简写有 @yearly @monthly @weekly @daily @hourly',
            en: 'the nicknames are @yearly @monthly @weekly @daily @hourly',
          }
        : { zh: `用 every: ${interval}`, en: `use every: ${interval}` },
    ),
    value: expression,
  };
}

export function wrongFieldCount(expression: string, count: number): CronFault {
  return {
    ...fault(
      'cron-field-count',
      {
        zh: `cron 表达式要有 5 段，带秒的 6 段；这里有 ${count} 段`,
        en: `a cron expression has 5 fields, or 6 with seconds; this one has ${count}`,
      },
      count > 6
        ? {
            zh: '没有年份这一段，依次写：分 时 日 月 星期',
            en: 'there is no field for the year; write: minute hour day month weekday',
          }
        : { zh: '依次写：分 时 日 月 星期', en: 'write: minute hour day month weekday' },
    ),
    value: expression,
  };
}

export function wrongField(spec: CronFieldSpec, value: string): CronFault {
  const { zh, en, values } = FIELD_WORDS[spec.name];
  return {
    ...fault(
      'cron-field',
      { zh: `“${value}”不能作${zh}`, en: `"${value}" is no ${en}` },
      fieldHint(spec, value, values),
    ),
    field: spec.name,
    value,
  };
}

export function neverFires(expression: string): CronFault {
  return {
    ...fault(
      'cron-never',
      { zh: `“${expression}”永远不会触发：没有这样的日子`, en: `"${expression}" never fires: there is no such date` },
      {
        zh: '日、月、星期三段合起来要有一天存在；每月最后一天写 L',
        en: 'day, month and weekday must have a date in common; the last day of a month is L',
      },
    ),
    value: expression,
  };
}

export function ambiguousDays(dayOfMonth: string, dayOfWeek: string): CronFault {
  return {
    ...fault(
      'cron-day-match',
      {
        zh: `日“${dayOfMonth}”和星期“${dayOfWeek}”都有限制：crontab 里满足一个就触发，node-cron 里两个都满足才触发`,
        en: `both the day "${dayOfMonth}" and the weekday "${dayOfWeek}" are restricted: crontab(5) fires when either matches, node-cron when both do`,
      },
      {
        zh: '加上 dayMatch: either（满足一个）或 dayMatch: both（都满足）',
        en: 'say which: dayMatch: either, or dayMatch: both',
      },
    ),
    field: 'dayOfMonth',
    value: `${dayOfMonth} ${dayOfWeek}`,
  };
}

export function stepTooWide(spec: CronFieldSpec, value: string, only: number): CronFault {
  const { zh, en } = FIELD_WORDS[spec.name];
  return {
    ...fault(
      'cron-step-too-wide',
      {
        zh: `${zh}“${value}”的步长太大，只剩下 ${only}`,
        en: `the ${en} "${value}" steps so wide that only ${only} is left`,
      },
      {
        zh: `真是这个意思就写 ${only}；更长的间隔用 every`,
        en: `if that is meant, write ${only}; for longer intervals use every`,
      },
    ),
    field: spec.name,
    value,
  };
}

/** Of seconds, minutes and hours: `every` of those begins anew each day too. */
export function unevenStep(spec: CronFieldSpec, value: string, step: number, lastGap: number): CronFault {
  const { zh, en } = FIELD_WORDS[spec.name];
  const isOfHours = spec.name === 'hour';
  return {
    ...fault(
      'cron-uneven-step',
      {
        zh: `${zh}“${value}”到头会重新数：最后一次间隔是 ${lastGap}，不是 ${step}`,
        en: `the ${en} "${value}" starts anew at the top: the last gap is ${lastGap}, not ${step}`,
      },
      isOfHours
        ? {
            zh: '要间隔均匀就换成能整除 24 的步长：2、3、4、6、8、12',
            en: 'for even intervals use a step that divides 24: 2, 3, 4, 6, 8 or 12',
          }
        : {
            zh: `要间隔均匀就写 every: ${step}${spec.name === 'second' ? 's' : 'm'}（每天从零点数起），或换成能整除 60 的步长`,
            en: `for even intervals write every: ${step}${spec.name === 'second' ? 's' : 'm'}, which counts from midnight, or a step that divides 60`,
          },
    ),
    field: spec.name,
    value,
  };
}

interface UnevenDates {
  readonly step: number;
  readonly unit: 'days' | 'months';
  /** From the last of them to the first of the next week or year. */
  readonly lastGap: number;
  /** As `at` has them; `undefined` = too many to be written so. */
  readonly at: string | undefined;
}

/** Of days, weekdays and months, of which `every` counts evenly. */
export function unevenDates(spec: CronFieldSpec, value: string, { step, unit, lastGap, at }: UnevenDates): CronFault {
  const { zh, en } = FIELD_WORDS[spec.name];
  const every = `every: ${step} ${unit}`;
  const message =
    spec.name === 'dayOfMonth'
      ? {
          zh: `日“${value}”每个月从头数：月底的间隔不是 ${step} 天`,
          en: `the day of month "${value}" starts anew each month: at the end of a month the gap is not ${step} days`,
        }
      : {
          zh: `${zh}“${value}”到头会重新数：最后一次间隔是 ${lastGap}，不是 ${step}`,
          en: `the ${en} "${value}" starts anew at the top: the last gap is ${lastGap}, not ${step}`,
        };
  return {
    ...fault('cron-uneven-step', message, {
      zh: `要间隔均匀就写 ${every}${at === undefined ? '' : `、at: ${at}`}，并用 from: 写明第一天`,
      en: `for even intervals write ${every}${at === undefined ? '' : `, at: ${at}`}, and the first date as from:`,
    }),
    field: spec.name,
    value,
  };
}

/** Both day fields must match, and the dates are every so many: nobody counts on such a rhythm. */
export function steppedDates(dayOfMonth: string, dayOfWeek: string): CronFault {
  return {
    ...fault(
      'cron-stepped-dates',
      {
        zh: `日“${dayOfMonth}”只数日期，再碰上星期“${dayOfWeek}”才提醒：间隔时长时短，不是隔周`,
        en: `the day of month "${dayOfMonth}" counts dates, of which the weekday "${dayOfWeek}" keeps some: the gaps differ, it is not every other week`,
      },
      {
        zh: '隔周就写 every: 2 weeks，星期写进 on，并用 from: 写明第一天',
        en: 'for every other week write every: 2 weeks, the weekdays as on:, and the first date as from:',
      },
    ),
    field: 'dayOfMonth',
    value: dayOfMonth,
  };
}

/** @param days the last three fields */
export function everyMinute(hour: string, days: string): CronFault {
  const [first = ''] = hour.split(',');
  const from = `${first.padStart(2, '0')}:00`;
  return {
    ...fault(
      'cron-every-minute',
      {
        zh: `分是 *：从 ${from} 起一小时里每分钟都提醒，共 60 次`,
        en: `the minute is *: from ${from} on it fires each minute of the hour, 60 times`,
      },
      {
        zh: `只要整点一次就写 cron: "0 ${hour} ${days}"；真要每分钟就写 0-59`,
        en: `for once on the hour write cron: "0 ${hour} ${days}"; if each minute is meant, write 0-59`,
      },
    ),
    field: 'minute',
    value: '*',
  };
}

/** @param mended without what was taken for the year */
export function secondFirst(
  { second, minute }: Readonly<Record<'second' | 'minute', string>>,
  mended: string,
): CronFault {
  return {
    ...fault(
      'cron-second-first',
      {
        zh: `有 6 段时第一段是秒：这是每小时的 ${minute} 分 ${second} 秒`,
        en: `of six fields the first is the second: this is minute ${minute} and second ${second} of each hour`,
      },
      {
        zh: `要的是 ${minute} 点 ${second} 分，就写 cron: "${mended}"；真要每小时，小时写 0-23`,
        en: `for ${minute.padStart(2, '0')}:${second.padStart(2, '0')} write cron: "${mended}"; if each hour is meant, write 0-23 for the hour`,
      },
    ),
    field: 'hour',
    value: '*',
  };
}

/** @param others what stands behind the seconds */
export function everySecond(others: string): CronFault {
  return {
    ...fault(
      'cron-every-second',
      {
        zh: '有 6 段时第一段是秒：* 是每一秒都提醒',
        en: 'of six fields the first is the second: * fires every second',
      },
      {
        zh: `写 cron: "${others}"；真要每秒就写 0-59`,
        en: `write cron: "${others}"; if each second is meant, write 0-59`,
      },
    ),
    field: 'second',
    value: '*',
  };
}

/** @param value `31`, `31W`, `29-31` */
export function missingDay(value: string, day: string): CronFault {
  const last = /W$/i.test(value) ? 'LW' : 'L';
  return {
    ...fault(
      'month-without-day',
      { zh: `没有${day}日的月份不会提醒`, en: `months without a day ${day} are left out` },
      last === 'L'
        ? {
            zh: '想要每月最后一天就写 L；只在没有那一天的月份改成最后一天，就用 monthly 和 short: last',
            en: 'write L for the last day of every month; for that of shorter months only, use monthly with short: last',
          }
        : {
            zh: '想要每月最后一个周一到周五就写 LW',
            en: 'write LW for the last day from Monday to Friday of every month',
          },
    ),
    field: 'dayOfMonth',
    value,
  };
}

export function rangeOutside(spec: CronFieldSpec, value: string): CronFault {
  const { zh, en } = FIELD_WORDS[spec.name];
  return {
    ...fault(
      'cron-range-outside',
      {
        zh: `${zh}“${value}”的起点超出了 ${spec.min}-${spec.max}，会绕回来算`,
        en: `the ${en} "${value}" begins outside ${spec.min}-${spec.max} and is taken round to its start`,
      },
      { zh: `用 ${spec.min}-${spec.max} 之内的数`, en: `use numbers within ${spec.min}-${spec.max}` },
    ),
    field: spec.name,
    value,
  };
}

interface FieldWords extends Words {
  /** What may stand there. */
  readonly values: Words;
}

const FIELD_WORDS: Readonly<Record<CronFieldName, FieldWords>> = {
  second: { zh: '秒', en: 'second', values: plain('0-59') },
  minute: { zh: '分', en: 'minute', values: plain('0-59') },
  hour: { zh: '小时', en: 'hour', values: plain('0-23') },
  dayOfMonth: {
    zh: '日',
    en: 'day of month',
    values: {
      zh: '1-31，L（最后一天）、L-3、15W（最近的工作日）或 LW',
      en: '1-31, L (the last), L-3, 15W (nearest weekday) or LW',
    },
  },
  month: { zh: '月', en: 'month', values: { zh: '1-12 或 jan-dec', en: '1-12 or jan-dec' } },
  dayOfWeek: {
    zh: '星期',
    en: 'weekday',
    values: {
      zh: '0-7（0 和 7 是星期日）或 sun-sat，5L（最后一个星期五）、2#3（第三个星期二）',
      en: '0-7 (0 and 7 are Sunday) or sun-sat, 5L (the last Friday), 2#3 (the third Tuesday)',
    },
  },
};

function plain(text: string): Words {
  return { zh: text, en: text };
}

function fieldHint(spec: CronFieldSpec, value: string, values: Words): Words {
  const startAndStep = /^(\d+)\/(\d+)$/.exec(value);
  if (startAndStep) {
    const range = `${startAndStep[1]}-${spec.max}/${startAndStep[2]}`;
    return { zh: `步长前要写范围：${range}`, en: `a step needs a range: ${range}` };
  }
  if (spec.name === 'hour' && value === '24') return { zh: '午夜写 0', en: 'midnight is 0' };
  const special = specialDay(spec, value);
  if (special) return special;
  return {
    zh: `可以写 ${values.zh}；也可以是 1,3、1-5 或 */5 这样的写法`,
    en: `write ${values.en}; lists (1,3), ranges (1-5) and steps (*/5) work too`,
  };
}

/** @param last the expression of the last day alone, without seconds */
export function monthEndDays(value: string, last: string): CronFault {
  return {
    ...fault(
      'cron-month-end',
      {
        zh: '每个月从28日到月底的每一天都会提醒，最多四次',
        en: 'this fires on each day from the 28th to the end of the month, up to four times',
      },
      {
        zh: `只在每月最后一天提醒，就写 cron: "${last}"；真要每天都提醒就不用改`,
        en: `for the last day of each month alone write cron: "${last}"; nothing to do if each of these days is meant`,
      },
    ),
    field: 'dayOfMonth',
    value,
  };
}
