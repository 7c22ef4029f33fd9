import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

describe('explain', () => {
  it('gives words and next times, and marks what a clock change moved', async () => {
    const args = ['explain', '30 2 * * *', '--timezone', 'America/New_York', '--from', '2026-03-08', '--count', '2'];
    expect(await dingbell(args)).toEqual({
      stdout: [
        'At 02:30, every day',
        'Next, in America/New_York:',
        '  2026-03-08 Sun 03:00 -04:00  clock change: there is no 02:30 that day, it fires right after the gap',
        '  2026-03-09 Mon 02:30 -04:00',
        '',
      ].join('\n'),
      stderr: '',
      code: 0,
    });
  });

  it('speaks Chinese, in Asia/Shanghai by default', async () => {
    const { stdout } = await dingbell([
      'explain',
      '0 9 * * 1-5',
      '--from',
      '2026-12-01',
      '--count',
      '1',
      '--lang',
      'zh-CN',
    ]);
    expect(stdout).toBe('在09:00，星期一至星期五\n接下来（Asia/Shanghai）：\n  2026-12-01 周二 09:00 +08:00\n');
  });

  it('prints one JSON object', async () => {
    const { stdout } = await dingbell(['explain', '*/90 * * * *', '--from', '2026-12-01', '--count', '2', '--json']);
    expect(jsonLines(stdout)).toEqual([
      {
        expression: '*/90 * * * *',
        text: 'Every hour',
        timezone: 'Asia/Shanghai',
        next: ['2026-12-01T00:00:00+08:00', '2026-12-01T01:00:00+08:00'],
        warnings: [expect.stringContaining('*/90')],
      },
    ]);
  });

  it('takes an expression whose quotes were forgotten', async () => {
    const { stdout } = await dingbell([
      'explain',
      '0',
      '9',
      '1',
      '1',
      '1',
      '--day-match',
      'both',
      '--from',
      '2026-12-01',
      '--count',
      '1',
    ]);
    expect(stdout).toMatch(/2029-01-01 Mon 09:00/);
  });

  it.each([
    ['a field that is none', ['0 24 * * *'], /"24" is no hour\n {2}→ midnight is 0\n/, 1],
    ['a date that never comes', ['0 0 30 2 *'], /never fires/, 1],
    ['two restricted day fields', ['0 9 13 * 5'], /→ Here: --day-match either, or --day-match both\.\n/, 1],
    ['words', ['工作日', '9:30'], /→ write at: "09:30", and beside it on: workdays\n/, 1],
    ['words without spaces', ['每周一9点'], /→ write at: "09:00", and beside it on: mon\n/, 1],
    ['an unknown zone', ['@daily', '--timezone', 'Asia/Shanhai'], /There is no time zone "Asia\/Shanhai"/, 2],
  ])('refuses %s', async (_, args, message, exitCode) => {
    const { stdout, stderr, code } = await dingbell(['explain', ...args]);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: exitCode });
  });
});

/** Worked out on a calendar: 2026-12-02 is a Wednesday. */
describe('explain, of what stands in a reminder', () => {
  const times = async (keys: string, ...more: readonly string[]) => {
    const { stdout, stderr } = await dingbell(['explain', keys, '--from', '2026-12-01', '--count', '2', ...more]);
    expect(stderr).toBe('');
    return stdout.trimEnd().split('\n');
  };

  it.each([
    ['at: "08:50", on: workdays', '工作日 08:50', '2026-12-01 周二 08:50', '2026-12-02 周三 08:50'],
    ['at: ["10:00", "15:00"], on: days-off', '休息日 10:00、15:00', '2026-12-05 周六 10:00', '2026-12-05 周六 15:00'],
    ['cron: "30 19 * * 1,3"', '每周一、三 19:30', '2026-12-02 周三 19:30', '2026-12-07 周一 19:30'],
    [
      'cron: ["0 9 1 1 *", "0 9 5 12 *"]',
      '在09:00，限每月 1 号，仅于一月份；在09:00，限每月 5 号，仅于十二月份',
      '2026-12-05 周六 09:00',
      '2027-01-01 周五 09:00',
    ],
    [
      'every: 2h, between: "22:00-06:00", on: fri',
      '每周五 22:00–06:00 每 2 小时',
      '2026-12-04 周五 22:00',
      '2026-12-05 周六 00:00',
    ],
    [
      'every: 2 weeks, from: 2026-12-02',
      '每 2 周 周三 09:00，从 2026-12-02 起',
      '2026-12-02 周三 09:00',
      '2026-12-16 周三 09:00',
    ],
    [
      'every: 6 days, for: 4 days, from: 2026-11-29',
      '每 6 天里连续 4 天 09:00，从 2026-11-29 起',
      '2026-12-01 周二 09:00',
      '2026-12-02 周三 09:00',
    ],
    [
      'monthly: [1, 3rd last workday], months: [12]',
      '每年 12 月 1 日、倒数第 3 个工作日 09:00',
      '2026-12-01 周二 09:00',
      '2026-12-29 周二 09:00',
    ],
    ['monthly: { lunar: [1, 15] }', '每个农历月初一、十五 09:00', '2026-12-09 周三 09:00', '2026-12-23 周三 09:00'],
    ['yearly: 12-24, since: 2016', '每年 12月24日 09:00', '2026-12-24 周四 09:00', '2027-12-24 周五 09:00'],
    ['yearly: { lunar: 除夕 }', '每年除夕 09:00', '2027-02-05 周五 09:00', '2028-01-25 周二 09:00'],
    ['yearly: 冬至', '每年冬至 09:00', '2026-12-22 周二 09:00', '2027-12-22 周三 09:00'],
    ['yearly: 2nd sunday of may', '每年 5 月第 2 个周日 09:00', '2027-05-09 周日 09:00', '2028-05-14 周日 09:00'],
    ['countdown: 2026-12-02', '倒数到 2026-12-02，每天 09:00', '2026-12-01 周二 09:00', '2026-12-02 周三 09:00'],
    [
      'once: [2026-12-05T14:00, 2026-12-12T14:00]',
      '2026-12-05 14:00 等 2 次',
      '2026-12-05 周六 14:00',
      '2026-12-12 周六 14:00',
    ],
  ])('%s', async (keys, words, first, second) => {
    const lines = await times(keys, '--lang', 'zh-CN');
    expect(lines.filter((line) => !/^警告|^ {2}→/.test(line))).toEqual([
      words,
      '接下来（Asia/Shanghai）：',
      `  ${first} +08:00`,
      `  ${second} +08:00`,
    ]);
  });

  it('in braces, with notices, in another zone', async () => {
    const keys = '{ yearly: 12-24, advance: [1d, 0d], timezone: Europe/Berlin }';
    expect((await times(keys)).slice(-3)).toEqual([
      'Next, in Europe/Berlin:',
      '  2026-12-23 Wed 09:00 +01:00  1 day before 2026-12-24',
      '  2026-12-24 Thu 09:00 +01:00',
    ]);
    expect((await times('at: "09:00"', '--timezone', 'Europe/Berlin')).at(-1)).toBe('  2026-12-02 Wed 09:00 +01:00');
  });

  it('says how long before what is announced, and what season it keeps', async () => {
    const lines = await times('once: [2026-12-10T14:30, 2026-12-12T09:00], advance: [30m]');
    expect(lines.slice(-2)).toEqual([
      '  2026-12-10 Thu 14:00 +08:00  30 min before 14:30',
      '  2026-12-12 Sat 08:30 +08:00  30 min before 09:00',
    ]);
    const [words, , first] = await times('monthly: 31, short: last, active: { from: 02-01, until: 04-30 }');
    expect(words).toBe('monthly on the 31st or the last day at 09:00, from 02-01 to 04-30 each year');
    expect(first).toBe('  2027-02-28 Sun 09:00 +08:00  there is no 31 Feb: 28 Feb instead');
  });

  it('says what a clock change does', async () => {
    const { stdout } = await dingbell(['explain', 'at: "02:30", timezone: Europe/Berlin', '--from', '2027-03-28']);
    expect(stdout).toMatch(/2027-03-28 Sun 03:00 \+02:00 {2}clock change: there is no 02:30 that day/);
  });

  it.each([
    ['a mistake', 'every: 14d', /write every: 2 weeks/],
    ['a key that is none', 'evry: 2 weeks', /evry/],
    ['somebody unknown', 'at: "09:00", rotate: { people: [lili], every: 1 time }', /lili/],
  ])('refuses %s', async (_, keys, message) => {
    const { stdout, stderr, code } = await dingbell(['explain', keys]);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });
});

describe('explain, of a reminder by its id', () => {
  const YAML = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽, birthday: 12-03, joined: 2019-12-05 }, xiaoming: { name: 小明 } }
calendars: { shop: { week: [sat] } }
defaults: { robot: team }
reminders:
  duty: { at: "10:00", rotate: { people: [xiaoming, lili], every: 1 day, from: 2026-12-01 }, text: a }
  birthdays: { birthdays: all, text: a }
  joined: { anniversaries: all, text: a }
  shop: { at: "09:00", on: workdays, calendar: shop, timezone: America/New_York, text: a }
`;

  it.each([
    ['duty', 'every day at 10:00', '2026-12-01 Tue 10:00 +08:00  小明', '2026-12-02 Wed 10:00 +08:00  丽丽'],
    ['birthdays', 'on birthdays at 09:00', '2026-12-03 Thu 09:00 +08:00  丽丽', '2027-12-03 Fri 09:00 +08:00  丽丽'],
    [
      'joined',
      'on work anniversaries at 09:00',
      '2026-12-05 Sat 09:00 +08:00  丽丽',
      '2027-12-05 Sun 09:00 +08:00  丽丽',
    ],
    ['shop', 'on workdays at 09:00', '2026-12-05 Sat 09:00 -05:00', '2026-12-12 Sat 09:00 -05:00'],
  ])('%s', async (id, words, first, second) => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const { stdout } = await dingbell(['explain', id, '--from', '2026-12-01', '--count', '2'], { cwd });
    const zone = id === 'shop' ? 'America/New_York' : 'Asia/Shanghai';
    expect(stdout).toBe(`${words}\nNext, in ${zone}:\n  ${first}\n  ${second}\n`);
  });

  it('of which one is meant is said when there is none of that name', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const { stderr, code } = await dingbell(['explain', 'dutty'], { cwd });
    expect(stderr).toMatch(/There is no reminder "dutty"\. Did you mean duty\?/);
    expect(code).toBe(2);
  });

  it('as JSON', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML });
    const { stdout } = await dingbell(['explain', 'duty', '--from', '2026-12-01', '--count', '1', '--json'], { cwd });
    expect(jsonLines(stdout)).toEqual([
      {
        expression: 'duty',
        text: 'every day at 10:00',
        timezone: 'Asia/Shanghai',
        next: ['2026-12-01T10:00:00+08:00'],
        warnings: [],
      },
    ]);
  });
});

describe('schema', () => {
  it('is the JSON Schema of the YAML, as the shipped file holds it', async () => {
    const { stdout, code } = await dingbell(['schema', '--json']);
    expect(jsonLines(stdout)).toMatchObject([{ type: 'object', properties: { reminders: expect.any(Object) } }]);
    expect(code).toBe(0);
  });
});
