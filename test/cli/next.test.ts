import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai }
robots: { team: { webhook: sandbox }, 家人群: { webhook: sandbox } }
people: { lili: { name: 丽丽, birthday: 1992-02-29 } }
reminders:
  lunch: { robot: team, at: "11:50", text: 午饭时间到 }
  b-same-time: { robot: team, at: "11:50", text: second }
  起床: { robots: [team, 家人群], at: "07:00", timezone: America/New_York, text: 起床啦 }
  birthdays: { robot: 家人群, birthdays: all, at: "09:00", advance: [7d, 0d], text: "{{ person.name }}" }
  later: { robot: team, at: "09:00", paused: true, text: later }
`;
const files = { 'schedules/all.yaml': YAML };

async function next(...args: readonly string[]) {
  return dingbell(['next', ...args], { cwd: folder(files) });
}

async function instants(...args: readonly string[]): Promise<readonly string[]> {
  return jsonLines((await next('--json', ...args)).stdout).map(
    ({ at, reminder }) => `${String(at)} ${String(reminder)}`,
  );
}

/** Where a cell begins, as a terminal shows it. */
function column(row: string, cell: string): number {
  return stringWidth(row.slice(0, row.indexOf(cell)));
}

describe('next', () => {
  it('from is inclusive, until exclusive; ordered by time, then by id', async () => {
    expect(await instants('--from', '2026-12-01T11:50', '--until', '2026-12-02T11:50')).toEqual([
      '2026-12-01T11:50:00+08:00 b-same-time',
      '2026-12-01T11:50:00+08:00 lunch',
      '2026-12-01T07:00:00-05:00 起床',
    ]);
  });

  it('ends with what is unknown where it reaches beyond the years of which workdays are known', async () => {
    const yaml = YAML.replace('at: "11:50", text: second', 'at: "11:50", on: workdays, text: second');
    const cwd = folder({ 'schedules/all.yaml': yaml });
    const range = ['--from', '2099-12-31', '--until', '2100-01-02'];
    const { stdout } = await dingbell(['next', '--reminder', 'b-same-time', ...range], { cwd });
    expect(stdout.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^2099-12-31 Thu 11:50 +b-same-time +team$/),
      'The workdays after 2099 are not known yet: reminders that need them are not listed.',
      '',
    ]);
    const turns = [
      'rotate: { people: lili, every: 1 workday, from: 2026-12-01 }',
      'advance: 1 workday',
      'unless: days-off',
    ];
    for (const more of turns) {
      const beside = folder({ 'schedules/all.yaml': YAML.replace('text: second', `${more}, text: second`) });
      const later = await dingbell(['next', '--json', '--reminder', 'b-same-time', '--from', '2100-01-01'], {
        cwd: beside,
      });
      expect(later.stdout).toBe('');
    }
  });

  it('gives each line everything that is known, with the offset of its zone', async () => {
    const { stdout } = await next('--json', '--reminder', 'birthdays', '--from', '2027-01-01', '--count', '2');
    expect(jsonLines(stdout)).toEqual([
      {
        at: '2027-02-21T09:00:00+08:00',
        reminder: 'birthdays',
        robots: ['家人群'],
        date: '2027-02-28',
        notice: '7d',
        person: 'lili',
        timezone: 'Asia/Shanghai',
        note: expect.stringMatching(/./),
      },
      expect.objectContaining({ at: '2027-02-28T09:00:00+08:00', notice: '0d', date: '2027-02-28' }),
    ]);
  });

  it('gives 20 lines by default, and with an end as many as there are', async () => {
    expect(await instants()).toHaveLength(20);
    expect(await instants('--from', '2026-12-01', '--until', '2026-12-31', '--reminder', 'lunch')).toHaveLength(30);
    expect(await instants('--from', '2026-12-01', '--until', '2026-12-31', '--count', '3')).toHaveLength(3);
  });

  it('what it lists does not depend on where it starts', async () => {
    const all = await instants('--from', '2026-03-01', '--until', '2026-03-20');
    const tail = await instants('--from', '2026-03-08', '--until', '2026-03-20');
    expect(all.slice(-tail.length)).toEqual(tail);
  });

  it('filters by robot', async () => {
    const { stdout } = await next('--json', '--robot', '家人群', '--from', '2026-12-01', '--until', '2026-12-03');
    expect(new Set(jsonLines(stdout).map(({ reminder }) => reminder))).toEqual(new Set(['起床']));
  });

  it('aligns its columns in a terminal, Chinese or not', async () => {
    const { stdout } = await next('--from', '2027-02-20', '--count', '12', '--lang', 'zh-CN');
    const [header = '', ...rows] = stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(12);
    for (const row of rows) {
      const id = row.trim().split(/ {2,}/)[1] ?? '';
      expect(column(row, ` ${id} `)).toBe(column(header, ' 提醒 '));
      expect(column(row, row.includes('  team') ? ' team' : ' 家人群')).toBe(column(header, ' 机器人'));
    }
    // Whose birthday, how long before, and a zone that is not the usual one.
    expect(stdout).toMatch(/birthdays .*丽丽 · 2027-02-28 的前 7 天/);
    expect(stdout).toMatch(/2027-02-20 周六 07:00 +起床 .*America\/New_York$/m);
  });

  it.each([
    ['an unknown reminder', ['--reminder', 'lunhc'], /There is no reminder "lunhc"\. Did you mean lunch\?/],
    ['an unknown robot', ['--robot', 'taem'], /There is no robot "taem"\. Did you mean team\?/],
    ['a time that is none', ['--from', 'someday'], /--from: "someday" is not a time\. Write 15:00, /],
  ])('%s is wrong usage', async (_, args, message) => {
    const { stdout, stderr, code } = await next(...args);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  });

  it('says why nothing comes', async () => {
    expect((await next('--reminder', 'later')).stdout).toMatch(/later is paused/);
    expect((await next('--from', '2026-12-01', '--until', '2026-12-01')).stdout).toBe(
      'Nothing will fire in that time.\n',
    );
  });

  it('an invalid configuration ends it: problems on standard error, exit code 1', async () => {
    const cwd = folder({ 'schedules/all.yaml': 'remindres: {}\n' });
    const { stdout, stderr, code } = await dingbell(['next', '--json'], { cwd });
    expect(stderr).toMatch(/schedules\/all\.yaml:1:1 .*remindres[^]*1 error in schedules. Fix it first\.\n$/);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });
});
