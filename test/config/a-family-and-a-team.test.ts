import { describe, expect, it } from 'vitest';
import { upcoming } from '../../src/daemon/upcoming.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { texts, times, toldBy } from '../support/told-by.ts';
import { readFiles } from './folder.ts';

/*
 * What a family and a team want to be reminded of, written as the reference tells to, and the days on which it has to
 * come from December 2026 to December 2027: worked out by hand on a wall calendar with its lunar days and solar terms,
 * and from gov.uk/bank-holidays. What hangs on days off that nobody has announced yet is not asked for.
 *
 * 2026-12-01 is a Tuesday; of 2027 the first of January is a Friday, of February and March a Monday, of April a
 * Thursday, of May a Saturday, of June a Tuesday, of July a Thursday, of August a Sunday, of October a Friday.
 */
const YAML = `robots: { family: { webhook: sandbox }, team: { webhook: sandbox } }
defaults: { robot: team }
people:
  grandpa: { name: 爷爷, birthday: { lunar: 1945-腊月三十 } }
  grandma: { name: 奶奶, birthday: { lunar: 1949-闰七月十二, count: xusui } }
  dad: { name: 爸爸, birthday: 1980-02-29, mobile: "13800000000" }
  mum: { name: 妈妈, birthday: { lunar: 八月十六 }, mobile: "13800000001" }
  meimei: { name: 小美, birthday: 2009-06-01 }
  chen: { name: 陈, mobile: "13800000002", joined: 2020-12-14 }
  lin: { name: 林, mobile: "13800000003", joined: 2022-02-28 }
  zhao: { name: 赵, mobile: "13800000004", joined: 2024-02-29 }
  qian: { name: 钱, mobile: "13800000005" }
  sun: { name: 孙, mobile: "13800000006" }
  li: { name: 李, mobile: "13800000007" }
calendars:
  factory: { alternate: { saturday: work, from: 2026-12-05 } }
  london: { region: GB-ENG }
  school: { off: [2027-01-23..2027-02-28, 2027-07-03..2027-08-31] }
reminders:
  # 家
  family-birthdays: { birthdays: [grandpa, grandma, dad, mum, meimei], at: "08:00", advance: [7d, 0d], robot: family, text: "{% if days_left > 0 %}还有 {{ days_left }} 天是{% else %}今天是{% endif %}{{ person.name }}的{% if years %} {{ years }} 岁{% endif %}生日{% if note %}（{{ note }}）{% endif %}" }
  tomb-trip: { yearly: 清明, advance: [14d], at: "20:00", robot: family, text: "{{ date | date: 'M月d日' }}清明，买票" }
  little-new-year: { yearly: 北方小年, robot: family, text: 扫房子 }
  eve: { yearly: 除夕, at: "18:00", robot: family, text: 年夜饭 }
  call-grandma: { yearly: 春节, at: "08:00", robot: family, text: 给奶奶拜年 }
  dumplings: { yearly: 冬至, at: "17:00", robot: family, text: 饺子 }
  mortgage: { monthly: last workday, at: "10:00", robot: family, text: 还房贷 }
  medicine: { every: 8h, between: "06:00-22:00", robot: family, text: 吃药 }
  pick-up: { at: "16:30", on: workdays, calendar: school, unless: wed, robot: family, text: 接孩子 }
  pick-up-wednesday: { at: "15:10", on: wed, calendar: school, shift: skip, robot: family, text: 周三早放学 }
  mothers-day: { yearly: 2nd sunday of may, advance: [3d, 0d], robot: family, text: "{% if days_left == 0 %}母亲节快乐{% else %}订花{% endif %}" }
  fathers-day: { yearly: 3rd sunday of june, robot: family, text: 父亲节 }
  exam: { countdown: 2027-06-07, on: mon, at: "07:00", robot: family, text: "距高考 {{ days_left }} 天" }
  wedding: { yearly: 2010-10-10, advance: [7d, 0d], robot: family, text: "结婚 {{ years }} 周年" }
  incense: { monthly: { lunar: [初一, 十五] }, at: "06:30", robot: family, text: "{{ lunar }}" }
  school-night: { at: "21:30", on: workdays, calendar: school, advance: 1d, robot: family, text: 明天上学，定闹钟 }
  ward: { every: 2h, between: "22:00-06:00", on: [tue, fri], robot: family, text: 夜班巡房 }
  inspection: { every: 2 years, from: 2025-03-18, advance: [30d], robot: family, text: "{{ date | date: 'M月d日' }} 前年检" }
  together: { every: 100 days, from: 2008-08-08, robot: family, text: "{{ days_since }} 天" }
  # 十二个人的组
  stand-up: { at: "09:30", on: workdays, text: 站会 }
  planning:
    every: 2 weeks
    from: 2026-12-02
    at: "14:00"
    rotate: { people: [chen, lin, zhao], every: 1 time, from: 2026-12-02 }
    mention: person
    text: 规划会，{{ person.name }}主持，下次{{ next.name }}
  duty:
    at: "09:00"
    on: mon
    rotate: { people: [[chen, lin], [zhao, qian], [sun, li]], every: 1 week, from: 2026-11-30 }
    mention: person
    text: 本周值班{{ person.name }}，下周{{ next.name }}
  saturday: { at: "08:00", on: workdays, unless: weekdays, calendar: factory, text: 大周，今天上班 }
  weekly: { at: "17:00", on: last-workday-of-week, text: 周报 }
  handover: { at: "16:00", on: last-workday-before-holiday, text: 交接 }
  payday: { monthly: 10, shift: previous-workday, text: 发薪 }
  taxes: { monthly: 15, months: [1, 4, 7, 10], shift: next-workday, advance: [3 workdays, 0d], text: "季度申报，还有 {{ days_left }} 天" }
  okr: { monthly: 3rd last workday, months: [3, 6, 9, 12], text: 季末 }
  last-friday: { monthly: last friday, at: "18:30", text: 聚餐 }
  london-off: { at: "16:00", on: holidays, calendar: london, timezone: Europe/London, advance: [1 workday], text: "{{ date | date: 'M月d日' }} 伦敦放假" }
  new-york: { at: "09:00", on: weekdays, timezone: America/New_York, text: 纽约电话 }
  joined: { anniversaries: all, text: "{{ person.name }} {{ years }} 周年" }
  contract: { once: 2027-03-31T18:00, advance: [30d, 7d, 1d], text: "合同还有 {{ days_left }} 天" }
  quarter-end: { monthly: last, months: [3, 6, 9, 12], advance: [5 workdays], text: 五个工作日后季末 }
  four-on: { every: 6 days, for: 4 days, from: 2026-12-01, at: "07:30", text: 上班 }
  backup-check: { cron: ["30 8 * * 1-5", "0 10 * * 6"], text: 看备份 }
`;

const CASES: readonly (readonly [id: string, from: string, until: string, expected: string])[] = [
  [
    'family-birthdays.',
    '2026-12-01',
    '2027-12-31',
    [
      // The twelfth month of that lunar year has 29 days: 春节 is on 02-06.
      '01-29 还有 7 天是爷爷的 81 岁生日（腊月没有三十，按廿九）',
      '02-05 今天是爷爷的 81 岁生日（腊月没有三十，按廿九）',
      '02-21 还有 7 天是爸爸的 47 岁生日（今年没有2月29日，按2月28日）',
      '02-28 今天是爸爸的 47 岁生日（今年没有2月29日，按2月28日）',
      '05-25 还有 7 天是小美的 18 岁生日',
      '06-01 今天是小美的 18 岁生日',
      // 七夕 is on 08-08, 中秋 on 09-15.
      '08-06 还有 7 天是奶奶的 79 岁生日（今年没有闰七月，按七月十二）',
      '08-13 今天是奶奶的 79 岁生日（今年没有闰七月，按七月十二）',
      '09-09 还有 7 天是妈妈的生日',
      '09-16 今天是妈妈的生日',
    ].join(' | '),
  ],
  ['tomb-trip.', '2026-12-01', '2027-12-31', '03-22 4月5日清明，买票'],
  ['little-new-year', '2026-12-01', '2027-12-31', '09:00 on 01-30'],
  ['eve', '2026-12-01', '2027-12-31', '18:00 on 02-05'],
  ['call-grandma', '2026-12-01', '2027-12-31', '08:00 on 02-06'],
  ['dumplings', '2026-12-01', '2027-12-31', '17:00 on 26-12-22, 27-12-22'],
  // 01-31 and 02-28 are Sundays, 07-31 is a Saturday.
  ['mortgage', '2026-12-01', '2027-01-31', '10:00 on 26-12-31, 27-01-29'],
  ['mortgage', '2027-03-01', '2027-08-31', '10:00 on 03-31, 04-30, 05-31, 06-30, 07-30, 08-31'],
  ['medicine', '2026-12-31', '2026-12-31', '12-31 06:00, 12-31 14:00, 12-31 22:00'],
  [
    'pick-up',
    '2026-12-28',
    '2027-01-08',
    '16:30 on 26-12-28, 26-12-29, 26-12-31, 27-01-04, 27-01-05, 27-01-07, 27-01-08',
  ],
  ['pick-up', '2027-01-20', '2027-03-03', '16:30 on 01-21, 01-22, 03-01, 03-02'],
  ['pick-up-wednesday', '2027-01-13', '2027-03-10', '15:10 on 01-13, 01-20, 03-03, 03-10'],
  ['mothers-day.', '2026-12-01', '2027-12-31', '05-06 订花 | 05-09 母亲节快乐'],
  ['fathers-day', '2026-12-01', '2027-12-31', '09:00 on 06-20'],
  ['exam.', '2026-12-07', '2026-12-14', '12-07 距高考 182 天 | 12-14 距高考 175 天'],
  ['exam.', '2027-05-24', '2027-12-31', '05-24 距高考 14 天 | 05-31 距高考 7 天 | 06-07 距高考 0 天'],
  ['wedding.', '2026-12-01', '2027-12-31', '10-03 结婚 17 周年 | 10-10 结婚 17 周年'],
  // 龙抬头, the second of the second month, is on 03-09; 重阳, the ninth of the ninth, on 10-08.
  [
    'incense',
    '2026-12-01',
    '2027-03-31',
    '06:30 on 26-12-09, 26-12-23, 27-01-08, 27-01-22, 27-02-06, 27-02-20, 27-03-08, 27-03-22',
  ],
  [
    'incense.',
    '2027-08-01',
    '2027-09-30',
    '08-02 七月初一 | 08-16 七月十五 | 09-01 八月初一 | 09-15 八月十五 | 09-30 九月初一',
  ],
  ['school-night', '2026-12-30', '2027-01-05', '21:30 on 26-12-30, 27-01-03, 27-01-04, 27-01-05'],
  ['school-night', '2027-01-20', '2027-03-01', '21:30 on 01-20, 01-21, 02-28, 03-01'],
  [
    'ward',
    '2026-12-01',
    '2026-12-05',
    '12-01 22:00, 12-02 00:00, 12-02 02:00, 12-02 04:00, 12-02 06:00, 12-04 22:00, 12-05 00:00, 12-05 02:00, 12-05 04:00, 12-05 06:00',
  ],
  ['inspection.', '2026-12-01', '2027-12-31', '02-16 3月18日 前年检'],
  ['together.', '2026-12-01', '2027-12-31', '12-12 6700 天 | 03-22 6800 天 | 06-30 6900 天 | 10-08 7000 天'],
  ['stand-up', '2026-12-31', '2027-01-05', '09:30 on 26-12-31, 27-01-04, 27-01-05'],
  [
    'planning.',
    '2026-12-02',
    '2027-01-13',
    '12-02 规划会，陈主持，下次林 | 12-16 规划会，林主持，下次赵 | 12-30 规划会，赵主持，下次陈 | 01-13 规划会，陈主持，下次林',
  ],
  [
    'duty.',
    '2026-12-01',
    '2026-12-21',
    '12-07 本周值班赵、钱，下周孙、李 | 12-14 本周值班孙、李，下周陈、林 | 12-21 本周值班陈、林，下周赵、钱',
  ],
  ['saturday', '2026-12-01', '2026-12-31', '08:00 on 12-05, 12-19'],
  ['saturday', '2027-01-04', '2027-01-31', '08:00 on 01-16, 01-30'],
  ['weekly', '2026-12-01', '2026-12-31', '17:00 on 12-04, 12-11, 12-18, 12-25, 12-31'],
  ['handover', '2026-12-01', '2026-12-31', '16:00 on 12-31'],
  // 01-10 is a Sunday, 04-10 and 07-10 are Saturdays.
  ['payday', '2026-12-01', '2027-01-31', '09:00 on 26-12-10, 27-01-08'],
  ['payday', '2027-03-01', '2027-08-31', '09:00 on 03-10, 04-09, 05-10, 06-10, 07-09, 08-10'],
  [
    'taxes.',
    '2026-12-01',
    '2027-09-30',
    '01-12 季度申报，还有 3 天 | 01-15 季度申报，还有 0 天 | 04-12 季度申报，还有 3 天 | 04-15 季度申报，还有 0 天 | 07-12 季度申报，还有 3 天 | 07-15 季度申报，还有 0 天',
  ],
  ['okr', '2026-12-01', '2027-06-30', '09:00 on 26-12-29, 27-03-29, 27-06-28'],
  ['last-friday', '2026-12-01', '2027-04-30', '18:30 on 26-12-25, 27-01-29, 27-02-26, 27-03-26, 27-04-30'],
  // Boxing Day is a Saturday, its substitute the Monday: nobody is at work in between.
  [
    'london-off.',
    '2026-12-01',
    '2027-12-31',
    [
      '12-24 12月25日 伦敦放假 | 12-24 12月26日 伦敦放假 | 12-24 12月28日 伦敦放假',
      '12-31 1月1日 伦敦放假',
      '03-25 3月26日 伦敦放假 | 03-25 3月29日 伦敦放假',
      '04-30 5月3日 伦敦放假',
      '05-28 5月31日 伦敦放假',
      '08-27 8月30日 伦敦放假',
      '12-24 12月25日 伦敦放假 | 12-24 12月26日 伦敦放假 | 12-24 12月27日 伦敦放假 | 12-24 12月28日 伦敦放假',
      // So is New Year's Day of 2028.
      '12-31 1月1日 伦敦放假 | 12-31 1月3日 伦敦放假',
    ].join(' | '),
  ],
  ['new-york', '2027-03-11', '2027-03-16', '09:00 on 03-11, 03-12, 03-15, 03-16'],
  ['joined.', '2026-12-01', '2027-12-31', '12-14 陈 6 周年 | 02-28 林 5 周年 | 02-28 赵 3 周年 | 12-14 陈 7 周年'],
  ['contract.', '2026-12-01', '2027-12-31', '03-01 合同还有 30 天 | 03-24 合同还有 7 天 | 03-30 合同还有 1 天'],
  ['quarter-end', '2026-12-01', '2027-06-30', '09:00 on 26-12-24, 27-03-24, 27-06-23'],
  ['four-on', '2026-12-01', '2026-12-08', '07:30 on 12-01, 12-02, 12-03, 12-04, 12-07, 12-08'],
  ['four-on', '2027-12-01', '2027-12-08', '07:30 on 12-02, 12-03, 12-04, 12-05, 12-08'],
  ['backup-check', '2026-12-04', '2026-12-07', '12-04 08:30, 12-05 10:00, 12-07 08:30'],
];

const read = await readFiles({ 'a.yaml': YAML }, { now: Date.parse('2026-12-01T00:00:00+08:00') });
if (read.kind !== 'config') throw new Error(read.problems.map(({ message }) => message).join('\n'));
const { config, warnings } = read;

function reminderOf(id: string) {
  const reminder = config.reminders.find((each) => each.id === id);
  if (!reminder) throw new Error(`no ${id}`);
  return reminder;
}

describe('a family and a team of twelve', () => {
  it.each(CASES)('%s from %s to %s: %s', (what, from, until, expected) => {
    const reminder = reminderOf(what.replace(/\.$/, ''));
    const told = toldBy(reminder, from, until);
    expect(what.endsWith('.') ? texts(reminder, told) : times(reminder, told)).toBe(expected);
  });

  it('each of them was asked for', () => {
    const asked = new Set(CASES.map(([what]) => what.replace(/\.$/, '')));
    expect(config.reminders.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
  });

  it('nothing of it is doubtful but the year that is not announced', () => {
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['calendar-year-provisional']));
  });

  it('clocks in New York change between two Mondays', () => {
    const instants = (from: string, until: string) =>
      toldBy(reminderOf('new-york'), from, until).map(({ at }) => new Date(at).toISOString().slice(5, 16));
    expect(instants('2027-03-12', '2027-03-15')).toEqual(['03-12T14:00', '03-15T13:00']);
    expect(instants('2027-11-05', '2027-11-08')).toEqual(['11-05T13:00', '11-08T14:00']);
  });

  it('a pair swaps a week', () => {
    const duty = reminderOf('duty');
    const week = {
      from: toEpochMs(Date.parse('2026-12-07T00:00:00+08:00')),
      until: toEpochMs(Date.parse('2026-12-15T00:00:00+08:00')),
    };
    const swap = { kind: 'swap', reminder: 'duty', date: '2026-12-07', people: ['sun', 'li'] } as const;
    const teams = [...upcoming([duty], { ...week, overrides: [swap] })].map(
      ({ occurrence: { person, others = [] } }) => [person, ...others],
    );
    expect(teams).toEqual([
      ['sun', 'li'],
      ['sun', 'li'],
    ]);
  });
});
