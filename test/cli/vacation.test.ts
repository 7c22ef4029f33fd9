import { describe, expect, it } from 'vitest';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
robots: { team: { webhook: sandbox } }
people:
  xiaoming: { name: 小明, mobile: "13800000000", birthday: 1990-01-05 }
  lili: { name: 丽丽 }
reminders:
  duty:
    { robot: team, at: "10:00", on: [fri], rotate: { people: [xiaoming, lili], every: 1 week, from: 2099-12-21 }, text: "{{ person.name }}值日" }
  lunch: { robot: team, at: "11:50", on: weekdays, mention: [xiaoming], text: 午饭 }
  start: { robot: team, at: "08:00", timezone: America/New_York, text: start }
  birthdays: { robot: team, birthdays: all, at: "09:00", advance: [7d, 0d], text: "{{ person.name }}" }
`;

/** Years ahead, so that it is ahead whenever the test runs; 2099-12-24 is a Thursday. */
const DATE = '2099-12-24';

function workspace() {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  return {
    run: (...args: readonly string[]) => dingbell(args, { cwd }),
    json: async (...args: readonly string[]) => jsonLines((await dingbell([...args, '--json'], { cwd })).stdout),
  };
}

describe('vacation', () => {
  it('leaves a person in peace: no mention, no birthday', async () => {
    const { run, json } = workspace();
    const vacation = { kind: 'vacation', person: 'xiaoming', from: DATE, until: '2100-01-10' };
    const whose = ['--person', 'xiaoming'];
    expect(await json('vacation', 'add', ...whose, '--from', DATE, '--until', '2100-01-10')).toEqual([vacation]);
    expect(await json('vacation', 'list')).toEqual([vacation]);

    const quiet = await run('preview', 'lunch', '--at', DATE);
    expect(quiet.stdout).toContain('"content": "午饭"');
    expect(quiet.stdout).not.toContain('13800000000');
    expect((await run('preview', 'lunch', '--at', '2099-12-23')).stdout).toContain('@13800000000');
    const [birthday] = await json('next', '--reminder', 'birthdays', '--from', '2100-01-01', '--count', '1');
    expect(birthday).toMatchObject({ date: '2100-01-05', skipped: vacation });

    expect((await run('vacation', 'remove', ...whose)).stdout).toMatch(/^taken back: 小明 \(xiaoming\) is on vacation/);
    expect((await run('vacation', 'list', '--lang', 'zh-CN')).stdout).toBe('没有人休假。\n');
  });

  it('passes the turn of a person on, in the list as in the message', async () => {
    const { run, json } = workspace();
    const turn = ['--reminder', 'duty', '--from', '2099-12-25', '--count', '1'];
    const [before] = await json('next', ...turn);
    expect(before).toMatchObject({ person: 'xiaoming' });
    await run('vacation', 'add', '--person', 'xiaoming', '--from', '2099-12-25');
    const [after] = await json('next', ...turn);
    expect(after).toMatchObject({ at: '2099-12-25T10:00:00+08:00', person: 'lili' });
    expect((await run('preview', 'duty', '--at', '2099-12-25')).stdout).toContain('丽丽值日');
  });

  it('of everybody silences all reminders on those dates; without an end it is one day', async () => {
    const { run, json } = workspace();
    const vacation = { kind: 'vacation', from: DATE, until: DATE };
    expect(await json('vacation', 'add', '--all', '--from', DATE)).toEqual([vacation]);
    const entries = await json('next', '--from', DATE, '--until', '2099-12-26');
    expect(entries.filter(({ skipped }) => skipped).map(({ reminder }) => reminder)).toEqual(['lunch', 'start']);
    expect(entries.filter(({ skipped }) => !skipped).every(({ date }) => date !== DATE)).toBe(true);
    expect((await run('vacation', 'remove', '--all', '--from', '2099-12-25')).code).toBe(1);
    expect(await json('vacation', 'remove', '--all')).toEqual([vacation]);
  });

  it.each([
    ['nobody', ['add', '--from', DATE], /--person ID, or --all/],
    ['a person and everybody', ['add', '--person', 'lili', '--all', '--from', DATE], /one of them/],
    ['an unknown person', ['add', '--person', 'lil', '--from', DATE], /nobody "lil" in people:\. Did you mean lili\?/],
    [
      'an end before its start',
      ['add', '--all', '--from', DATE, '--until', '2099-12-01'],
      /2099-12-01 is before --from/,
    ],
    ['dates in the past', ['add', '--all', '--from', '2020-01-01'], /is over already/],
    ['no start', ['add', '--all'], /--from <date>/],
  ])('of %s is wrong usage', async (_, args, message) => {
    const { stdout, stderr, code } = await workspace().run('vacation', ...args);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  });
});
