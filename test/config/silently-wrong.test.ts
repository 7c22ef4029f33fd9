import { describe, expect, it } from 'vitest';
import { problemIn } from '../../src/config/report.ts';
import { timesOf, toldOf } from '../support/dates-of.ts';
import { printed, problemsOf, readFiles } from './folder.ts';

/*
 * What was silently wrong, or cannot be written: how it is written, what `check` says, the mend that it prints in both
 * languages, and when that fires: worked out by hand on a calendar. Where the words of the two languages stand between
 * the parts of a mend, there is an ellipsis. Times of day are left out where they are 09:00.
 */

const BESIDE = `robots: { team: { webhook: sandbox } }
people: { xiaoming: { name: 小明, mobile: "13800000000" } }
defaults: { robot: team }
`;

/** What is told of a reminder, with the codes in brackets. */
async function said(yaml: string, from: string, people?: string): Promise<string> {
  return (await saidInBoth(yaml, from, people)).en;
}

type InBoth = Readonly<Record<'en' | 'zh-CN', string>>;

async function saidInBoth(yaml: string, from: string, people = 'xiaoming:'): Promise<InBoth> {
  const text = yaml.includes('text:') ? '' : ', text: a';
  const now = Date.parse(`${from}T00:00:00+08:00`);
  const result = await readFiles(
    { 'a.yaml': `${BESIDE.replace('xiaoming:', people)}reminders:\n  r: { ${yaml}${text} }\n` },
    { now },
  );
  const inLocale = (locale: keyof InBoth): string =>
    problemsOf(result)
      .map((problem) => printed(problemIn(locale, problem)))
      .join('\n');
  return { en: inLocale('en'), 'zh-CN': inLocale('zh-CN') };
}

async function expectTold(written: string, from: string, code: string, mend: string): Promise<void> {
  for (const told of Object.values(await saidInBoth(written, from))) {
    expect(told).toContain(`[${code}]`);
    for (const part of mend.split(' … ')) expect(told).toContain(part);
  }
}

describe('other days than meant', () => {
  it.each([
    // 2026-12-01 is a Tuesday.
    ['cron: "0 0 9 ? * 2"', 'cron-quartz-weekday', 'mon', 'cron: "0 0 9 ? * mon"', '2026-12-01', '12-07, 12-14'],
    [
      'cron: "0 0 9 * * ? 2027"',
      'cron-quartz',
      'cron: "0 9 * * *" … active: { from: 2027-01-01, until: 2027-12-31 }',
      'cron: "0 9 * * *", active: { from: 2027-01-01, until: 2027-12-31 }',
      '2026-12-30',
      '01-01, 01-02',
    ],
    // 2026-12-07 is the first Monday, 12-25 the last Friday.
    // As AWS has it, without the year.
    ['cron: "0 9 ? * 2-6"', 'cron-quartz-weekday', 'mon-fri', 'cron: "0 9 ? * mon-fri"', '2026-12-04', '12-04, 12-07'],
    ['cron: "0 0 9 ? * 2#1"', 'cron-quartz-weekday', 'mon#1', 'cron: "0 0 9 ? * mon#1"', '2026-12-01', '12-07, 01-04'],
    ['cron: "0 0 9 ? * 6L"', 'cron-quartz-weekday', 'friL', 'cron: "0 0 9 ? * friL"', '2026-12-01', '12-25, 01-29'],
    ['cron: "0 0 9 ? * 2#1 *"', 'cron-quartz', 'cron: "0 9 * * mon#1"', 'cron: "0 9 * * mon#1"', '2026-12-01', '12-07'],
    [
      'cron: "0 0 9 ? * 2/2"',
      'cron-quartz',
      'cron: "0 9 * * mon,wed,fri"',
      'cron: "0 9 * * mon,wed,fri"',
      '2026-12-01',
      '12-02, 12-04, 12-07',
    ],
    [
      'cron: "0 0/30 9 * * ? *"',
      'cron-quartz',
      'cron: "*/30 9 * * *"',
      'cron: "*/30 9 * * *"',
      '2026-12-01',
      '12-01, 12-01 09:30, 12-02',
    ],
    [
      'cron: "0 0 9 1 1 ? 2027,2028"',
      'cron-quartz',
      'active: { from: 2027-01-01, until: 2028-12-31 }',
      'cron: "0 9 1 1 *", active: { from: 2027-01-01, until: 2028-12-31 }',
      '2026-12-01',
      '01-01, 01-01',
    ],
    ['cron: "0 0 9 * * ? *"', 'cron-quartz', 'cron: "0 9 * * *"', 'cron: "0 9 * * *"', '2026-12-01', '12-01, 12-02'],
    [
      'at: "09:00", timezone: Etc/GMT+8',
      'timezone-sign',
      'timezone: Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: EST',
      'timezone-no-summer-time',
      'timezone: America/New_York',
      'at: "09:00", timezone: America/New_York',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'cron: "0 9 */14 * 1", dayMatch: both',
      'cron-stepped-dates',
      'every: 2 weeks',
      'every: 2 weeks, on: mon, from: 2026-12-07',
      '2026-12-01',
      '12-07, 12-21, 01-04',
    ],
    [
      'cron: "0 9 */2 * *"',
      'cron-uneven-step',
      'every: 2 days … at: "09:00" … from:',
      'every: 2 days, at: "09:00", from: 2026-12-29',
      '2026-12-01',
      '12-29, 12-31, 01-02',
    ],
    [
      'cron: "0 9 1-31/2 * *"',
      'cron-uneven-step',
      'every: 2 days … at: "09:00" … from:',
      'every: 2 days, at: "09:00", from: 2026-12-29',
      '2026-12-01',
      '12-29, 12-31, 01-02',
    ],
    [
      'cron: "0 9 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31 * *"',
      'cron-uneven-step',
      'every: 2 days … at: "09:00" … from:',
      'every: 2 days, at: "09:00", from: 2026-12-29',
      '2026-12-01',
      '12-29, 12-31, 01-02',
    ],
    [
      'cron: "0 9 * * */2"',
      'cron-uneven-step',
      'every: 2 days … at: "09:00" … from:',
      'every: 2 days, at: "09:00", from: 2026-12-04',
      '2026-12-01',
      '12-04, 12-06, 12-08',
    ],
    [
      'cron: "0 9 * * 0-6/2"',
      'cron-uneven-step',
      'every: 2 days … at: "09:00" … from:',
      'every: 2 days, at: "09:00", from: 2026-12-04',
      '2026-12-01',
      '12-04, 12-06, 12-08',
    ],
    [
      'cron: "0 9 * * 0,2,4,6"',
      'cron-uneven-step',
      'every: 2 days … at: "09:00" … from:',
      'every: 2 days, at: "09:00", from: 2026-12-04',
      '2026-12-01',
      '12-04, 12-06, 12-08',
    ],
    [
      'cron: "0 9 1 */5 *"',
      'cron-uneven-step',
      'every: 5 months … at: "09:00" … from:',
      'every: 5 months, at: "09:00", from: 2026-12-01',
      '2026-12-01',
      '12-01, 05-01, 10-01',
    ],
    [
      'cron: "0 9 1 1-12/5 *"',
      'cron-uneven-step',
      'every: 5 months … at: "09:00" … from:',
      'every: 5 months, at: "09:00", from: 2026-12-01',
      '2026-12-01',
      '12-01, 05-01, 10-01',
    ],
    [
      'cron: "0 9 1 1,6,11 *"',
      'cron-uneven-step',
      'every: 5 months … at: "09:00" … from:',
      'every: 5 months, at: "09:00", from: 2026-12-01',
      '2026-12-01',
      '12-01, 05-01, 10-01',
    ],
    [
      'cron: "0 */5 * * *"',
      'cron-uneven-step',
      '24',
      'cron: "0 */6 * * *"',
      '2026-12-01',
      '12-01 00:00, 12-01 06:00, 12-01 12:00',
    ],
    ['cron: "*/7 9 * * *"', 'cron-uneven-step', 'every: 7m', 'every: 7m', '2026-12-01', '12-01 00:00, 12-01 00:07'],
    [
      'cron: "0 9 31W * *"',
      'month-without-day',
      ' LW',
      'cron: "0 9 LW * *"',
      '2027-01-01',
      '01-29, 02-26, 03-31, 04-30',
    ],
    ['cron: "0 9 28-31 * *"', 'cron-month-end', '0 9 L * *', 'cron: "0 9 L * *"', '2027-01-01', '01-31, 02-28'],
    ['cron: "0 9 28,29,30,31 * *"', 'cron-month-end', ' L ', 'cron: "0 9 L * *"', '2027-02-01', '02-28, 03-31'],
    ['cron: "0 9 30-31 * *"', 'month-without-day', ' L', 'cron: "0 9 L * *"', '2027-01-01', '01-31, 02-28'],
    [
      'monthly: 31, months: [1, 4]',
      'month-without-day',
      'short: last',
      'monthly: 31, months: [1, 4], short: last',
      '2027-01-01',
      '01-31, 04-30',
    ],
    [
      'cron: "0 9 31 1,4 *"',
      'month-without-day',
      'monthly … short: last',
      'monthly: 31, months: [1, 4], short: last',
      '2027-01-01',
      '01-31, 04-30',
    ],
    ['cron: "0 9 31 * *"', 'month-without-day', ' L', 'cron: "0 9 L * *"', '2027-01-01', '01-31, 02-28, 03-31, 04-30'],
    [
      'monthly: 30',
      'month-without-day',
      'short: last',
      'monthly: 30, short: last',
      '2027-01-01',
      '01-30, 02-28, 03-30',
    ],
    [
      'cron: "TZ=Asia/Tokyo 0 9 * * *"',
      'cron-zone',
      'cron: "0 9 * * *" … timezone: Asia/Tokyo',
      'cron: "0 9 * * *", timezone: Asia/Tokyo',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'cron: "CRON_TZ=Asia/Tokyo 0 9 * * *"',
      'cron-zone',
      'cron: "0 9 * * *" … timezone: Asia/Tokyo',
      'cron: "0 9 * * *", timezone: Asia/Tokyo',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'cron: "Mon..Fri 09:00"',
      'cron-systemd',
      'at: "09:00" … on: weekdays',
      'at: "09:00", on: weekdays',
      '2026-12-04',
      '12-04, 12-07, 12-08',
    ],
    // AWS counts in UTC, in which the days begin that are looked at.
    [
      'cron: "cron(0 18 ? * MON-FRI *)"',
      'cron-aws',
      'cron: "0 18 * * MON-FRI" … timezone: UTC',
      'cron: "0 18 * * MON-FRI", timezone: UTC',
      '2026-12-04',
      '12-04 18:00, 12-07 18:00, 12-08 18:00',
    ],
    [
      'cron: "0 18 ? * MON-FRI *"',
      'cron-aws',
      'cron: "0 18 * * MON-FRI"',
      'cron: "0 18 * * MON-FRI"',
      '2026-12-04',
      '12-04 18:00, 12-07 18:00',
    ],
    [
      'cron: "cron(0 9 ? * 2-6 *)"',
      'cron-aws',
      'cron: "0 9 * * mon-fri"',
      'cron: "0 9 * * mon-fri"',
      '2026-12-04',
      '12-04, 12-07',
    ],
    [
      'cron: "0/20 9 1 * ? *"',
      'cron-aws',
      'cron: "*/20 9 1 * *"',
      'cron: "*/20 9 1 * *"',
      '2026-12-01',
      '12-01, 12-01 09:20, 12-01 09:40, 01-01',
    ],
    [
      'cron: "cron(0 9 1 1 ? 2027)"',
      'cron-aws',
      'cron: "0 9 1 1 *" … active: { from: 2027-01-01, until: 2027-12-31 }',
      'cron: "0 9 1 1 *", active: { from: 2027-01-01, until: 2027-12-31 }',
      '2026-12-01',
      '01-01',
    ],
    ['cron: "rate(5 minutes)"', 'cron-aws', 'every: 5m', 'every: 5m', '2026-12-01', '12-01 00:00, 12-01 00:05'],
    [
      'every: rate(7 days)',
      'wrong-value',
      'every: 7 days … from: 2026-12-01',
      'every: 7 days, from: 2026-12-01',
      '2026-12-01',
      '12-01, 12-08',
    ],
    [
      'cron: "at(2026-12-31T09:00:00)"',
      'cron-aws',
      'once: 2026-12-31T09:00',
      'once: 2026-12-31T09:00',
      '2026-12-01',
      '12-31',
    ],
    [
      'cron: "0 0 9 1 6 ? 2027/2"',
      'cron-quartz',
      'every: 2 years … from: 2027-06-01 … at: "09:00"',
      'every: 2 years, from: 2027-06-01, at: "09:00"',
      '2026-12-01',
      '06-01',
    ],
    [
      'cron: "0 0 9 1 6 ? 2027,2029"',
      'cron-quartz',
      'once: [2027-06-01T09:00, 2029-06-01T09:00]',
      'once: [2027-06-01T09:00, 2029-06-01T09:00]',
      '2026-12-01',
      '06-01',
    ],
    [
      'cron: "0 0 9 ? * MON 2027/2"',
      'cron-quartz',
      'cron: "0 9 * * MON" … active: { from: 2027-01-01, until: 2027-12-31 }',
      'cron: "0 9 * * MON", active: { from: 2027-01-01, until: 2027-12-31 }',
      '2026-12-01',
      '01-04, 01-11',
    ],
    ['cron: "0 0 9 ? * L"', 'cron-quartz', 'cron: "0 9 * * sat"', 'cron: "0 9 * * sat"', '2026-12-01', '12-05, 12-12'],
    // What OnCalendar= says; the first Saturday of December is the 5th, of January the 2nd.
    [
      'cron: "Mon,Wed 09:00"',
      'cron-systemd',
      'at: "09:00" … on: [mon, wed]',
      'at: "09:00", on: [mon, wed]',
      '2026-12-01',
      '12-02, 12-07, 12-09',
    ],
    [
      'cron: "*-*-1,15 09:00:00"',
      'cron-systemd',
      'monthly: [1, 15] … at: "09:00"',
      'monthly: [1, 15], at: "09:00"',
      '2026-12-01',
      '12-01, 12-15, 01-01',
    ],
    [
      'cron: "*-*~1 18:00"',
      'cron-systemd',
      'monthly: last … at: "18:00"',
      'monthly: last, at: "18:00"',
      '2026-12-01',
      '12-31 18:00, 01-31 18:00',
    ],
    [
      'cron: "*-12-25 10:00"',
      'cron-systemd',
      'yearly: 12-25 … at: "10:00"',
      'yearly: 12-25, at: "10:00"',
      '2026-12-01',
      '12-25 10:00, 12-25 10:00',
    ],
    [
      'cron: "Sat *-*-1..7 18:00"',
      'cron-systemd',
      'monthly: 1st sat … at: "18:00"',
      'monthly: 1st sat, at: "18:00"',
      '2026-12-01',
      '12-05 18:00, 01-02 18:00',
    ],
    [
      'cron: "Mon..Fri *-*-* 8,18:30"',
      'cron-systemd',
      'cron: "30 8,18 * * mon,tue,wed,thu,fri"',
      'cron: "30 8,18 * * mon,tue,wed,thu,fri"',
      '2026-12-04',
      '12-04 08:30, 12-04 18:30, 12-07 08:30',
    ],
    [
      'cron: "*:0/15"',
      'cron-systemd',
      'cron: "*/15 * * * *"',
      'cron: "*/15 * * * *"',
      '2026-12-01',
      '12-01 00:00, 12-01 00:15',
    ],
    [
      'cron: "2027-01-01 09:00:00"',
      'cron-systemd',
      'once: 2027-01-01T09:00',
      'once: 2027-01-01T09:00',
      '2026-12-01',
      '01-01',
    ],
    [
      'cron: quarterly',
      'cron-systemd',
      'monthly: 1 … months: [1, 4, 7, 10] … at: "00:00"',
      'monthly: 1, months: [1, 4, 7, 10], at: "00:00"',
      '2026-12-01',
      '01-01 00:00, 04-01 00:00',
    ],
    [
      'cron: "Mon *-*-* 09:00 Asia/Tokyo"',
      'cron-zone',
      'at: "09:00" … on: mon … timezone: Asia/Tokyo',
      'at: "09:00", on: mon, timezone: Asia/Tokyo',
      '2026-12-01',
      '12-07, 12-14',
    ],
    [
      'cron: "0 9 * * 1 Asia/Tokyo"',
      'cron-zone',
      'cron: "0 9 * * 1" … timezone: Asia/Tokyo',
      'cron: "0 9 * * 1", timezone: Asia/Tokyo',
      '2026-12-01',
      '12-07, 12-14',
    ],
    [
      'cron: "TZ=UTC+8 0 9 * * *"',
      'cron-zone',
      'cron: "0 9 * * *" … timezone: Asia/Shanghai',
      'cron: "0 9 * * *", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01',
    ],
    ['cron: "@every 5m"', 'cron-nickname', 'every: 5m', 'every: 5m', '2026-12-01', '12-01 00:00, 12-01 00:05'],
    ['cron: "@every 1h30m"', 'cron-nickname', 'every: 90m', 'every: 90m', '2026-12-01', '12-01 00:00, 12-01 01:30'],
    [
      'cron: "@every 48h"',
      'cron-nickname',
      'every: 2 days … from: 2026-12-01',
      'every: 2 days, from: 2026-12-01',
      '2026-12-01',
      '12-01, 12-03',
    ],
    ['every: "@every 5m"', 'wrong-value', 'every: 5m', 'every: 5m', '2026-12-01', '12-01 00:00, 12-01 00:05'],
    ['every: "@daily"', 'wrong-value', 'cron: "@daily"', 'cron: "@daily"', '2026-12-01', '12-01 00:00, 12-02 00:00'],
    ['every: "0 9 * * 1"', 'wrong-value', 'cron: "0 9 * * 1"', 'cron: "0 9 * * 1"', '2026-12-01', '12-07'],
    [
      'cron: "H H(2-4) * * 1"',
      'cron-jenkins',
      'cron: "0 2 * * 1" … spread: 1h',
      'cron: "0 2 * * 1"',
      '2026-12-01',
      '12-07 02:00',
    ],
    // Of December 2026 the last Saturday is the 26th, the last Friday the 25th, the third last day the 29th.
    ['cron: "0 9 * * L"', 'cron-field', ' 6L', 'cron: "0 9 * * 6L"', '2026-12-01', '12-26, 01-30'],
    ['cron: "0 9 * * L5"', 'cron-field', ' 5L', 'cron: "0 9 * * 5L"', '2026-12-01', '12-25, 01-29'],
    ['cron: "0 9 * * 5#6"', 'cron-field', '2#3', 'cron: "0 9 * * 2#3"', '2026-12-01', '12-15, 01-19'],
    ['cron: "0 9 * * 1W"', 'cron-field', '15W … LW', 'cron: "0 9 LW * *"', '2027-01-01', '01-29, 02-26'],
    ['cron: "0 9 WL * *"', 'cron-field', ' LW', 'cron: "0 9 LW * *"', '2027-01-01', '01-29, 02-26'],
    ['cron: "0 9 L2 * *"', 'cron-field', ' L-2', 'cron: "0 9 L-2 * *"', '2026-12-01', '12-29, 01-29'],
    ['cron: "0 9 -1 * *"', 'cron-field', ' L', 'cron: "0 9 L * *"', '2026-12-01', '12-31, 01-31'],
    // In words.
    ['cron: 9点', 'cron-words', 'at: "09:00"', 'at: "09:00"', '2026-12-01', '12-01, 12-02'],
    ['cron: 每天9点', 'cron-words', 'at: "09:00"', 'at: "09:00"', '2026-12-01', '12-01, 12-02'],
    ['cron: 每周一9点', 'cron-words', 'at: "09:00" … on: mon', 'at: "09:00", on: mon', '2026-12-01', '12-07, 12-14'],
    [
      'cron: every monday at 9am',
      'cron-words',
      'at: "09:00" … on: monday',
      'at: "09:00", on: monday',
      '2026-12-01',
      '12-07, 12-14',
    ],
    [
      'cron: 每月1号下午6点',
      'cron-words',
      'at: "18:00" … monthly: 1',
      'at: "18:00", monthly: 1',
      '2026-12-01',
      '12-01 18:00, 01-01 18:00',
    ],
    [
      'cron: "09:00,18:00"',
      'cron-words',
      'at: ["09:00", "18:00"]',
      'at: ["09:00", "18:00"]',
      '2026-12-01',
      '12-01, 12-01 18:00',
    ],
    ['cron: 每5分钟', 'cron-words', 'every: 5m', 'every: 5m', '2026-12-01', '12-01 00:00, 12-01 00:05'],
    ['every: 周一', 'wrong-value', 'at: "09:00" … on: mon', 'at: "09:00", on: mon', '2026-12-01', '12-07, 12-14'],
    [
      'every: 周一, at: "10:00"',
      'wrong-value',
      'on: mon',
      'on: mon, at: "10:00"',
      '2026-12-01',
      '12-07 10:00, 12-14 10:00',
    ],
    ['every: 每周一9点', 'wrong-value', 'at: "09:00" … on: mon', 'at: "09:00", on: mon', '2026-12-01', '12-07, 12-14'],
    [
      'every: [周一, 周三]',
      'wrong-value',
      'at: "09:00" … on: [mon, wed]',
      'at: "09:00", on: [mon, wed]',
      '2026-12-01',
      '12-02, 12-07',
    ],
    ['every: 每月1号', 'wrong-value', 'monthly: 1', 'monthly: 1', '2026-12-01', '12-01, 01-01'],
    ['every: hour', 'wrong-value', 'every: 1h', 'every: 1h', '2026-12-01', '12-01 00:00, 12-01 01:00'],
    ['at: 周一 9点', 'wrong-value', 'at: "09:00" … on: mon', 'at: "09:00", on: mon', '2026-12-01', '12-07, 12-14'],
    [
      'at: "09:00", timezone: 东八区',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: 北京时间',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: UTC+8',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: UTC+08:00',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: GMT+8',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: CST',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: "+08:00"',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: 中国标准时间',
      'unknown-timezone',
      'Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: 东九区',
      'unknown-timezone',
      'Asia/Tokyo',
      'at: "09:00", timezone: Asia/Tokyo',
      '2026-12-01',
      '12-01',
    ],
    [
      'at: "09:00", from: 2026-12-03, until: 2026-12-04',
      'unknown-key',
      'active: { from: 2026-12-03, until: 2026-12-04 }',
      'at: "09:00", active: { from: 2026-12-03, until: 2026-12-04 }',
      '2026-12-01',
      '12-03, 12-04',
    ],
    [
      'every: 6h, from: "09:00", until: "18:00"',
      'unknown-key',
      'between: "09:00-18:00"',
      'every: 6h, between: "09:00-18:00"',
      '2026-12-01',
      '12-01, 12-01 15:00, 12-02',
    ],
    // What is copied out of a calendar; the second Friday of December is the 11th, of January the 8th.
    [
      'rrule: "FREQ=WEEKLY;BYDAY=MO"',
      'unknown-key',
      'at: "09:00" … on: mon',
      'at: "09:00", on: mon',
      '2026-12-01',
      '12-07, 12-14',
    ],
    [
      'cron: "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261208T155959Z"',
      'cron-rrule',
      'at: "09:00" … on: [mon, tue] … active: { until: 2026-12-08 }',
      'at: "09:00", on: [mon, tue], active: { until: 2026-12-08 }',
      '2026-12-01',
      '12-01, 12-07, 12-08',
    ],
    [
      'cron: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"',
      'cron-rrule',
      'every: 2 weeks … on: tue … from: 2026-12-01',
      'every: 2 weeks, on: tue, from: 2026-12-01',
      '2026-12-01',
      '12-01, 12-15, 12-29',
    ],
    [
      'cron: "FREQ=MONTHLY;BYDAY=2FR;BYHOUR=18"',
      'cron-rrule',
      'monthly: 2nd fri … at: "18:00"',
      'monthly: 2nd fri, at: "18:00"',
      '2026-12-01',
      '12-11 18:00, 01-08 18:00',
    ],
    [
      'cron: "FREQ=MONTHLY;BYMONTHDAY=-1"',
      'cron-rrule',
      'monthly: last',
      'monthly: last',
      '2026-12-01',
      '12-31, 01-31',
    ],
    [
      'cron: "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"',
      'cron-rrule',
      'yearly: 2nd sun of may',
      'yearly: 2nd sun of may',
      '2026-12-01',
      '05-09',
    ],
    ['repeat: 每周一', 'unknown-key', 'at: "09:00" … on: mon', 'at: "09:00", on: mon', '2026-12-01', '12-07'],
    [
      'every: week on monday',
      'wrong-value',
      'at: "09:00" … on: monday',
      'at: "09:00", on: monday',
      '2026-12-01',
      '12-07, 12-14',
    ],
    [
      'every: 每两周周二',
      'wrong-value',
      'every: 2 weeks … on: tue … from: 2026-12-01',
      'every: 2 weeks, on: tue, from: 2026-12-01',
      '2026-12-01',
      '12-01, 12-15',
    ],
    [
      'every: month on the second friday',
      'wrong-value',
      'monthly: second friday',
      'monthly: second friday',
      '2026-12-01',
      '12-11, 01-08',
    ],
    [
      'every: 每年农历八月十五',
      'wrong-value',
      'yearly: { lunar: 八月十五 }',
      'yearly: { lunar: 八月十五 }',
      '2026-12-01',
      '09-15',
    ],
    [
      'monthly: 1日-3日',
      'unknown-monthly-day',
      'monthly: [1, 2, 3]',
      'monthly: [1, 2, 3]',
      '2026-12-01',
      '12-01, 12-02, 12-03, 01-01',
    ],
    ['yearly: May 20', 'wrong-value', 'yearly: 05-20', 'yearly: 05-20', '2026-12-01', '05-20'],
    [
      'at: "09:00", on: last friday',
      'wrong-value',
      'monthly: last friday',
      'monthly: last friday, at: "09:00"',
      '2026-12-01',
      '12-25, 01-29',
    ],
    [
      'at: "09:00", on: monday to friday',
      'wrong-value',
      'on: weekdays',
      'at: "09:00", on: weekdays',
      '2026-12-04',
      '12-04, 12-07',
    ],
    // Of 2026 what is worked in exchange from May on is Saturday 05-09, Sunday 09-20 and Saturday 10-10.
    [
      'at: "09:00", on: 调休',
      'wrong-value',
      'on: workdays … unless: weekdays',
      'at: "09:00", on: workdays, unless: weekdays',
      '2026-05-01',
      '05-09, 09-20, 10-10',
    ],
    // GitHub counts in UTC: 01:00 of Tuesday there is 09:00 in Shanghai.
    [
      'on: { schedule: [{ cron: "0 1 * * 1-5" }] }',
      'wrong-value',
      'cron: "0 1 * * 1-5" … timezone: UTC',
      'cron: "0 1 * * 1-5", timezone: UTC',
      '2026-12-01',
      '12-01 01:00, 12-02 01:00',
    ],
    [
      'cron: "0 0 9 ? * 2-6/2"',
      'cron-quartz-weekday',
      'mon-fri/2',
      'cron: "0 0 9 ? * mon-fri/2"',
      '2026-12-01',
      '12-02, 12-04, 12-07',
    ],
    // A star where a number was meant.
    [
      'cron: "* 9 * * 1"',
      'cron-every-minute',
      'cron: "0 9 * * 1" … 0-59',
      'cron: "0 9 * * 1"',
      '2026-12-01',
      '12-07, 12-14',
    ],
    [
      'cron: "* * 9 * * *"',
      'cron-every-second',
      'cron: "0 9 * * *" … 0-59',
      'cron: "0 9 * * *"',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'cron: "30 18 * * 1-5 *"',
      'cron-second-first',
      'cron: "30 18 * * 1-5" … 0-23',
      'cron: "30 18 * * 1-5"',
      '2026-12-04',
      '12-04 18:30, 12-07 18:30',
    ],
    [
      'cron: "30 18 * * * *"',
      'cron-second-first',
      'cron: "30 18 * * *" … 0-23',
      'cron: "30 18 0-23 * * *"',
      '2026-12-01',
      '12-01 00:18, 12-01 01:18',
    ],
    [
      'cron: "0 0 9 * * 1-5 *"',
      'cron-quartz',
      'cron: "0 9 * * sun-thu" … mon-fri',
      'cron: "0 9 * * sun-thu"',
      '2026-12-04',
      '12-06, 12-07',
    ],
    ['monthly: 15th', 'unknown-monthly-day', 'monthly: 15', 'monthly: 15', '2026-12-01', '12-15, 01-15'],
    [
      'monthly: 每月15号 18:00',
      'unknown-monthly-day',
      'at: "18:00" … monthly: 15',
      'at: "18:00", monthly: 15',
      '2026-12-01',
      '12-15 18:00',
    ],
    [
      'monthly: 15, shift: before',
      'wrong-choice',
      'previous-workday',
      'monthly: 15, shift: previous-workday',
      '2026-08-01',
      '08-14, 09-15',
    ],
    ['at: "09:00", on: every monday', 'wrong-value', 'on: mon', 'at: "09:00", on: mon', '2026-12-01', '12-07, 12-14'],
    [
      'at: "09:00", on: business days',
      'wrong-value',
      'on: workdays',
      'at: "09:00", on: workdays',
      '2026-12-04',
      '12-04, 12-07',
    ],
    [
      'at: "09:00", on: 12-25',
      'wrong-value',
      'yearly: 12-25',
      'at: "09:00", yearly: 12-25',
      '2026-12-01',
      '12-25, 12-25',
    ],
    [
      'every: 14d',
      'bad-interval',
      'every: 2 weeks … from: ',
      'every: 2 weeks, from: 2026-12-01',
      '2026-12-01',
      '12-01, 12-15, 12-29',
    ],
    ['yearly: 小年', 'which-little-new-year', '北方小年', 'yearly: 北方小年', '2026-03-01', '01-30'],
    [
      'yearly: 小年夜',
      'which-little-new-year',
      'yearly: 除夕 … advance: 1d',
      'yearly: 除夕, advance: 1d',
      '2026-12-01',
      '02-04',
    ],
    [
      'yearly: 春节前一天',
      'wrong-value',
      'yearly: 春节 … advance: 1d',
      'yearly: 春节, advance: 1d',
      '2026-12-01',
      '02-05',
    ],
    [
      'yearly: "国庆节前三天"',
      'wrong-value',
      'yearly: 10-01 … advance: 3d',
      'yearly: 10-01, advance: 3d',
      '2026-12-01',
      '09-28',
    ],
    // Lunar 十月十八 of 2026 is 11-26.
    [
      'yearly: 寒衣节',
      'wrong-value',
      'yearly: { lunar: 十月初一 }',
      'yearly: { lunar: 十月初一 }',
      '2026-11-01',
      '11-09',
    ],
    // The first Friday of 2027 is the 1st of January, of April the 2nd, the last of March the 26th.
    [
      'every: 每季度第一个周五',
      'wrong-value',
      'monthly: 1st friday … months: [1, 4, 7, 10]',
      'monthly: 1st friday, months: [1, 4, 7, 10]',
      '2026-12-01',
      '01-01, 04-02',
    ],
    [
      'monthly: last friday of each quarter',
      'unknown-monthly-day',
      'monthly: last friday … months: [3, 6, 9, 12]',
      'monthly: last friday, months: [3, 6, 9, 12]',
      '2026-12-01',
      '12-25, 03-26',
    ],
    [
      'every: 季度末',
      'wrong-value',
      'monthly: last … months: [3, 6, 9, 12]',
      'monthly: last, months: [3, 6, 9, 12]',
      '2026-12-01',
      '12-31, 03-31',
    ],
    // Weeks 49 and 51 of 2026 begin on 11-30 and 12-14.
    [
      'every: 单周周一',
      'wrong-value',
      'every: 2 weeks … on: mon … from: 2026-11-30',
      'every: 2 weeks, on: mon, from: 2026-11-30',
      '2026-12-01',
      '12-14, 12-28',
    ],
    [
      'at: "09:00", on: 双周周一',
      'wrong-value',
      'every: 2 weeks … on: mon … from: 2026-12-07',
      'every: 2 weeks, on: mon, from: 2026-12-07',
      '2026-12-01',
      '12-07, 12-21',
    ],
    // What is right in China is warned of too, and neither place is.
    [
      'at: "09:00", timezone: Etc/GMT-8',
      'timezone-sign',
      'timezone: Asia/Shanghai … timezone: America/Los_Angeles',
      'at: "09:00", timezone: America/Los_Angeles',
      '2026-12-01',
      '12-01, 12-02',
    ],
    [
      'at: "09:00", timezone: Etc/GMT-11',
      'timezone-sign',
      'timezone: Asia/Shanghai',
      'at: "09:00", timezone: Asia/Shanghai',
      '2026-12-01',
      '12-01',
    ],
  ])('%s: %s', async (written, code, mend, mended, from, expected) => {
    await expectTold(written, from, code, mend);
    expect(await said(mended, from)).not.toContain(`[${code}]`);
    expect(await firstOf(mended, from, expected)).toBe(expected);
  });
});

describe('what is as meant is not told', () => {
  it.each([
    'monthly: 31, months: [1, 3, 5]',
    'monthly: [30, 31], months: [1, 12]',
    'monthly: 29, months: [1, 3]',
    'monthly: [29, 30], months: [4, 6]',
    'cron: "0 9 31 1,3,5 *"',
    'cron: "0 9 31 jan,mar *"',
    'cron: "0 9 29-31 1,3 *"',
    'cron: "0 9 1,15 * *"',
    'cron: "0 9 10,20 * *"',
    'cron: "0 9 * * 1,3,5"',
    'cron: "0 9 * * 1-5/2"',
    'cron: "0 9 1 1-12/3 *"',
    'cron: "0 30 * * * *"',
    'cron: "* 9-17 * * *"',
    'cron: "0-59 9 * * *"',
    'cron: "0 9 ? * 1-5"',
  ])('%s', async (written) => {
    expect(await said(written, '2027-01-01')).toBe('');
  });
});

describe('dates swallowed', () => {
  it.each([
    // 2026-04-04 and 10-04 lie in holidays, until the 6th and the 7th; 05-10 is a Sunday, 05-09 worked in exchange.
    [
      'monthly: 4, months: [4, 10], on: workdays',
      'next-workday',
      'monthly: 4, months: [4, 10], shift: next-workday',
      '2026-01-01',
      '04-07, 10-08',
    ],
    ['yearly: 05-10, on: workdays', 'next-workday', 'yearly: 05-10, shift: next-workday', '2026-01-01', '05-11'],
    ['yearly: 05-10, unless: sun', 'change on, unless', 'yearly: 05-10', '2026-01-01', '05-10, 05-10'],
    [
      'yearly: 05-10, unless: sun',
      '2026-05-10 moves to 2026-05-11',
      'yearly: 05-10, unless: sun, shift: next-workday',
      '2026-01-01',
      '05-11, 05-10',
    ],
    // A Friday and the Saturday after it.
    [
      'once: [2026-12-04T09:00, 2026-12-05T09:00], on: workdays',
      '2026-12-05 moves to 2026-12-07',
      'once: [2026-12-04T09:00, 2026-12-05T09:00], on: workdays, shift: next-workday',
      '2026-12-01',
      '12-04, 12-07',
    ],
    // Friday the 15th is a workday, which no shift moves; Saturday the 15th goes to Monday the 17th.
    [
      'monthly: 15, on: workdays, unless: fri, months: [5, 8]',
      '2026-08-15 moves to 2026-08-17',
      'monthly: 15, on: workdays, months: [5, 8], shift: next-workday',
      '2026-05-01',
      '05-15, 08-17',
    ],
    // Of the Fridays 09-25 and 10-02 lie in holidays.
    [
      'cron: "0 9 * * 5", on: workdays',
      'previous-workday',
      'cron: "0 9 * * 5", shift: previous-workday',
      '2026-09-18',
      '09-18, 09-24, 09-30, 10-09',
    ],
    [
      'every: 3 days, from: 2026-09-20, on: workdays',
      'next-workday',
      'every: 3 days, from: 2026-09-20, shift: next-workday',
      '2026-09-20',
      '09-20, 09-23, 09-28, 09-29, 10-08',
    ],
  ])('%s', async (written, mend, mended, from, expected) => {
    const told = await said(written, from);
    expect(told).toContain('[dates-swallowed]');
    expect(told).toContain(mend);
    expect(await said(mended, from)).not.toContain('[dates-swallowed]');
    expect(await firstOf(mended, from, expected)).toBe(expected);
  });
});

describe('how many dates are swallowed, and which', () => {
  /*
   * Of 2026, of which the notice is known: of the 1sts and 15ths 01-01, 02-15, 05-01 and 10-01 lie in holidays; 02-01,
   * 03-01, 03-15, 11-01 and 11-15 are Sundays, 08-01 and 08-15 Saturdays. Sunday 01-04 is worked.
   */
  const FIRSTS = '2026-01-01, 2026-02-01, 2026-02-15, 2026-03-01';
  it.each([
    ['monthly: [1, 15], on: workdays', '24', '11', FIRSTS, '2026-01-01 … 2026-01-04'],
    ['cron: ["0 9 1 * *", "0 18 15 * *"], on: workdays', '24', '11', FIRSTS, '2026-01-01 … 2026-01-04'],
    ['cron: "0 9 1,15 * *", on: workdays', '24', '11', FIRSTS, '2026-01-01 … 2026-01-04'],
    ['monthly: [1, 15], at: ["09:00", "18:00"], on: workdays', '24', '11', FIRSTS, '2026-01-01 … 2026-01-04'],
    // What comes each day is no date by itself.
    [
      'cron: ["0 9 15 * *", "0 8 * * *"], on: workdays',
      '12',
      '4',
      '2026-02-15, 2026-03-15, 2026-08-15, 2026-11-15',
      '2026-02-15 … 2026-02-24',
    ],
    // 101 days after the 1st of January lies Sunday the 12th of April, then 07-22, 10-31 (a Saturday).
    [
      'every: 101 days, from: 2026-01-01, on: workdays',
      '4',
      '3',
      '2026-01-01, 2026-04-12, 2026-10-31',
      '2026-01-01 … 2026-01-04',
    ],
    // Of the dates by hand one is a Sunday, one lies in the stretch, and one is a date alone, which is meant.
    [
      'once: [2026-01-11T09:00, 2026-01-14T09:00, 2026-01-20T09:00, 2026-01-26T09:00], on: workdays, skip: [2026-01-19..2026-01-21, 2026-01-26]',
      '3',
      '2',
      '2026-01-11, 2026-01-20',
      '2026-01-11 … 2026-01-12',
    ],
  ])('%s: of %s, %s', async (written, of, count, dates, moved) => {
    const told = await saidInBoth(written, '2026-01-01');
    expect(told.en).toContain('in the coming year, ');
    expect(told.en).toContain(` ${count} of its ${of} days: ${dates}`);
    for (const text of Object.values(told)) {
      for (const part of ['[dates-swallowed]', of, count, ...dates.split(', '), ...moved.split(' … ')])
        expect(text).toContain(part);
    }
    const [from = '', to = ''] = moved.split(' … ');
    const times = await timesOf(`${written}, shift: next-workday`, '2026-01-01', '2026-12-31');
    expect(times.some((time) => time.startsWith(to))).toBe(true);
    expect(times.some((time) => time.startsWith(from))).toBe(false);
  });

  it.each([
    'at: "09:00", on: workdays',
    'at: "09:00", on: workdays, active: { until: 2026-06-30 }',
    'at: "09:00", on: mon, unless: holidays',
    'every: 1h, on: workdays',
    'cron: "0 9 * * *", on: workdays',
    'countdown: 2026-12-16, on: mon',
    'monthly: 15, active: { from: 05-01, until: 09-30 }',
    'monthly: 15, on: workdays, shift: skip',
    'monthly: 15, skip: 2026-08-15',
  ])('of %s nothing is said', async (written) => {
    expect(await said(written, '2026-01-01')).not.toMatch(/dates-swallowed|event-left-out/);
  });
});

describe('a countdown that is silent on its day', () => {
  it.each([
    // A Sunday.
    ['countdown: 2026-12-06, on: workdays', 'once: 2026-12-06T09:00', '12-06'],
    ['countdown: 2026-12-06, at: "08:00", unless: weekends', 'once: 2026-12-06T08:00', '12-06 08:00'],
    ['countdown: 2026-12-16, skip: 2026-12-14..2026-12-18', 'once: 2026-12-16T09:00', '12-16'],
  ])('%s', async (written, mend, expected) => {
    await expectTold(written, '2026-12-01', 'event-left-out', mend);
    expect(await said(mend, '2026-12-01')).toBe('');
    expect(await firstOf(mend, '2026-12-01', expected)).toBe(expected);
  });
});

describe('what nobody knows yet', () => {
  it.each([
    // Of 2027 there is no notice yet: a Sunday after the holiday may be worked, a Monday in it off.
    ['once: 2027-10-10T09:00, on: workdays', 'waits-for-notice'],
    ['once: 2027-10-04T09:00, on: holidays', 'waits-for-notice'],
    ['once: 2027-01-04T09:00, on: days-off', 'waits-for-notice'],
    ['once: [2026-12-05T09:00, 2027-10-10T09:00], on: workdays', 'waits-for-notice'],
    // Of 2026 it is known, and 2027-10-01 is a holiday by law; a Saturday stays one.
    ['once: 2026-12-05T09:00, on: workdays', 'filter-leaves-nothing'],
    ['once: 2027-10-01T09:00, on: workdays', 'filter-leaves-nothing'],
    ['once: 2027-02-13T09:00, unless: weekends', 'filter-leaves-nothing'],
    // Nobody knows the workdays after 2099, nor the moon after 2100.
    ['once: 2101-01-03T09:00, on: workdays', 'beyond-known-days'],
    ['monthly: first workday, active: { from: 2101-01-01 }', 'beyond-known-days'],
    ['yearly: 05-20, shift: next-workday, active: { from: 2101-01-01 }', 'beyond-known-days'],
    ['countdown: 2101-06-07, on: workdays, active: { from: 2101-01-01 }', 'beyond-known-days'],
    ['yearly: 冬至, active: { from: 2101-01-01 }', 'beyond-known-days'],
    ['monthly: { lunar: 1 }, active: { from: 2101-01-01 }', 'beyond-known-days'],
  ])('%s: %s', async (written, code) => {
    for (const told of Object.values(await saidInBoth(written, '2026-12-01'))) {
      const codes = told.match(/(?<=\[)(?!calendar-)[a-z]+-[a-z-]+(?=\]$)/gm);
      expect(codes).toEqual([code]);
    }
    expect(await timesOf(written, '2026-12-01', '2110-12-31')).toEqual([]);
  });

  it('ends where the last year ends of which it is known', async () => {
    expect(await timesOf('at: "09:00", on: workdays', '2099-12-30', '2110-12-31')).toEqual([
      '2099-12-30 09:00',
      '2099-12-31 09:00',
    ]);
  });
});

describe('dates swallowed for ever', () => {
  it.each([
    // Labour Day is off until the 5th, the 9th is worked in exchange: the first workday is Wednesday the 6th.
    ['yearly: 05-01, on: workdays', 'never-fires', '2026-05-01 moves to 2026-05-06', '05-06'],
    // 2026-06-19 is a Friday, off with the weekend.
    ['yearly: 端午, on: workdays', 'never-fires', '2026-06-19 moves to 2026-06-22', '06-22'],
    ['once: 2026-12-05T09:00, on: workdays', 'filter-leaves-nothing', '2026-12-05 moves to 2026-12-07', '12-07'],
  ])('%s: %s, %s', async (written, code, mend, expected) => {
    const told = await said(written, '2026-01-01');
    expect(told).toContain(`[${code}]`);
    expect(told).toContain(mend);
    expect(await firstOf(`${written}, shift: next-workday`, '2026-01-01', expected)).toBe(expected);
  });
});

describe('mends that say what was meant, not its opposite', () => {
  it.each([
    ['at: "09:00", on: "!workdays"', 'on: days-off', 'at: "09:00", on: days-off', '12-05, 12-06, 12-12'],
    ['at: "09:00", on: not workdays', 'on: days-off', 'at: "09:00", on: days-off', '12-05, 12-06, 12-12'],
    ['at: "09:00", on: 非工作日', 'on: days-off', 'at: "09:00", on: days-off', '12-05, 12-06, 12-12'],
    ['at: "09:00", on: ["!workdays"]', 'on: days-off', 'at: "09:00", on: days-off', '12-05, 12-06, 12-12'],
    ['at: "09:00", on: 上班日不提醒', 'on: days-off', 'at: "09:00", on: days-off', '12-05, 12-06, 12-12'],
    ['at: "09:00", on: "no holidays"', 'unless: holidays', 'at: "09:00", unless: holidays', '12-01, 12-02'],
    ['at: "09:00", on: "!holidays"', 'unless: holidays', 'at: "09:00", unless: holidays', '12-01, 12-02'],
    ['at: "09:00", on: 非节假日', 'unless: holidays', 'at: "09:00", unless: holidays', '12-01, 12-02'],
    ['at: "09:00", on: 节假日除外', 'unless: holidays', 'at: "09:00", unless: holidays', '12-01, 12-02'],
    ['at: "09:00", on: 不含节假日', 'unless: holidays', 'at: "09:00", unless: holidays', '12-01, 12-02'],
    [
      'at: "09:00", on: except weekends',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: 除周末',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: 除了周末',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: 周末除外',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: 跳过周末',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: "!weekends"',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: "~weekends"',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: 除了周六周日',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    ['at: "09:00", on: "-sat"', 'unless: sat', 'at: "09:00", unless: sat', '12-01, 12-02, 12-03, 12-04, 12-06'],
    ['at: "09:00", on: ["-sat"]', 'unless: sat', 'at: "09:00", unless: sat', '12-01, 12-02, 12-03, 12-04, 12-06'],
    [
      'at: "09:00", on: ["-sat", "-sun"]',
      'unless: [sat, sun]',
      'at: "09:00", unless: [sat, sun]',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", on: [workdays, "!fri"]',
      'on: workdays … unless: fri',
      'at: "09:00", on: workdays, unless: fri',
      '12-01, 12-02, 12-03, 12-07',
    ],
    [
      'at: "09:00", on: 工作日除周五',
      'on: workdays … unless: fri',
      'at: "09:00", on: workdays, unless: fri',
      '12-01, 12-02, 12-03, 12-07',
    ],
    [
      'at: "09:00", on: every day except sunday',
      'unless: sunday',
      'at: "09:00", unless: sunday',
      '12-01, 12-02, 12-03, 12-04, 12-05, 12-07',
    ],
    [
      'at: "09:00", unless: "!workdays"',
      'on: workdays',
      'at: "09:00", on: workdays',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    ['at: "09:00", unless: ["-sat"]', 'on: sat', 'at: "09:00", on: sat', '12-05, 12-12'],
    [
      'at: "09:00", skip: weekends',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", skip: "!workdays"',
      'on: workdays',
      'at: "09:00", on: workdays',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    [
      'at: "09:00", except: weekends',
      'unless: weekends',
      'at: "09:00", unless: weekends',
      '12-01, 12-02, 12-03, 12-04, 12-07',
    ],
    ['at: "09:00", not: workdays', 'unless: workdays', 'at: "09:00", unless: workdays', '12-05, 12-06, 12-12'],
    ['at: "09:00", exclude: 2026-12-02', 'skip: 2026-12-02', 'at: "09:00", skip: 2026-12-02', '12-01, 12-03'],
    ['at: 晚上12点', 'at: "00:00"', 'at: "00:00"', '12-01 00:00, 12-02 00:00'],
    ['at: 晚上1点', 'at: "01:00"', 'at: "01:00"', '12-01 01:00, 12-02 01:00'],
    ['at: 凌晨12点', 'at: "00:00"', 'at: "00:00"', '12-01 00:00, 12-02 00:00'],
    ['at: 半夜2点', 'at: "02:00"', 'at: "02:00"', '12-01 02:00, 12-02 02:00'],
    ['at: 12am', 'at: "00:00"', 'at: "00:00"', '12-01 00:00, 12-02 00:00'],
    ['at: "24:00"', 'at: "00:00"', 'at: "00:00"', '12-01 00:00, 12-02 00:00'],
    ['at: midnight', 'at: "00:00"', 'at: "00:00"', '12-01 00:00, 12-02 00:00'],
    ['at: 中午12点', 'at: "12:00"', 'at: "12:00"', '12-01 12:00, 12-02 12:00'],
    ['at: 下午12点半', 'at: "12:30"', 'at: "12:30"', '12-01 12:30, 12-02 12:30'],
    ['at: 12pm', 'at: "12:00"', 'at: "12:00"', '12-01 12:00, 12-02 12:00'],
    ['at: 上午12点', 'at: "12:00"', 'at: "12:00"', '12-01 12:00, 12-02 12:00'],
    ['at: noon', 'at: "12:00"', 'at: "12:00"', '12-01 12:00, 12-02 12:00'],
    ['once: 2026-12-02 晚上12点', 'once: 2026-12-03T00:00', 'once: 2026-12-03T00:00', '12-03 00:00'],
    ['once: 2026-12-02 24:00', 'once: 2026-12-03T00:00', 'once: 2026-12-03T00:00', '12-03 00:00'],
    ['once: 2026-12-02 晚上1点', 'once: 2026-12-03T01:00', 'once: 2026-12-03T01:00', '12-03 01:00'],
    ['once: 2026-12-02 凌晨12点', 'once: 2026-12-02T00:00', 'once: 2026-12-02T00:00', '12-02 00:00'],
    ['once: 2026-12-02 12am', 'once: 2026-12-02T00:00', 'once: 2026-12-02T00:00', '12-02 00:00'],
    ['once: 2026-12-02 中午12点', 'once: 2026-12-02T12:00', 'once: 2026-12-02T12:00', '12-02 12:00'],
  ])('%s: %s', async (written, mend, mended, expected) => {
    const hints = { en: / (?:write|instead of the whole list write) /, 'zh-CN': /(?:写成|整个列表改成|改成) / };
    const told = await saidInBoth(written, '2026-12-01');
    for (const locale of ['en', 'zh-CN'] as const) {
      const [, hint = ''] = told[locale].split(hints[locale]);
      for (const part of mend.split(' … ')) expect(hint).toContain(part);
      // Nothing else: no day that was left out is named as one to be told on.
      expect(hint.match(/\b(?:on|unless|skip|at|once):/g)).toEqual(mend.match(/\b(?:on|unless|skip|at|once):/g));
    }
    expect(await firstOf(mended, '2026-12-01', expected)).toBe(expected);
  });

  it.each(['UTC-5', 'GMT-8', '西五区'])('of the zone %s no other one is made', async (zone) => {
    expect(await said(`at: "09:00", timezone: ${zone}`, '2026-12-01')).not.toContain('did you mean');
  });

  it('one hint for what begins and ends, instead of both', async () => {
    const told = await said('at: "09:00", from: 2026-12-03, until: 2026-12-04', '2026-12-01');
    expect(told.match(/ error /g)).toHaveLength(1);
    expect(told).toContain('instead of from and until');
  });
});

describe('false text', () => {
  // 2026-12-02 is a Wednesday.
  it.each([
    [`{{ at | date: 'HH:MM' }}`, 'date-format', `{{ at | date: 'HH:mm' }}`, '09:05'],
    [`{{ at | date: 'yyyy-mm-dd' }}`, 'date-format', `{{ at | date: 'yyyy-MM-dd' }}`, '2026-12-02'],
    [`{{ at | date: 'mm月dd日' }}`, 'date-format', `{{ at | date: 'MM月dd日' }}`, '12月02日'],
    [`{{ at | date: 'HH时MM分' }}`, 'date-format', `{{ at | date: 'HH时mm分' }}`, '09时05分'],
    [`{{ at | date: 'HH:SS' }}`, 'date-format', `{{ at | date: 'HH:mm' }}`, '09:05'],
    [`{{ at | date: '周E' }}`, 'date-format', `{{ at | date: 'EEE' }}`, '周三'],
    [`{{ date | date: 'HH:mm' }}`, 'date-without-time', `{{ at | date: 'HH:mm' }}`, '09:05'],
    [`{{ date | plus: 1 | date: 'HH:mm' }}`, 'date-without-time', `{{ at | plus: 1 | date: 'HH:mm' }}`, '09:05'],
    [
      `{% assign day = date %}{{ day | date: 'HH:mm' }}`,
      'date-without-time',
      `{% assign day = at %}{{ day | date: 'HH:mm' }}`,
      '09:05',
    ],
    [
      `{% case date %}{% when '12-02' %}生日{% else %}平常{% endcase %}`,
      'date-compared',
      `{% assign day = date | date: 'MM-dd' %}{% case day %}{% when '12-02' %}生日{% else %}平常{% endcase %}`,
      '生日',
    ],
    [
      `{% if date < '18:00' %}早{% else %}晚{% endif %}`,
      'date-compared',
      `{% if at < '18:00' %}早{% else %}晚{% endif %}`,
      '早',
    ],
    [
      `{% if date == '生日' %}生日{% else %}平常{% endif %}`,
      'date-compared',
      `{% if date == '12-02' %}生日{% else %}平常{% endif %}`,
      '生日',
    ],
    [`开会", mention: "1380000000`, 'mobile-digits', `开会", mention: "13800000000`, '开会'],
    [`@小明 开会`, 'at-calls-nobody', `开会", mention: "xiaoming`, '开会'],
    [`@13800000000 开会`, 'at-calls-nobody', `开会", mention: "13800000000`, '开会'],
    [`@所有人 开会`, 'at-calls-nobody', `开会", mention: "all`, '开会'],
  ])('%s: %s', async (written, code, mended, expected) => {
    const yaml = (text: string): string => `at: "09:05", text: "${text}"`;
    expect(await said(yaml(written), '2026-12-02')).toContain(`[${code}]`);
    expect(await said(yaml(mended), '2026-12-02')).toBe('');
    const [first] = await toldOf(yaml(mended), '2026-12-02', '2026-12-02');
    expect(first?.text).toContain(expected);
  });

  it('dates are counted by days', async () => {
    const text = '{{ date | plus: 7 }} {{ date | minus: 7 }}';
    expect((await toldOf(`at: "09:00", text: "${text}"`, '2026-12-02', '2026-12-02'))[0]?.text).toBe(
      '2026-12-09 2026-11-25',
    );
  });
});

describe('rosters', () => {
  const PEOPLE = 'lili: { name: 丽丽 }, laowang: { name: 老王 }, xiaoming:';
  const TEXT = 'text: "{{ person.name }}"';

  /*
   * 2026-12-01 is a Tuesday; the week of Monday 2026-11-30 is xiaoming's, the next one lili's, then laowang's.
   * Who is told of, what is written instead, and who then has the first turns.
   */
  it.each([
    [
      'turns shorter than the interval',
      'every: 2 weeks, from: 2026-11-30, rotate: { people: [xiaoming, lili], every: 1 week, from: 2026-11-30 }',
      'lili',
      'every: 2 weeks, from: 2026-11-30, rotate: { people: [xiaoming, lili], every: 2 weeks, from: 2026-11-30 }',
      // 12-14, 12-28
      'lili xiaoming',
    ],
    [
      'until a date',
      'every: 2 weeks, from: 2026-11-30, active: { until: 2027-01-31 }, rotate: { people: [xiaoming, lili], every: 1 week, from: 2026-11-30 }',
      'lili',
      'every: 2 weeks, from: 2026-11-30, active: { until: 2027-01-31 }, rotate: { people: [xiaoming, lili], every: 1 time, from: 2026-11-30 }',
      'lili xiaoming lili xiaoming',
    ],
    [
      'in December only, by the month',
      'at: "09:00", active: { from: 12-01, until: 12-31 }, rotate: { people: [xiaoming, lili], every: 1 month, from: 2026-12-01 }',
      'lili',
      'at: "09:00", active: { from: 12-01, until: 12-31 }, rotate: { people: [xiaoming, lili], every: 1 time, from: 2026-12-01 }',
      'xiaoming lili xiaoming',
    ],
    [
      'in some months',
      'monthly: 1, months: [1, 7], rotate: { people: [xiaoming, lili], every: 1 month, from: 2027-01-01 }',
      'lili',
      'monthly: 1, months: [1, 7], rotate: { people: [xiaoming, lili], every: 6 months, from: 2027-01-01 }',
      'xiaoming lili xiaoming',
    ],
    [
      'while a stretch is skipped',
      'every: 2 weeks, from: 2026-11-30, skip: 2026-12-10..2027-12-31, rotate: { people: [xiaoming, lili], every: 1 week, from: 2026-11-30 }',
      'lili',
      'every: 2 weeks, from: 2026-11-30, skip: 2026-12-10..2027-12-31, rotate: { people: [xiaoming, lili], every: 1 time, from: 2026-11-30 }',
      'lili xiaoming',
    ],
    [
      'two at once: lili is in both, laowang in the one that never comes',
      'every: 2 weeks, from: 2026-11-30, rotate: { people: [[xiaoming, lili], [laowang, lili]], every: 1 week, from: 2026-11-30 }',
      'laowang',
      'every: 2 weeks, from: 2026-11-30, rotate: { people: [[xiaoming, lili], [laowang, lili]], every: 2 weeks, from: 2026-11-30 }',
      'laowang xiaoming',
    ],
    [
      'a countdown within one turn',
      'countdown: 2026-12-25, rotate: { people: [xiaoming, lili], every: 1 month, from: 2026-12-01 }',
      'lili',
      'countdown: 2026-12-25, rotate: { people: [xiaoming, lili], every: 1 day, from: 2026-12-01 }',
      'xiaoming lili',
    ],
    [
      'dates by hand',
      'once: [2026-12-20T09:00, 2026-12-27T09:00], rotate: { people: [xiaoming, lili], every: 2 weeks, from: 2026-11-30 }',
      'xiaoming',
      'once: [2026-12-20T09:00, 2026-12-27T09:00], rotate: { people: [xiaoming, lili], every: 1 week, from: 2026-11-30 }',
      'xiaoming lili',
    ],
  ])('%s', async (_, written, neglected, mended, persons) => {
    const told = await saidInBoth(`${written}, ${TEXT}`, '2026-12-01', PEOPLE);
    const words = new RegExp(
      `(?:in this roster ${neglected} gets? no turn|这样轮下去，${neglected}一直轮不到).*\\[roster-unfair\\]`,
    );
    for (const text of Object.values(told)) expect(text).toMatch(words);
    expect(await said(`${mended}, ${TEXT}`, '2026-12-01', PEOPLE)).not.toContain('[roster-unfair]');
    const turns = await toldOf(`${mended}, ${TEXT}`, '2026-12-01', '2028-12-31', '', persons.split(' ').length);
    expect(turns.map(({ person }) => person).join(' ')).toBe(persons);
  });

  it.each([
    ['小明', 'xiaoming'],
    ['小明、丽丽', '[xiaoming, lili]'],
    ['丽丽，xiaoming', '[lili, xiaoming]'],
    ['所有人', '[lili, laowang, xiaoming]'],
    ['小明、小红', undefined],
  ])('of the people %s: %s', async (written, meant) => {
    const rotate = (people: string): string =>
      `at: "09:00", rotate: { people: ${people}, every: 1 day, from: 2026-12-01 }, ${TEXT}`;
    const told = await said(rotate(written), '2026-12-01', PEOPLE);
    expect(told).toContain('[unknown-person]');
    expect(/did you mean (.*)\?/.exec(told)?.[1]).toBe(meant);
    if (meant !== undefined) expect(await said(rotate(meant), '2026-12-01', PEOPLE)).not.toContain(' error ');
  });

  it.each([
    // October was xiaoming's, November lili's: what is left is laowang's.
    [
      'who had their turn before',
      'at: "09:00", active: { until: 2026-12-31 }, rotate: { people: [xiaoming, lili, laowang], every: 1 month, from: 2026-10-01 }',
    ],
    [
      'fewer dates than people',
      'at: "09:00", on: mon, active: { until: 2026-12-14 }, rotate: { people: [xiaoming, lili, laowang], every: 1 week, from: 2026-11-30 }',
    ],
    [
      'three months of each year',
      'at: "09:00", active: { from: 12-01, until: 02-28 }, rotate: { people: [xiaoming, lili, laowang], every: 1 month, from: 2026-12-01 }',
    ],
    [
      'three weeks of each year',
      'at: "09:00", on: mon, active: { from: 12-01, until: 12-21 }, rotate: { people: [xiaoming, lili, laowang], every: 1 week, from: 2026-11-30 }',
    ],
    [
      'over after a round and a half',
      'at: "09:00", active: { until: 2026-12-03 }, rotate: { people: [xiaoming, lili], every: 1 day, from: 2026-12-01 }',
    ],
    ['once', 'once: 2026-12-20T09:00, rotate: { people: [xiaoming, lili], every: 1 week, from: 2026-11-30 }'],
  ])('nothing is said of %s', async (_, written) => {
    expect(await said(`${written}, ${TEXT}`, '2026-12-01', PEOPLE)).not.toContain('[roster-unfair]');
  });
});

/** As many of its times as are expected. */
async function firstOf(yaml: string, from: string, expected: string): Promise<string> {
  const until = `${Number(from.slice(0, 4)) + 2}-12-31`;
  const times = await timesOf(yaml, from, until, '', expected.split(', ').length);
  return times.map((time) => time.slice(5).replace(' 09:00', '')).join(', ');
}
