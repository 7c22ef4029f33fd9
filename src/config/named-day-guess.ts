import { MONTH_NAMES } from '../schedule/day-names.ts';
import { parseNamedDay } from '../schedule/parse-named-day.ts';
import { ordinal, weekdayName, withDigits } from './plain-words.ts';

/** Days of the year that have a name by which `yearly` does not know them, as it is written there. */
export function namedDayGuess(text: string): string | undefined {
  const name = text.replace(/(?:那天|当天|这天|那一天|当日)$/, '');
  if (name !== text && parseNamedDay(name) !== undefined) return name;
  const found = DAYS.find(([pattern]) => pattern.test(name))?.[1];
  return found ?? inMonthGuess(name);
}

const DAYS: readonly (readonly [RegExp, string])[] = [
  [/^(?:母亲节|mother'?s day)$/i, '2nd sunday of may'],
  [/^(?:父亲节|father'?s day)$/i, '3rd sunday of june'],
  [/^(?:感恩节|thanksgiving(?: day)?)$/i, '4th thursday of november'],
  [/^(?:元旦|新年|new year'?s day)$/i, '01-01'],
  [/^(?:情人节|valentine'?s day)$/i, '02-14'],
  [/^(?:三八节?|(?:三八)?妇女节|女神节)$/, '03-08'],
  [/^(?:植树节)$/, '03-12'],
  [/^(?:愚人节|april fools'? day)$/i, '04-01'],
  [/^(?:五一节?|(?:五一|国际)?劳动节)$/, '05-01'],
  [/^(?:五四|(?:五四)?青年节)$/, '05-04'],
  [/^(?:六一节?|(?:六一)?儿童节)$/, '06-01'],
  [/^(?:建党节)$/, '07-01'],
  [/^(?:八一|建军节)$/, '08-01'],
  [/^(?:教师节)$/, '09-10'],
  [/^(?:十一|国庆节?)$/, '10-01'],
  [/^(?:程序员节|1024)$/, '10-24'],
  [/^(?:万圣夜|万圣节前夜|halloween)$/i, '10-31'],
  [/^(?:寒衣节)$/, '{ lunar: 十月初一 }'],
  [/^(?:大年初二)$/, '{ lunar: 正月初二 }'],
  [/^(?:光棍节|双(?:十一|11))$/, '11-11'],
  [/^(?:双(?:十二|12))$/, '12-12'],
  [/^(?:平安夜|christmas eve)$/i, '12-24'],
  [/^(?:圣诞节?|christmas(?: day)?)$/i, '12-25'],
  [/^(?:大年三十|年三十|除夕夜|年夜)$/, '除夕'],
  [/^(?:大年初一|正月初一|新春)$/, '春节'],
  [/^(?:上元节?|元宵佳节)$/, '元宵'],
  [/^(?:二月二)$/, '龙抬头'],
  [/^(?:乞巧节?)$/, '七夕'],
  [/^(?:鬼节|七月半)$/, '中元'],
  [/^(?:八月节|月饼节)$/, '中秋'],
  [/^(?:重九|老人节)$/, '重阳'],
];

/** `5月第二个周日`, `五月的最后一个星期一`. */
function inMonthGuess(text: string): string | undefined {
  const [, month = '', nth = '', day = ''] =
    /^(\d{1,2})月份?的?(?:第([1-5])|最后1?)个?((?:周|星期|礼拜)[日天一二三四五六])$/.exec(withDigits(text)) ?? [];
  const [name, weekday] = [MONTH_NAMES[Number(month) - 1], weekdayName(day)];
  if (name === undefined || weekday === undefined) return undefined;
  return `${nth === '' ? 'last' : ordinal(Number(nth))} ${weekday} of ${name}`;
}
