import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { DATABASE_FILE } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { OLD_SCHEMAS } from './old-schemas.ts';
import { at, LEASE, planned, TEAM } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A data directory as version `version` left it: one delivery delivered, one waiting, one attempt. */
function leftBehind(version: number): string {
  const directory = temporaryDirectory();
  const db = new DatabaseSync(join(directory, DATABASE_FILE));
  for (const schema of OLD_SCHEMAS.slice(0, version)) db.exec(schema);
  const [alone, no] = version < 3 ? ['', ''] : [', coalesce', ', 0'];
  for (const [{ id, dueAt, message }, state, finishedAt] of [
    [planned('delivered'), 'delivered', at(5)],
    [planned('waiting'), 'pending', null],
  ] as const) {
    db.prepare(
      `INSERT INTO delivery (id, origin, reminder, robot, lane, due_at, created_at, expires_at, late_ms, priority,
         message, state, attempts, next_attempt_at, finished_at${alone})
       VALUES (?, 'schedule', 'r', 'team', ?, ?, ?, ?, 0, 0, ?, ?, 1, ?, ?${no})`,
    ).run(id, TEAM.lane, dueAt, dueAt, at(3_600_000), JSON.stringify(message), state, dueAt, finishedAt);
  }
  db.prepare(
    `INSERT INTO attempt (delivery, lane, started_at, occupies_until, finished_at, outcome)
     VALUES (?, ?, ?, ?, ?, 'delivered')`,
  ).run(planned('delivered').id, TEAM.lane, at(1), at(60_005), at(5));
  if (version >= 3) db.exec(`INSERT INTO calls (month, lane, count) VALUES ('2027-01', '${TEAM.lane}', 1)`);
  db.exec(`INSERT INTO lane (lane, cooling_since, cooling_until) VALUES ('${TEAM.lane}', ${at(0)}, ${at(9_000)})`);
  db.close();
  return directory;
}

describe.each([1, 2, 3])('a database of version %i', (version) => {
  it('keeps what it holds, attempts and the limiter with it, and goes on', async () => {
    const directory = leftBehind(version);
    const store = openStore(directory);
    const { outbox } = store;
    expect(await outbox.find(planned('delivered').id)).toMatchObject({
      delivery: { state: 'delivered', finishedAt: at(5), coalesce: false },
      attempts: [{ startedAt: at(1), outcome: 'delivered' }],
    });
    expect(await outbox.find(planned('waiting').id)).toMatchObject({ delivery: { state: 'pending', attempts: 1 } });
    expect(await outbox.callsByLane('2027-01')).toEqual(new Map([[TEAM.lane, 1]]));
    const narrow = { ...TEAM, perMinute: 1 };
    expect(await outbox.nextWake({ now: at(10_000), lanes: [narrow] })).toBe(at(60_005));
    const claims = await outbox.claim({ now: toEpochMs(at(60_005)), leaseMs: LEASE, lanes: [narrow] });
    expect(claims.map(({ delivery }) => delivery.id)).toEqual([planned('waiting').id]);
    store.close();
  });

  it('has a place for what people set by hand', async () => {
    const store = openStore(leftBehind(version));
    expect(await store.overrides.list()).toEqual([]);
    store.close();
  });

  it('still forgets attempts with their deliveries', async () => {
    const store = openStore(leftBehind(version));
    const { outbox } = store;
    expect(await outbox.prune(at(100))).toBe(1);
    expect(await outbox.find(planned('delivered').id)).toBeUndefined();
    store.close();
  });
});
