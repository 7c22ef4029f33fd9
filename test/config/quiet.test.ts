import { describe, expect, it } from 'vitest';
import { problemsOf, readFiles } from './folder.ts';

const ROBOTS = `robots:
  team: { webhook: sandbox, quiet: { between: "22:00-08:30" } }
  ops: { webhook: sandbox, quiet: { daysOff: true } }
  loud: { webhook: sandbox }
calendars:
  never: { week: [mon], off: [2026-01-01..2028-12-31] }
`;

/** Of one reminder: code, line, column and hint, but of what is unused. */
async function warningsOf(reminder: string, more = ROBOTS) {
  const text = `${more}reminders:\n  tea: { text: 喝茶, ${reminder} }\n`;
  const found = problemsOf(await readFiles({ 'all.yaml': text }, { locale: 'en' }));
  return found
    .filter(({ code }) => !code.startsWith('unused-'))
    .map(({ code, line, column, message, hint }) => ({ code, line, column, message, hint }));
}

describe('what check says of a reminder that is due in quiet hours', () => {
  const hint = 'write quiet: robot to hold it until they end, or quiet: off if you want it sent';

  it('is that it is sent all the same, when that is next, and what to write', async () => {
    const message = '"tea" is due in the quiet hours of robot "team" (2026-03-01 07:00), but is sent anyway';
    expect(await warningsOf('at: "07:00", robot: team')).toEqual([
      { code: 'sent-in-quiet-hours', line: 8, column: 3, message, hint },
    ]);
  });

  it.each([
    'at: "07:00", robots: [loud, team]',
    'at: ["12:00", "23:30"], robot: team',
    'at: "12:00", robot: ops',
    'cron: "0 12 * * 6", robot: ops',
  ])('%s', async (reminder) => {
    expect(await warningsOf(reminder)).toMatchObject([{ code: 'sent-in-quiet-hours' }]);
  });

  it.each([
    'at: "07:00", robot: team, quiet: robot',
    'at: "07:00", robot: team, quiet: off',
    'at: "07:00", robot: team, quiet: { between: "06:00-09:00" }',
    'at: "07:00", robot: team, priority: 1',
    'at: "07:00", robot: team, paused: true',
    'at: "08:30", robot: team',
    'at: "07:00", robot: loud',
    'at: "12:00", robot: ops, on: workdays',
  ])('nothing of %s', async (reminder) => {
    expect(await warningsOf(reminder)).toEqual([]);
  });
});

it('a reminder that goes by robots without quiet hours is told of, with what to write', async () => {
  const hint = 'write quiet: { between: "22:00-08:30" }, or give the robot such quiet hours';
  expect(await warningsOf('at: "07:00", robot: loud, quiet: robot')).toMatchObject([
    { code: 'quiet-of-none', column: 53, hint },
  ]);
  expect(await warningsOf('at: "07:00", robot: loud, quiet: { between: "22:00-08:30" }')).toEqual([]);
});

it('quiet hours that no workday ends are told of', async () => {
  const quiet = (calendar: string) => `at: "07:00", robot: loud, calendar: ${calendar}, quiet: { daysOff: true }`;
  expect(await warningsOf(quiet('never'))).toMatchObject([{ code: 'quiet-endless' }]);
  const robots = `${ROBOTS}defaults: { calendar: never }\n`;
  const found = await warningsOf('at: "07:00", robot: loud', robots);
  expect(found).toMatchObject([{ code: 'quiet-endless', line: 3, column: 35 }]);
  expect(await warningsOf(quiet('fine'), `${ROBOTS}  fine: { week: [mon] }\n`)).toEqual([]);
});

describe('what check refuses', () => {
  it.each([
    ['quiet: on', 'wrong-choice'],
    ['quiet: { except: [push], between: "22:00-08:30" }', 'unknown-key'],
    ['quiet: { between: "22:00" }', 'unknown-window'],
    ['quiet: {}', 'quiet-never'],
  ])('%s', async (written, code) => {
    expect(await warningsOf(`at: "07:00", robot: loud, ${written}`)).toMatchObject([{ code }]);
  });
});
