import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { problemIn } from '../../src/config/report.ts';
import { isLarge, readInThread } from '../../src/daemon/read-in-thread.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { Workspace } from '../support/workspace.ts';

const NOW = Date.UTC(2026, 10, 24, 1);
const BESIDE = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽, mobile: "13800000000", birthday: 1992-02-29 } }
calendars: { office: { off: [2026-11-25] } }
defaults: { robot: team, calendar: office }
`;

function folderOf(count: number, extra = ''): Workspace {
  const workspace = new Workspace();
  const reminders = Array.from(
    { length: count },
    (_, index) =>
      `  r${index}: { at: "${String(index % 24).padStart(2, '0')}:30", on: workdays, mention: lili, text: "第 ${index} 个，{{ date }}" }\n`,
  );
  workspace.write('schedules/a.yaml', `${BESIDE}reminders:\n${reminders.join('')}${extra}`);
  return workspace;
}

describe('a folder read in a thread', () => {
  it('is what it is when it is read here', async () => {
    using workspace = folderOf(1_000, '  birthdays: { birthdays: all, at: "09:00", text: "{{ person.name }}" }\n');
    const directory = workspace.at('schedules');
    expect(await isLarge(directory)).toBe(false);
    const here = await loadConfig(directory, { locale: 'en', now: NOW });
    const there = await readInThread({ directory, locale: 'en', now: NOW });
    expect(there.robots).toEqual(here.robots);
    expect(there.daemon).toEqual(here.daemon);
    const [seen, expected] = [there, here].map(({ reminders }) =>
      reminders.map((reminder) => {
        const due = reminder.timetable.next(toEpochMs(NOW));
        const messages = due?.occurrences.map((each) => reminder.render(each, { lateMinutes: 0 }));
        return { facts: JSON.stringify(reminder), due, messages };
      }),
    );
    expect(seen).toEqual(expected);
  });

  it('says what is wrong in it, in every language', async () => {
    using workspace = folderOf(2, '  bad: { at: "25:00", txet: x }\n');
    const read = readInThread({ directory: workspace.at('schedules'), locale: 'en', now: NOW });
    const error = await read.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    const { problems } = error as ConfigError;
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [8, 'wrong-value'],
      [8, 'unknown-key'],
    ]);
    expect(problems[1]?.hint).toBe('did you mean text?');
    expect(problems[1] && problemIn('zh-CN', problems[1]).hint).toBe('是不是要写 text？');
  });

  it('is read so where it is large', async () => {
    using workspace = folderOf(2_000);
    expect(await isLarge(workspace.at('schedules'))).toBe(true);
    expect(await isLarge(workspace.at('nowhere'))).toBe(false);
  });
});
