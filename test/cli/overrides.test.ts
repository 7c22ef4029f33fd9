import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
robots: { team: { webhook: sandbox } }
people:
  xiaoming: { name: 小明, mobile: "13800000000", birthday: 1990-01-05 }
  lili: { name: 丽丽 }
reminders:
  lunch: { robot: team, at: "11:50", on: weekdays, mention: [xiaoming], text: 午饭 }
  start: { robot: team, at: "08:00", timezone: America/New_York, text: start }
  birthdays: { robot: team, birthdays: all, at: "09:00", advance: [7d, 0d], text: "{{ person.name }}" }
  duty: { robot: team, at: "10:00", rotate: { people: [xiaoming, lili], every: 1 day, from: 2099-12-24 }, text: "{{ person.name }}值班" }
  written: { robot: team, at: "09:00", paused: true, text: written }
  water: { robot: team, at: ["09:00", "14:00", "18:00"], text: 喝水 }
  over: { robot: team, once: 2020-01-01T00:00, text: over }
  host: { robot: team, at: ["00:00", "12:00"], rotate: { people: [xiaoming, lili], every: 1 time }, text: "{{ person.name }}主持" }
`;

/** Years ahead, so that it is ahead whenever the test runs; 2099-12-24 is a Thursday. */
const DATE = '2099-12-24';

function workspace() {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  return {
    data: join(cwd, 'data'),
    run: (...args: readonly string[]) => dingbell(args, { cwd }),
    json: async (...args: readonly string[]) => jsonLines((await dingbell([...args, '--json'], { cwd })).stdout),
  };
}

describe('skip', () => {
  it('leaves out a date, which next marks, status lists and resume takes back', async () => {
    const { run, json } = workspace();
    const { stdout, code } = await run('skip', 'lunch', DATE);
    expect(stdout).toBe(
      'lunch 2099-12-24 will be skipped\n  2099-12-24 Thu 11:50\n  → npx dingbell resume lunch 2099-12-24 takes it back\n',
    );
    expect(code).toBe(0);

    const override = { kind: 'skip', reminder: 'lunch', date: DATE };
    const range = ['--reminder', 'lunch', '--from', DATE, '--count', '2'];
    const [skipped, other] = await json('next', ...range);
    expect(skipped).toMatchObject({ at: '2099-12-24T11:50:00+08:00', skipped: override });
    expect(other).not.toHaveProperty('skipped');
    expect((await run('next', ...range)).stdout).toMatch(/11:50 +lunch +team +2099-12-24 is skipped by hand\n/);
    expect((await json('status'))[0]).toMatchObject({ overrides: [override] });
    expect((await run('status')).stdout).toMatch(/By hand +lunch: 2099-12-24 is skipped by hand/);
    expect((await run('preview', 'lunch', '--at', DATE)).stdout).toMatch(/will not be sent: 2099-12-24 is skipped/);

    expect(await json('resume', 'lunch', DATE)).toEqual([override]);
    expect((await json('next', ...range))[0]).not.toHaveProperty('skipped');
    expect((await json('status'))[0]).toMatchObject({ overrides: [] });
  });

  it('leaves out one of several times, and only that, until resume takes it back', async () => {
    const { run, json } = workspace();
    const time = `${DATE}T14:00`;
    const { stdout, code } = await run('skip', 'water', time);
    expect({ stdout, code }).toEqual({
      stdout:
        'water 2099-12-24 Thu 14:00 will be skipped\n' +
        '  → npx dingbell resume water 2099-12-24T14:00 takes it back\n',
      code: 0,
    });
    const range = ['--reminder', 'water', '--from', DATE, '--count', '4'];
    const marked = async () => (await json('next', ...range)).map(({ at, skipped }) => [at, skipped !== undefined]);
    expect(await marked()).toEqual([
      ['2099-12-24T09:00:00+08:00', false],
      ['2099-12-24T14:00:00+08:00', true],
      ['2099-12-24T18:00:00+08:00', false],
      ['2099-12-25T09:00:00+08:00', false],
    ]);
    const override = { kind: 'skip', reminder: 'water', date: DATE, at: '2099-12-24T14:00:00+08:00' };
    expect((await json('status'))[0]).toMatchObject({ overrides: [override] });
    expect((await run('status')).stdout).toMatch(/water: 2099-12-24 14:00 is skipped by hand/);

    // The whole day is another thing.
    expect((await run('resume', 'water', DATE)).code).toBe(1);
    expect(await json('resume', 'water', time)).toEqual([override]);
    expect((await marked()).some(([, isSkipped]) => isSkipped)).toBe(false);
  });

  it('of a whole day says how one of its times is left out; what it says to write does that', async () => {
    const { run, json } = workspace();
    const { stdout } = await run('skip', 'water', DATE);
    const [, only = ''] = /npx dingbell (skip .+?) leaves out only that one/.exec(stdout) ?? [];
    expect(await json(...only.split(' '))).toMatchObject([{ date: DATE, at: '2099-12-24T09:00:00+08:00' }]);
  });

  it('of a time at which nothing is due names the times of that date', async () => {
    const { stderr, code } = await workspace().run('skip', 'water', `${DATE} 15:00`);
    expect(stderr).toContain('2099-12-24T09:00, 2099-12-24T14:00, 2099-12-24T18:00');
    expect(code).toBe(1);
  });

  it('of one notice leaves the others', async () => {
    const { json } = workspace();
    const [skip] = await json('skip', 'birthdays', '2099-12-29T09:00');
    expect(skip).toMatchObject({ date: '2100-01-05', at: '2099-12-29T09:00:00+08:00' });
    const range = ['--reminder', 'birthdays', '--from', '2099-12-29', '--count', '2'];
    expect((await json('next', ...range)).map(({ skipped }) => skipped !== undefined)).toEqual([true, false]);
  });

  it('prints the override as JSON, and nothing else', async () => {
    expect(await workspace().json('skip', 'lunch', DATE)).toEqual([{ kind: 'skip', reminder: 'lunch', date: DATE }]);
  });

  it('takes out every notice of a date, also those that come days before', async () => {
    const { stdout } = await workspace().run('skip', 'birthdays', '2099-01-05');
    expect(stdout).toContain('2 times, 2098-12-29 Mon 09:00 to 2099-01-05 Mon 09:00');
  });

  it('knows tomorrow in the zone of the reminder', async () => {
    const before = Temporal.Now.plainDateISO('America/New_York').add({ days: 1 }).toString();
    const [override] = await workspace().json('skip', 'start', 'tomorrow');
    const after = Temporal.Now.plainDateISO('America/New_York').add({ days: 1 }).toString();
    expect([before, after]).toContain(override?.['date']);
  });

  it.each([
    [
      'a date without an occurrence',
      ['lunch', '2099-12-26'],
      1,
      /nothing to skip\. Its next dates: 2099-12-28, 2099-12-29, 2099-12-30\.\n$/,
    ],
    ['a date that has passed', ['lunch', '2020-01-06'], 1, /nothing is due.* Its next dates: 20\d\d-/],
    ['a reminder that is over', ['over', '2020-01-01'], 1, /It never fires again\.\n$/],
    ['a date that does not exist', ['lunch', '2099-02-29'], 2, /<date>: "2099-02-29" is not a date\. Write one like/],
    ['an unknown reminder', ['lnuch', DATE], 2, /Did you mean lunch\?/],
  ])('%s is refused', async (_, args, exitCode, message) => {
    const { run, json } = workspace();
    const { stdout, stderr, code } = await run('skip', ...args);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: exitCode });
    expect((await json('status'))[0]).toMatchObject({ overrides: [] });
  });
});

describe('pause and resume', () => {
  it('is silent until then, and says when it speaks again', async () => {
    const { run, json } = workspace();
    const { stdout } = await run('pause', 'lunch', '--until', '2099-12-25');
    expect(stdout).toMatch(
      /^lunch is paused until 2099-12-25 Fri 00:00\n {2}then it is sent again 2099-12-25 Fri 11:50\n/,
    );
    const entries = await json('next', '--reminder', 'lunch', '--from', DATE, '--count', '2');
    const until = '2099-12-25T00:00:00+08:00';
    expect(entries.map(({ skipped }) => skipped)).toEqual([{ kind: 'pause', reminder: 'lunch', until }, undefined]);
  });

  it('has one pause, the last one set; resumed it speaks again', async () => {
    const { run, json } = workspace();
    await run('pause', 'lunch', '--until', '2099-12-25');
    expect(await json('pause', 'lunch')).toEqual([{ kind: 'pause', reminder: 'lunch' }]);
    expect((await json('status'))[0]).toMatchObject({ overrides: [{ kind: 'pause', reminder: 'lunch' }] });
    expect((await run('resume', 'lunch')).stdout).toMatch(/^lunch is not paused any more\n {2}next: /);
    expect((await json('status'))[0]).toMatchObject({ overrides: [] });
  });

  it.each([
    ['an end in the past', ['pause', 'lunch', '--until', '2020-01-01'], 2, /--until: 2020-01-01 Wed 00:00 is over/],
    ['what is not paused', ['resume', 'lunch'], 1, /lunch is not paused\.\n$/],
    [
      'what is paused in the YAML',
      ['resume', 'written'],
      1,
      /remove "paused: true" from it, schedules\/all\.yaml:11\.\n$/,
    ],
    ['a date that is not skipped', ['resume', 'lunch', DATE], 1, /lunch 2099-12-24 is not skipped\.\n$/],
    ['an unknown reminder', ['resume', 'lnuch'], 2, /Did you mean lunch\?/],
  ])('%s is refused', async (_, args, exitCode, message) => {
    const { stdout, stderr, code } = await workspace().run(...args);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: exitCode });
  });

  it('names the dates that are skipped to whoever looks for a pause', async () => {
    const { run } = workspace();
    await run('skip', 'lunch', DATE);
    expect((await run('resume', 'lunch')).stderr).toMatch(
      /Skipped: 2099-12-24; npx dingbell resume lunch 2099-12-24 takes/,
    );
  });
});

describe('swap', () => {
  it('gives the turn of a date to somebody else, as next and preview tell, until it is taken back', async () => {
    const { run, json } = workspace();
    const { stdout, code } = await run('swap', 'duty', DATE, 'lili');
    expect(stdout).toBe(
      'duty 2099-12-24: it is the turn of 丽丽\n  → npx dingbell resume duty 2099-12-24 takes it back\n',
    );
    expect(code).toBe(0);
    const override = { kind: 'swap', reminder: 'duty', date: DATE, people: ['lili'] };
    const range = ['next', '--reminder', 'duty', '--from', DATE, '--count', '3'];
    const turns = async () => (await json(...range)).map(({ person }) => person);
    // xiaoming's 24th is lili's, and so is her own 25th.
    expect(await turns()).toEqual(['lili', 'lili', 'xiaoming']);
    expect((await run('preview', 'duty', '--at', DATE)).stdout).toContain('丽丽值班');
    expect((await json('status'))[0]).toMatchObject({ overrides: [override] });
    expect((await run('status')).stdout).toContain('duty: 2099-12-24 is taken over by 丽丽 (lili)');

    expect((await run('resume', 'duty', DATE)).stdout).toContain('duty 2099-12-24: the swap is taken back\n');
    expect(await turns()).toEqual(['xiaoming', 'lili', 'xiaoming']);
  });

  it('may be of several; set again, it is another one', async () => {
    const { json } = workspace();
    const swap = (...people: readonly string[]) => json('swap', 'duty', DATE, ...people);
    expect(await swap('xiaoming', 'lili')).toMatchObject([{ people: ['xiaoming', 'lili'] }]);
    expect(await swap('lili')).toMatchObject([{ people: ['lili'] }]);
    expect((await json('status'))[0]).toMatchObject({ overrides: [{ kind: 'swap', people: ['lili'] }] });
  });

  it.each([
    ['a reminder without turns', ['lunch', DATE, 'lili'], 1, /Nobody takes turns in lunch: it has no rotate\.\n$/],
    ['somebody unknown', ['duty', DATE, 'lilli'], 2, /Did you mean lili\?/],
    ['a date that has passed', ['duty', '2020-01-06', 'lili'], 1, /it is nobody's turn\. Its next dates: 20\d\d-/],
  ])('%s is refused', async (_, args, exitCode, message) => {
    const { run, json } = workspace();
    const { stdout, stderr, code } = await run('swap', ...args);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: exitCode });
    expect((await json('status'))[0]).toMatchObject({ overrides: [] });
  });
});

describe('turns that begin when they are first seen', () => {
  const people = async (json: ReturnType<typeof workspace>['json']) =>
    (await json('next', '--reminder', 'host', '--count', '3')).map(({ person }) => person);

  it('begin with the next time where no daemon has run yet', async () => {
    const { run, json } = workspace();
    expect(await people(json)).toEqual(['xiaoming', 'lili', 'xiaoming']);
    expect((await run('preview', 'host')).stdout).toContain('小明主持');
  });

  it('go on where the daemon is, and are nothing that was set by hand', async () => {
    const { data, run, json } = workspace();
    const store = openStore(data);
    // One time has passed since then.
    const [next] = await json('next', '--reminder', 'host', '--count', '1');
    const at = toEpochMs(Date.parse(String(next?.['at'])) - DAY / 2 - 1);
    await store.overrides.set({
      kind: 'roster-start',
      reminder: 'host',
      roster: JSON.stringify([[['xiaoming'], ['lili']], 1]),
      at,
    });
    store.close();
    expect(await people(json)).toEqual(['lili', 'xiaoming', 'lili']);
    expect((await run('preview', 'host')).stdout).toContain('丽丽主持');
    expect((await json('status'))[0]).toMatchObject({ overrides: [] });
    expect((await run('status')).stdout).not.toContain('By hand');
  });
});
