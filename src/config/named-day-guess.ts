/** Days of the year that have a name by which `yearly` does not know them, as it is written there. */
export function namedDayGuess(text: string): string | undefined {
  const found = DAYS.find(([pattern]) => pattern.test(text))?.[1];
  return found ?? inMonthGuess(text);
}

const DAYS: readonly (readonly [RegExp, string])[] = [
  [/^(?:母亲节|mother'?s day)$/i, '2nd sunday of may'],
  [/^(?:父亲节|father'?s day)$/i, '3rd sunday of june'],
  [/^(?:感恩节|thanksgiving(?: day)?)$/i, '4th thursday of november'],
  [/^(?:元旦|新年|new year'?s day)$/i, '01-01'],
  [/^(?:情人节|valentine'?s day)$/i, '02-14'],
  [/^(?:(?:三八)?妇女节|女神节)$/, '03-08'],
  [/^(?:植树节)$/, '03-12'],
  [/^(?:五一|(?:五一)?劳动节)$/, '05-01'],
  [/^(?:五四|(?:五四)?青年节)$/, '05-04'],
  [/^(?:六一|(?:六一)?儿童节)$/, '06-01'],
  [/^(?:建党节)$/, '07-01'],
  [/^(?:八一|建军节)$/, '08-01'],
  [/^(?:教师节)$/, '09-10'],
  [/^(?:十一|国庆节?)$/, '10-01'],
  [/^(?:平安夜|christmas eve)$/i, '12-24'],
  [/^(?:圣诞节?|christmas(?: day)?)$/i, '12-25'],
  [/^(?:大年三十|年三十)$/, '除夕'],
  [/^(?:大年初一|正月初一|新春)$/, '春节'],
  [/^(?:上元节?|元宵佳节)$/, '元宵'],
  [/^(?:二月二)$/, '龙抬头'],
  [/^(?:乞巧节?)$/, '七夕'],
  [/^(?:鬼节|七月半)$/, '中元'],
  [/^(?:八月节|月饼节)$/, '中秋'],
  [/^(?:重九|老人节)$/, '重阳'],
];

/** `5月第二个周日`, `5月的最后一个星期一`. */
function inMonthGuess(text: string): string | undefined {
  const [, month = '', nth = '', day = ''] =
    /^(\d{1,2})月份?的?(?:第([一二三四五1-5])|最后一)个?(?:周|星期|礼拜)([日天一二三四五六])$/.exec(text) ?? [];
  const name = MONTHS[Number(month) - 1];
  const weekday = WEEKDAYS[day === '天' ? 0 : '日一二三四五六'.indexOf(day)];
  if (name === undefined || day === '' || weekday === undefined) return undefined;
  const index = nth === '' ? 0 : Math.max('一二三四五'.indexOf(nth) + 1, Number(nth) || 0);
  return `${index === 0 ? 'last' : ['1st', '2nd', '3rd', '4th', '5th'][index - 1]} ${weekday} of ${name}`;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
