import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
robots: { team: { webhook: sandbox } }
calendars:
  office: { off: [2026-10-08], work: [2026-10-11] }
reminders:
  lunch: { robot: team, at: "11:50", on: workdays, text: 午饭 }
`;
const files = { 'schedules/all.yaml': YAML };

async function days(...args: readonly string[]) {
  return jsonLines((await dingbell(['calendar', '--json', ...args], { cwd: folder(files) })).stdout);
}

describe('calendar', () => {
  it.each([
    [
      'a month that is too far away',
      '9999-12',
      '--month: 9999-12 is too far away. Months from 1900-01 to 2999-12 can be shown.',
    ],
    ['what is no month', '2026-13', '--month: "2026-13" is not a month. Write one like 2026-11.'],
  ])('%s is told as that', async (_, month, message) => {
    const { stderr, code } = await dingbell(['calendar', '--month', month], { cwd: folder(files) });
    expect({ stderr, code }).toEqual({ stderr: `error: ${message}\n`, code: 2 });
  });

  it('gives each day of the month with its reason and its lunar date', async () => {
    const october = await days('--month', '2026-10');
    expect(october).toHaveLength(31);
    expect(october[0]).toEqual({
      date: '2026-10-01',
      workday: false,
      kind: 'holiday',
      name: '国庆节',
      provisional: false,
      reason: 'holiday (国庆节)',
      lunar: '二〇二六年八月廿一',
    });
    expect(october[7]).toMatchObject({ kind: 'weekday', workday: true });
    expect(october[9]).toMatchObject({ date: '2026-10-10', kind: 'make-up', workday: true, name: '国庆节' });
    expect(october[10]).toMatchObject({ kind: 'weekend', workday: false, reason: 'weekend' });
  });

  it('invents no workday after the last year of which anything is known', async () => {
    expect((await days('--month', '2102-01'))[1]).toMatchObject({ kind: 'unknown', workday: false, reason: 'unknown' });
    const { stdout } = await dingbell(['calendar', '--month', '2102-01'], { cwd: folder(files) });
    expect(stdout).toMatch(/\nThe workdays so far ahead are not known yet\.\n$/);
  });

  it('knows what the YAML says about a calendar', async () => {
    const october = await days('--month', '2026-10', '--calendar', 'office');
    expect(october[7]).toMatchObject({ kind: 'user-off', workday: false });
    expect(october[10]).toMatchObject({ kind: 'user-work', workday: true });
  });

  it('is by default the calendar of reminders that name none', async () => {
    const cwd = folder({ ...files, 'schedules/defaults.yaml': 'defaults: { calendar: office }\n' });
    const { stdout } = await dingbell(['calendar', '--month', '2026-10', '--json'], { cwd });
    expect(jsonLines(stdout)[7]).toMatchObject({ date: '2026-10-08', kind: 'user-off' });
  });

  it('shows weeks from Monday, marks and lunar days, aligned for Chinese', async () => {
    const args = ['calendar', '--month', '2026-10', '--lang', 'zh-CN'];
    const { stdout } = await dingbell(args, { cwd: folder(files) });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('2026年10月');
    const [heading = '', firstWeek = '', firstLunar = ''] = lines.slice(2);
    const column = (line: string, text: string) => stringWidth(line.slice(0, line.indexOf(text)));
    expect(column(heading, '周四')).toBe(column(firstWeek, ' 1 休'));
    expect(column(heading, '周四')).toBe(column(firstLunar, '廿一'));
    expect(stdout).toMatch(/^ 5 休 .*10 班 +11$/m);
    expect(stdout).toMatch(/九月/);
    expect(stdout).toMatch(/^2026-10-01 周四 – 2026-10-07 周三 {2}休 {2}国庆节放假$/m);
    expect(stdout).toMatch(/^2026-10-10 周六 +班 {2}国庆节调休上班$/m);
    expect(stdout).toMatch(/18 个工作日，13 天休息\n$/);
  });

  it('has colours where they are wanted, and only there', async () => {
    const args = ['calendar', '--month', '2026-10'];
    const coloured = await dingbell(args, { cwd: folder(files), env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\u001B[31m');
    const plain = await dingbell(args, { cwd: folder(files), env: { NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001B');
  });

  it('marks what is provisional in a year that is not announced', async () => {
    const args = ['calendar', '--month', '2098-10'];
    const { stdout } = await dingbell(args, { cwd: folder(files) });
    expect(stdout).toMatch(/^October 2098\n[^]* 1 off\?[^]*\? provisional: the days off of 2098 are not known yet/);
    expect((await days('--month', '2098-10')).every(({ provisional }) => provisional === true)).toBe(true);
  });

  it.each([
    ['no month', ['--month', '2026-13'], '错误：--month：“2026-13”不是月份。请写 2026-11 这样的月份。\n'],
    ['an unknown calendar', ['--calendar', 'offic'], '错误：calendars 里没有“offic”。是不是 office？\n'],
  ])('%s is wrong usage', async (_, args, message) => {
    const { stdout, stderr, code } = await dingbell(['calendar', ...args, '--lang', 'zh-CN'], { cwd: folder(files) });
    expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: message, code: 2 });
  });
});

describe('downloaded holiday data', () => {
  it('decides what the calendar says and what fires', async () => {
    // A week off in each of three months, which no law fixes.
    const dates = ['03', '06', '11'].flatMap((month) =>
      Array.from({ length: 7 }, (_, index) => `2098-${month}-${String(index + 10)}`),
    );
    const notice = { year: 2098, days: dates.map((date) => ({ name: '长假', date, isOffDay: true })) };
    const cwd = folder({ ...files, 'data/holidays/2098.json': JSON.stringify(notice) });
    const run = async (...args: readonly string[]) => jsonLines((await dingbell([...args, '--json'], { cwd })).stdout);

    const march = await run('calendar', '--month', '2098-03');
    expect(march[9]).toMatchObject({ date: '2098-03-10', kind: 'holiday', name: '长假', provisional: false });
    const [first] = await run('next', '--from', '2098-03-10', '--count', '1');
    expect(first).toMatchObject({ date: '2098-03-17' });
    const [posted] = await run('simulate', '--from', '2098-03-10', '--until', '2098-03-18');
    expect(posted).toMatchObject({ postedAt: '2098-03-17T11:50:00+08:00' });
  });
});
