import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/daemon/seeded-random.ts';
import type { Random } from '../../src/delivery/clock.ts';
import { pushedId } from '../../src/delivery/identity.ts';
import { MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { seedOfThisRun } from '../support/seed.ts';
import { type Member, MembersStage } from './members-stage.ts';
import { judge, storedBy } from './members-verdict.ts';

/** How many processes send at once, two daemons among them: one leads, the other waits. */
const AT_ONCE = 30;
/** For so long processes come and are killed. */
const TURMOIL = MINUTE / 2;
/** What is left then is sent in this time: what was under way when its sender was killed takes a place for 1.5 min. */
const AFTERMATH = 8 * MINUTE;
/** Longer than a lease. */
const SUSPENSION = 14 * SECOND;
const PER_MINUTE = 30;
/** Two of them share a token. */
const ROBOTS = ['red', 'green', 'blue', 'grey', 'gray'];

const YAML = `
defaults: { late: 1h, catchUp: all, coalesce: false }
robots:
${ROBOTS.map((name) => `  ${name}: { webhook: "\${ORIGIN}/robot/send?access_token=dummy-token-of-${name.replace('a', 'e')}", limit: { perMinute: ${PER_MINUTE} } }`).join('\n')}
reminders:
  regular: { robots: [red, gray], cron: "*/10 * * * * *", text: "{{ at | date: 'HH:mm:ss' }}" }
  by-hand: { robots: [green, grey], once: "2099-01-01 08:00", text: fired }
`;

describe(`${AT_ONCE} processes on one data folder`, () => {
  it('are killed and stopped at random, and all that was committed is delivered, once, in order, within the limit', async () => {
    const random = seededRandom(seedOfThisRun());
    await using stage = new MembersStage({ random, yaml: YAML, answersIn: 150 });
    const turmoil = new AbortController();
    const keys = new Set<string>();
    const working = [
      daemons(stage, random, turmoil.signal),
      daemons(stage, random, turmoil.signal),
      suspensions(stage, random, turmoil.signal),
      ...Array.from({ length: AT_ONCE - 2 }, () => commands(stage, random, keys, turmoil.signal)),
    ];
    await sleep(TURMOIL);
    turmoil.abort();
    await Promise.all(working);
    // Reminders that come due from here on are left out: the daemon that ends has them.
    stage.workspace.write('schedules/all.yaml', stage.yaml.replace('"*/10 * * * * *"', '"0 0 0 1 1 *"'));
    const last = await stage.start('run');
    await last.process.running();
    await allEnded(stage, AFTERMATH);
    expect(await last.process.stop(), last.process.output).toBe(0);
    const entries = await storedBy(stage);
    const ids = new Set(entries.map(({ delivery }) => delivery.id));
    console.log(figuresOf(stage, entries.length));
    expect([...keys].filter((id) => !ids.has(id))).toEqual([]);
    judge(stage, entries, PER_MINUTE);
  }, 900_000);
});

/** One daemon after another, each killed within some seconds. */
async function daemons(stage: MembersStage, random: Random, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    const daemon = await stage.start('run');
    await napUnless(over, 3 * SECOND + random() * 15 * SECOND);
    await untilGoneOn(daemon);
    await daemon.kill();
  }
}

/** One command after another; one in four is killed. */
async function commands(stage: MembersStage, random: Random, keys: Set<string>, over: AbortSignal): Promise<void> {
  for (let count = 0; !over.aborted && count < 8; count += 1) {
    await napUnless(over, random() * 10 * SECOND);
    const key = String(random());
    const robot = ROBOTS[Math.floor(random() * ROBOTS.length)] ?? '';
    const args = random() < 0.15 ? ['fire', 'by-hand'] : ['send', robot, `number ${key}`, '--key', key];
    const command = await stage.start(...args);
    if (random() < 0.25) {
      await Promise.race([command.process.exited, sleep(SECOND + random() * 6 * SECOND)]);
      await untilGoneOn(command);
      await command.kill();
    } else {
      await command.process.exited;
      // Where a process is stopped in the middle of a transaction, nobody can write; whoever wanted to says so.
      if (!command.metLockedDatabase && args[0] === 'send') keys.add(pushedId({ robot, idempotencyKey: key }));
    }
  }
}

/** One process at a time sleeps for longer than a lease. */
async function suspensions(stage: MembersStage, random: Random, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await napUnless(over, 5 * SECOND);
    const alive = stage.members.filter((each) => each.process.child.exitCode === null && each.killedAt === undefined);
    await alive[Math.floor(random() * alive.length)]?.suspend(SUSPENSION);
  }
}

/** A process that is stopped is left alone: it is what the test is about. */
async function untilGoneOn({ stops }: Member): Promise<void> {
  while (stops.some(({ until }) => until === Infinity)) await sleep(SECOND / 4);
}

async function allEnded({ workspace }: MembersStage, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  const store = openStore(workspace.at('data'));
  try {
    for (;;) {
      const { pending, sending } = await store.history.count();
      if (pending + sending === 0) return;
      if (Date.now() > deadline) throw new Error(`still ${pending} pending, ${sending} sending`);
      await sleep(SECOND);
    }
  } finally {
    store.close();
  }
}

function napUnless(over: AbortSignal, ms: number): Promise<void> {
  return sleep(ms, undefined, { signal: over }).catch(() => undefined);
}

function figuresOf({ members, arrivals }: MembersStage, committed: number): string {
  const killed = members.filter(({ killedAt }) => killedAt !== undefined).length;
  const stopped = members.filter(({ stops }) => stops.length > 0).length;
  const again = arrivals.length - new Set(arrivals.map(({ msgUuid }) => msgUuid)).size;
  const refused = members.filter(({ metLockedDatabase }) => metLockedDatabase).length;
  return `${members.length} processes, ${killed} killed, ${stopped} stopped, ${refused} met a locked database; ${committed} messages, ${again} posted again`;
}
