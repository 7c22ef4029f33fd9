import { describe, expect, it } from 'vitest';
import type { Config, Reminder } from '../../src/config/config.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import type { Occurrence } from '../../src/schedule/occurrence.ts';
import { NOW, readFiles } from './folder.ts';

const BASE = `robots: { team: { webhook: sandbox } }
people:
  xiaoming: { name: 小明, mobile: 13800000000, userId: manager123, birthday: 1990-03-05 }
  lili: { name: 丽丽, mobile: 13900000000, birthday: 1992-03-06 }
  wang: { name: 老王, userId: wang456 }
defaults: { robot: team }
`;
const WEEKLY = 'rotate: { people: [xiaoming, lili, wang], from: 2026-03-02 }';

async function configOf(reminder: string): Promise<Config> {
  const result = await readFiles({ 'a.yaml': BASE, 'b.yaml': `reminders:\n  duty: { ${reminder} }\n` });
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems, undefined, 2));
  return result.config;
}

async function reminderOf(reminder: string): Promise<Reminder> {
  const [found] = (await configOf(reminder)).reminders;
  if (!found) throw new Error('no reminder');
  return found;
}

function occurrencesOf({ timetable }: Reminder, count: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  let due = timetable.next(toEpochMs(NOW));
  while (due && found.length < count) {
    found.push(...due.occurrences);
    due = timetable.next(due.at);
  }
  return found.slice(0, count);
}

/** Milliseconds after nine on 2026-03-01. */
async function offsetOf(lines: string): Promise<number> {
  const [occurrence] = occurrencesOf(await reminderOf(`at: "09:00", ${lines}text: 开会`), 1);
  expect(occurrence?.date).toBe('2026-03-01');
  return (occurrence?.at ?? 0) - Date.UTC(2026, 2, 1, 1);
}

describe('rotate', () => {
  it.each([
    ['a week is the usual turn', WEEKLY, 'cron: "0 9 * * 1"', ['xiaoming', 'lili', 'wang', 'xiaoming']],
    [
      'turns of two days',
      'rotate: { people: [xiaoming, lili], every: 2 days, from: 2026-03-02 }',
      'at: "09:00", active: { from: 2026-03-02 }',
      ['xiaoming', 'xiaoming', 'lili', 'lili', 'xiaoming'],
    ],
    [
      'turns of a workday are counted by the calendar',
      'rotate: { people: [xiaoming, lili, wang], every: 1 workday, from: 2026-02-27 }',
      'at: "09:00"',
      // 2026-02-28 is a Saturday that is worked in exchange, 2026-03-01 a Sunday.
      ['lili', 'wang', 'xiaoming'],
    ],
    ['one alone', 'rotate: { people: lili, from: 2026-03-02 }', 'at: "09:00"', ['lili', 'lili']],
  ])('%s', async (_, rotate, when, expected) => {
    const reminder = await reminderOf(`${when}, ${rotate}, text: "{{ person.name }}"`);
    expect(occurrencesOf(reminder, expected.length).map(({ person }) => person)).toEqual(expected);
  });

  it('gives the template the one whose turn it is', async () => {
    const reminder = await reminderOf(`cron: "0 9 * * 1", ${WEEKLY}, text: "{{ person.name }} 值班"`);
    expect(occurrencesOf(reminder, 3).map((each) => reminder.render(each, { lateMinutes: 0 }))).toEqual([
      { kind: 'text', text: '小明 值班' },
      { kind: 'text', text: '丽丽 值班' },
      { kind: 'text', text: '老王 值班' },
    ]);
  });

  it('passes over who is away, without another instant', async () => {
    const { timetable } = await reminderOf(`cron: "0 9 * * 1", ${WEEKLY}, text: 值班`);
    const due = timetable.next(toEpochMs(NOW));
    const instead = timetable.whileAway?.(() => new Set(['xiaoming'])).next(toEpochMs(NOW));
    expect(instead?.at).toBe(due?.at);
    expect(instead?.occurrences[0].person).toBe('lili');
  });

  it('changes nothing about when it is due, so the cursor stays', async () => {
    const keys = await Promise.all(
      [WEEKLY, WEEKLY.replace('xiaoming, ', ''), ''].map(
        async (rotate) => (await reminderOf(`at: "09:00", ${rotate === '' ? '' : `${rotate}, `}text: 值班`)).triggerKey,
      ),
    );
    expect(new Set(keys).size).toBe(1);
  });
});

describe('mention: person', () => {
  it('calls the one whose turn it is', async () => {
    const reminder = await reminderOf(`cron: "0 9 * * 1", ${WEEKLY}, mention: person, text: 值班`);
    expect(occurrencesOf(reminder, 3).map((each) => reminder.render(each, { lateMinutes: 0 }))).toEqual([
      { kind: 'text', text: '值班 @13800000000', mentions: { mobiles: ['13800000000'] } },
      { kind: 'text', text: '值班 @13900000000', mentions: { mobiles: ['13900000000'] } },
      { kind: 'text', text: '值班 @wang456', mentions: { userIds: ['wang456'] } },
    ]);
  });

  it('calls whose birthday it is, beside others', async () => {
    const reminder = await reminderOf('birthdays: all, mention: [person, wang], text: 生日快乐');
    expect(occurrencesOf(reminder, 2).map((each) => reminder.render(each, { lateMinutes: 0 }))).toEqual([
      {
        kind: 'text',
        text: '生日快乐 @13800000000 @wang456',
        mentions: { mobiles: ['13800000000'], userIds: ['wang456'] },
      },
      {
        kind: 'text',
        text: '生日快乐 @13900000000 @wang456',
        mentions: { mobiles: ['13900000000'], userIds: ['wang456'] },
      },
    ]);
  });

  it('calls by user id alone in a card', async () => {
    const reminder = await reminderOf(
      `at: "09:00", ${WEEKLY}, mention: person, ` +
        'actionCard: { title: 值班, text: 值班, buttons: [{ title: 好, url: "https://example.com" }] }',
    );
    const texts = occurrencesOf(reminder, 20).map((each) => {
      const message = reminder.render(each, { lateMinutes: 0 });
      return message.kind === 'actionCard' ? message.text : message.kind;
    });
    expect(new Set(texts)).toEqual(new Set(['值班', '值班\n\n@manager123', '值班\n\n@wang456']));
  });
});

describe('a person on vacation', () => {
  it.each([
    ['by name', 'mention: [xiaoming, lili]', ['xiaoming'], { mobiles: ['13900000000'] }],
    ['by number', 'mention: [13800000000, lili]', ['xiaoming'], { mobiles: ['13900000000'] }],
    ['by user id', 'mention: [wang456, lili]', ['wang'], { mobiles: ['13900000000'] }],
    ['everybody named', 'mention: [xiaoming, lili]', ['xiaoming', 'lili'], undefined],
    ['all stays all', 'mention: [all, lili]', ['lili'], { all: true }],
    ['somebody else', 'mention: lili', ['xiaoming'], { mobiles: ['13900000000'] }],
    ['in turn, but all are away', `mention: person, ${WEEKLY}`, ['xiaoming', 'lili', 'wang'], undefined],
  ])('is not mentioned: %s', async (_, lines, away, mentions) => {
    const reminder = await reminderOf(`at: "09:00", ${lines}, text: 开会`);
    const [occurrence] = occurrencesOf(reminder, 1);
    const message = reminder.render(occurrence!, { lateMinutes: 0, away: new Set(away) });
    expect(message.kind === 'text' && message.mentions).toEqual(mentions);
  });
});

describe('spread', () => {
  it('is a little later, always the same, within the window', async () => {
    const offset = await offsetOf('spread: 2m, ');
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThan(120_000);
    expect(await offsetOf('spread: 2m, ')).toBe(offset);
    expect(await offsetOf('')).toBe(0);
  });

  it('comes with turns', async () => {
    const reminder = await reminderOf(`cron: "0 9 * * 1", spread: 2m, ${WEEKLY}, text: 值班`);
    expect(occurrencesOf(reminder, 2).map(({ person }) => person)).toEqual(['xiaoming', 'lili']);
  });

  it('changes the instants, so it changes the key of the trigger', async () => {
    const keys = ['', 'spread: 2m, ', 'spread: 3m, '].map(
      async (lines) => (await reminderOf(`at: "09:00", ${lines}text: 开会`)).triggerKey,
    );
    expect(new Set(await Promise.all(keys)).size).toBe(3);
  });

  it('may be a default', async () => {
    const base = BASE.replace('robot: team', 'robot: team, spread: 2m');
    const result = await readFiles({ 'a.yaml': `${base}reminders: { duty: { at: "09:00", text: 开会 } }\n` });
    const [reminder] = result.kind === 'config' ? result.config.reminders : [];
    expect(reminder && occurrencesOf(reminder, 1)[0]?.at).toBe(
      Date.UTC(2026, 2, 1, 1) + (await offsetOf('spread: 2m, ')),
    );
  });
});
