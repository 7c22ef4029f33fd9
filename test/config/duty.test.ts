import { describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/load.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';
import { type Occurrence, teamOf } from '../../src/schedule/occurrence.ts';
import { toldOf } from '../support/dates-of.ts';
import { Workspace } from '../support/workspace.ts';

async function said(yaml: string, from: string, until: string): Promise<readonly string[]> {
  return (await toldOf(yaml, from, until)).map(({ time, text }) => `${time.slice(5, 10)} ${text}`);
}

const TEXT = 'text: "{{ person.name }}，下次 {{ next.name }}"';

describe('each meeting is a turn', () => {
  // 2026-12-01 is a Tuesday.
  it.each([
    [
      'on Tuesdays and Thursdays',
      'at: "14:55", on: [tue, thu], rotate: { people: [lili, xiaoming, laowang], every: 1 time, from: 2026-12-01 }',
      ['12-01 丽丽，下次 小明', '12-03 小明，下次 老王', '12-08 老王，下次 丽丽', '12-10 丽丽，下次 小明'],
    ],
    [
      'two meetings each, from a date on which there is none',
      'at: "14:55", on: [tue, thu], rotate: { people: [lili, xiaoming], every: 2 times, from: 2026-12-02 }',
      // What comes before the first turn has it too.
      ['12-01 丽丽，下次 小明', '12-03 丽丽，下次 小明', '12-08 丽丽，下次 小明', '12-10 小明，下次 丽丽'],
    ],
    [
      'once a month, whatever its length',
      'monthly: last, rotate: { people: [lili, xiaoming], every: 1 time, from: 2026-10-01 }',
      // October has the first turn, November the second.
      ['11-30 小明，下次 丽丽', '12-31 丽丽，下次 小明'],
    ],
  ])('%s', async (_, yaml, expected) => {
    expect((await said(`${yaml}, ${TEXT}`, '2026-11-30', '2026-12-31')).slice(0, expected.length)).toEqual(expected);
  });

  it('a night that began before the first day has the first turn, and is not counted', async () => {
    const rotate = 'rotate: { people: [lili, xiaoming, laowang], every: 1 time, from: 2026-12-07 }';
    const yaml = `every: 4h, between: "22:00-06:00", ${rotate}, text: "{{ person.name }}"`;
    const told = await toldOf(yaml, '2026-12-06', '2026-12-08');
    expect(told.slice(2).map(({ time, text }) => `${time.slice(5)} ${text}`)).toEqual([
      '12-06 22:00 丽丽',
      '12-07 02:00 丽丽',
      '12-07 06:00 丽丽',
      '12-07 22:00 丽丽',
      '12-08 02:00 小明',
      '12-08 06:00 老王',
      '12-08 22:00 丽丽',
    ]);
  });

  it('its notices speak of the same meeting', async () => {
    const rotate = 'rotate: { people: [lili, xiaoming], every: 1 time, from: 2026-12-02 }';
    const yaml = `at: "15:00", on: wed, advance: [1d, 0d], ${rotate}, ${TEXT}`;
    expect(await said(yaml, '2026-12-01', '2026-12-09')).toEqual([
      '12-01 丽丽，下次 小明',
      '12-02 丽丽，下次 小明',
      '12-08 小明，下次 丽丽',
      '12-09 小明，下次 丽丽',
    ]);
  });

  it('says the same wherever one begins to look, also when it is told later', async () => {
    const rotate = 'rotate: { people: [lili, xiaoming, laowang], every: 1 time, from: 2026-12-01 }';
    const yaml = `at: ["09:00", "15:00"], spread: { within: 2h, each: day }, ${rotate}, text: "{{ person.name }}"`;
    const all = await said(yaml, '2026-12-01', '2026-12-06');
    expect(all.map((each) => each.slice(6))).toEqual(Array.from({ length: 4 }, () => ['丽丽', '小明', '老王']).flat());
    expect(await said(yaml, '2026-12-04', '2026-12-06')).toEqual(all.slice(6));
  });
});

describe('two at once', () => {
  const PAIRS = 'rotate: { people: [[lili, xiaoming], [xiaoming, laowang]], every: 1 day, from: 2026-12-01 }';

  it('are named together, and so are those who come next', async () => {
    expect(await said(`at: "09:00", ${PAIRS}, ${TEXT}`, '2026-12-01', '2026-12-02')).toEqual([
      '12-01 丽丽、小明，下次 小明、老王',
      '12-02 小明、老王，下次 丽丽、小明',
    ]);
  });

  it('are both called', async () => {
    using workspace = new Workspace();
    const reminder = await reminderOf(workspace, `at: "09:00", mention: person, ${PAIRS}, text: 值班`);
    const [occurrence] = reminder.timetable.next(DECEMBER)?.occurrences ?? [];
    const message = occurrence && reminder.render(occurrence, { lateMinutes: 0 });
    expect(message).toMatchObject({ text: '值班 @13800000001 @13800000002' });
  });

  it.each([
    ['nobody away', [], ['lili', 'xiaoming']],
    ['one of them away: the other one alone', ['lili'], ['xiaoming']],
    ['both away: the next', ['lili', 'xiaoming'], ['laowang']],
    ['everybody away: whose turn it would be', ['lili', 'xiaoming', 'laowang'], ['lili', 'xiaoming']],
  ])('%s', async (_, away, expected) => {
    using workspace = new Workspace();
    const { timetable } = await reminderOf(workspace, `at: "09:00", ${PAIRS}, text: "{{ person.name }}"`);
    const due = timetable.whileAway?.(() => new Set(away)).next(DECEMBER);
    expect(due?.occurrences.map((each: Occurrence) => teamOf(each))).toEqual([expected]);
  });
});

const DECEMBER: EpochMs = toEpochMs(Date.parse('2026-12-01T00:00:00+08:00') - 1);

async function reminderOf(workspace: Workspace, yaml: string): Promise<Reminder> {
  workspace.write(
    'schedules/a.yaml',
    `robots: { team: { webhook: sandbox } }
people: { lili: { mobile: "13800000001" }, xiaoming: { mobile: "13800000002" }, laowang: { mobile: "13800000003" } }
defaults: { robot: team }
reminders: { r: { ${yaml} } }
`,
  );
  const result = await readConfig(workspace.at('schedules'), { env: {}, now: DECEMBER });
  if (result.kind !== 'config') throw new Error(result.problems.map(({ message }) => message).join('\n'));
  const [reminder] = result.config.reminders;
  if (!reminder) throw new Error('no reminder');
  return reminder;
}
