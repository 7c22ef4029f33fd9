import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config/load.ts';
import { whenWords } from '../../../src/web/page/when-words.ts';
import { textsIn } from '../../../src/web/texts/catalogue.ts';
import { Workspace } from '../../support/workspace.ts';

describe('when a reminder comes', () => {
  it.each([
    ['at: "08:50"', '每天 08:50', 'every day at 08:50'],
    ['at: ["08:50", "13:30"], on: workdays', '工作日 08:50、13:30', 'on workdays at 08:50, 13:30'],
    ['at: "10:00", on: [mon, Wednesday, fri]', '每周一、三、五 10:00', 'every Mon, Wed, Fri at 10:00'],
    ['at: "10:00", on: weekends', '周末 10:00', 'on weekends at 10:00'],
    [
      'every: 50m, between: "09:30-18:00", on: workdays',
      '工作日 09:30–18:00 每 50 分钟',
      'every 50 min, 09:30–18:00, on workdays',
    ],
    ['at: "20:00", on: before-holiday', '放假前一天 20:00', 'on the day before a holiday at 20:00'],
    ['at: "20:00", on: days-off, unless: [sun]', '休息日 20:00，除了每周日', 'on days off at 20:00, except on Sun'],
    ['at: "20:00", unless: holidays', '每天 20:00，除了节假日', 'every day at 20:00, except on holidays'],
    ['every: 2h', '每 2 小时', 'every 2 h'],
    ['every: 1m', '每分钟', 'every minute'],
    ['every: 90s', '每 90 秒', 'every 90 s'],
    [
      'every: 2 weeks, from: 2026-12-02',
      '每 2 周 周三 09:00，从 2026-12-02 起',
      'every 2 weeks on Wed at 09:00, from 2026-12-02',
    ],
    [
      'every: 2 weeks, from: 2026-12-02, on: [mon, fri]',
      '每 2 周 周一、五 09:00，从 2026-12-02 起',
      'every 2 weeks on Mon, Fri at 09:00, from 2026-12-02',
    ],
    [
      'every: week, from: 2026-12-02, on: workdays',
      '每周 工作日 09:00，从 2026-12-02 起',
      'every week on workdays at 09:00, from 2026-12-02',
    ],
    [
      'every: 3 months, from: 2026-12-31, at: "10:00"',
      '每 3 个月 10:00，从 2026-12-31 起',
      'every 3 months at 10:00, from 2026-12-31',
    ],
    [
      'every: 6 days, for: 4 days, from: 2026-12-01',
      '每 6 天里连续 4 天 09:00，从 2026-12-01 起',
      '4 days in a row every 6 days at 09:00, from 2026-12-01',
    ],
    ['cron: "30 19 * * 1,3,5"', '每周一、三、五 19:30', 'every Mon, Wed, Fri at 19:30'],
    ['cron: "0 9,18 * * mon-fri"', '周一至周五 09:00、18:00', 'on Monday to Friday at 09:00, 18:00'],
    ['cron: "5 8 * * *", on: workdays', '工作日 08:05', 'on workdays at 08:05'],
    ['cron: "5 8 1 * *"', '每月 1 日 08:05', 'monthly on the 1st at 08:05'],
    ['cron: "0 17 * * 5", on: workdays', '0 17 * * 5，限工作日', '0 17 * * 5, on workdays'],
    ['cron: "*/7 8-10 L * *"', '*/7 8-10 L * *', '*/7 8-10 L * *'],
    ['cron: "0 9 * * 2#1"', '0 9 * * 2#1', '0 9 * * 2#1'],
    [
      'monthly: 15, shift: previous-workday, at: "10:00"',
      '每月 15 日 10:00，遇休息日提前',
      'monthly on the 15th at 10:00, or the workday before',
    ],
    ['monthly: last', '每月最后一天 09:00', 'monthly on the last day at 09:00'],
    ['monthly: last workday', '每月最后一个工作日 09:00', 'monthly on the last workday at 09:00'],
    ['monthly: 2nd friday', '每月第 2 个周五 09:00', 'monthly on the 2nd Fri at 09:00'],
    ['monthly: 3rd last workday', '每月倒数第 3 个工作日 09:00', 'monthly on the 3rd last workday at 09:00'],
    ['monthly: [1, 15]', '每月 1 日、15 日 09:00', 'monthly on the 1st and 15th at 09:00'],
    [
      'monthly: 30, short: last, months: [4, 1]',
      '每年 1、4 月 30 日（没有就月末）09:00',
      'in Jan, Apr on the 30th or the last day at 09:00',
    ],
    ['monthly: 15, short: last', '每月 15 日 09:00', 'monthly on the 15th at 09:00'],
    [
      'monthly: { lunar: [1, 十五, last] }',
      '每个农历月初一、十五、最后一天 09:00',
      'every lunar month on the 1st, 15th and last day at 09:00',
    ],
    ['cron: ["30 8 * * 1", "0 17 * * 5"]', '每周一 08:30；每周五 17:00', 'every Mon at 08:30; every Fri at 17:00'],
    ['cron: ["30 8 * * 1", "*/7 17 * * 5"]', '30 8 * * 1；*/7 17 * * 5', '30 8 * * 1; */7 17 * * 5'],
    ['once: [2026-12-31T23:59, 2026-12-24T18:00]', '2026-12-24 18:00 等 2 次', '2 times, first 2026-12-24 18:00'],
    ['yearly: 2016-05-20, at: "08:00"', '每年 5月20日 08:00', 'every year on 20 May at 08:00'],
    ['yearly: { lunar: 08-15 }', '每年农历八月十五 09:00', 'every year on lunar 8-15 at 09:00'],
    ['yearly: { lunar: 除夕 }', '每年除夕 09:00', 'every year on lunar New Year’s Eve at 09:00'],
    ['yearly: 冬至', '每年冬至 09:00', 'every year on Winter Solstice (冬至) at 09:00'],
    ['yearly: 端午节', '每年端午 09:00', 'every year on Dragon Boat Festival (端午) at 09:00'],
    ['yearly: 2nd sunday of may', '每年 5 月第 2 个周日 09:00', 'every year on the 2nd Sun of May at 09:00'],
    [
      'countdown: 2027-06-07, at: "08:00"',
      '倒数到 2027-06-07，每天 08:00',
      'countdown to 2027-06-07, every day at 08:00',
    ],
    [
      'countdown: 2027-06-07T09:00, on: mon',
      '倒数到 2027-06-07 09:00，每周一 09:00',
      'countdown to 2027-06-07 09:00, every Mon at 09:00',
    ],
    [
      'at: "17:00", on: fri, shift: previous-workday',
      '每周五 17:00，遇休息日提前',
      'every Fri at 17:00, or the workday before',
    ],
    [
      'at: "13:30", on: workdays, active: { from: 05-01, until: 09-30 }',
      '工作日 13:30，每年 05-01 至 09-30',
      'on workdays at 13:30, from 05-01 to 09-30 each year',
    ],
    [
      'at: "19:30", unless: sun, active: { from: 2026-12-01, until: 2027-06-30 }',
      '每天 19:30，除了每周日，从 2026-12-01 到 2027-06-30',
      'every day at 19:30, except on Sun, from 2026-12-01 to 2027-06-30',
    ],
    [
      'at: "19:30", active: { from: 2026-12-01 }',
      '每天 19:30，从 2026-12-01 起',
      'every day at 19:30, from 2026-12-01',
    ],
    [
      'at: "19:30", active: { until: 2027-06-30 }',
      '每天 19:30，到 2027-06-30 为止',
      'every day at 19:30, until 2027-06-30',
    ],
    ['birthdays: all', '每个生日 09:00', 'on birthdays at 09:00'],
    ['anniversaries: all', '每个入职周年 09:00', 'on work anniversaries at 09:00'],
    ['once: 2026-12-31T23:59', '2026-12-31 23:59，仅一次', 'once, 2026-12-31 23:59'],
  ])('%s', async (yaml, chinese, english) => {
    using workspace = new Workspace();
    workspace.write(
      'schedules/a.yaml',
      `robots: { team: { webhook: sandbox } }\npeople: { lili: { birthday: 1992-02-29, joined: 2021-03-01 } }\nreminders:\n  r: { ${yaml}, robot: team, text: a }\n`,
    );
    const result = await readConfig(workspace.at('schedules'), { env: {} });
    if (result.kind !== 'config') throw new Error(JSON.stringify(result.problems));
    const [reminder] = result.config.reminders;
    expect(whenWords(reminder!, textsIn('zh-CN'))).toBe(chinese);
    expect(whenWords(reminder!, textsIn('en'))).toBe(english);
  });
});
