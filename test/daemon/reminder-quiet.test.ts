import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { addressesOf } from '../../src/daemon/lanes.ts';
import { planEntry } from '../../src/daemon/plan-entry.ts';
import { simulate } from '../../src/daemon/simulate.ts';
import { HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { indexOverrides } from '../../src/schedule/override-index.ts';
import { problemsOf, readFiles } from '../config/folder.ts';
import { at as instant, planned } from '../store/plan.ts';
import { Opened } from '../store/opened.ts';

const at = (time: string) => toEpochMs(Date.parse(`${time}+08:00`));

async function configOf(reminder: string): Promise<Config> {
  const text = `
robots:
  team: { webhook: sandbox, quiet: { between: "22:00-08:30" } }
  ops: { webhook: sandbox }
reminders:
  tea: { text: 喝茶, ${reminder} }
`;
  const result = await readFiles({ 'all.yaml': text }, { locale: 'en' });
  if (result.kind !== 'config') throw new Error(JSON.stringify(problemsOf(result)));
  return result.config;
}

/** When it is posted, from Monday noon until Tuesday noon: `ops 08:30`. */
async function posts(reminder: string): Promise<readonly string[]> {
  const range = { from: at('2026-11-30T12:00:00'), until: at('2026-12-01T12:00:00') };
  const found = await Array.fromAsync(simulate(await configOf(reminder), range));
  return found.map(({ robot, postedAt }) => `${robot} ${new Date(postedAt + 8 * HOUR).toISOString().slice(11, 16)}`);
}

describe('a reminder that is due in quiet hours', () => {
  it.each([
    ['of its robot comes all the same where nothing is written', 'at: "07:00", robot: team', ['team 07:00']],
    ['and where that is written', 'at: "07:00", robot: team, quiet: off', ['team 07:00']],
    ['is held where it goes by its robot', 'at: "07:00", robot: team, quiet: robot', ['team 08:30']],
    ['is held at that robot alone', 'at: "23:00", robots: [team, ops], quiet: robot', ['ops 23:00', 'team 08:30']],
    ['of its own is held', 'at: "23:00", robot: ops, quiet: { between: "22:00-09:15" }', ['ops 09:15']],
    ['of its own goes by them alone', 'at: "23:00", robot: team, quiet: { between: "22:00-23:30" }', ['team 23:30']],
    ['passes with a priority', 'at: "07:00", robot: team, quiet: robot, priority: 1', ['team 07:00']],
    ['comes on time at the end', 'at: "08:30", robot: team, quiet: robot', ['team 08:30']],
    ['several times comes once', 'at: ["22:00", "01:00", "08:00"], robot: team, quiet: robot', ['team 08:30']],
    [
      'several times comes as often where that is asked for',
      'at: ["22:00", "08:00"], robot: team, quiet: robot, catchUp: all',
      ['team 08:30', 'team 08:30'],
    ],
    ['gives way to the one at their end', 'at: ["08:00", "08:30"], robot: team, quiet: robot', ['team 08:30']],
  ])('%s', async (_, reminder, expected) => {
    expect(await posts(reminder)).toEqual(expected);
  });

  it('on a day off is held until the next workday', async () => {
    const config = await configOf('at: "10:00", robot: ops, quiet: { daysOff: true }');
    const range = { from: at('2026-12-05T00:00:00'), until: at('2026-12-07T08:00:00') };
    const found = await Array.fromAsync(simulate(config, range));
    // Saturday's gives way to Sunday's.
    expect(found.map(({ postedAt }) => postedAt)).toEqual([at('2026-12-07T00:00:00')]);
  });
});

describe('a daemon that was not there', () => {
  /** What becomes of the one at 23:00 when the daemon comes back. */
  async function planAt(now: string, reminder = 'at: "23:00", robot: team, quiet: robot') {
    const config = await configOf(reminder);
    const [tea] = config.reminders;
    if (tea === undefined) throw new Error('no reminder');
    const overrides = indexOverrides([]);
    const entry = { reminder: tea, through: at('2026-11-30T22:30:00'), owed: [] };
    const planning = { ...addressesOf(config), overrides, away: overrides.away, now: at(now) };
    const { deliveries, missed, entry: after } = planEntry(entry, planning);
    return { deliveries, missed: missed.length + after.owed.length };
  }
  const end = at('2026-12-01T08:30:00');

  it('holds what came due meanwhile: it is late only after their end', async () => {
    const { deliveries } = await planAt('2026-12-01T03:00:00');
    const held = { dueAt: end, expiresAt: end + 15 * MINUTE, lateMs: 0, cause: { code: 'quiet', until: end } };
    expect(deliveries).toMatchObject([{ state: 'pending', ...held }]);
  });

  it('sends it late while it is not too late after their end, and no more then', async () => {
    const late = { dueAt: end, expiresAt: end + 15 * MINUTE, lateMs: 10 * MINUTE };
    const { deliveries } = await planAt('2026-12-01T08:40:00');
    expect(deliveries).toMatchObject([{ state: 'pending', ...late }]);
    expect(deliveries[0]).not.toHaveProperty('cause');
    expect(await planAt('2026-12-01T08:46:00')).toMatchObject({ deliveries: [], missed: 1 });
  });

  it('misses without quiet hours what it missed', async () => {
    expect(await planAt('2026-12-01T03:00:00', 'at: "23:00", robot: team')).toMatchObject({
      deliveries: [],
      missed: 1,
    });
  });
});

it('what is held stays when the clock is set back', async () => {
  const opened = new Opened();
  const end = instant(9 * HOUR);
  const held = planned('tea', { dueAt: end, createdAt: instant(1_000), expiresAt: instant(10 * HOUR) });
  await opened.commit({ ...held, cause: { code: 'quiet', until: end } }, planned('soon', { dueAt: instant(2 * HOUR) }));
  await opened.store.plans.rewind(instant(500));
  const left = await opened.store.history.list({});
  expect(left.map(({ delivery }) => [delivery.reminder, delivery.nextAttemptAt])).toEqual([['tea', end]]);
});
