import { pruneAll } from '../../src/store/prune.ts';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { DATABASE_FILE } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { claimsOf, partsOf } from './opened.ts';
import { at, DELIVERED, OPS, planned, reading, result, TEAM } from './plan.ts';
import { INBOX_SCHEMA_6 } from './inbox-schema-6.ts';
import { SCHEMA_4 } from './schema-4.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** When the version before was replaced, by the real clock: it is what a migration goes by. */
const NOW = Date.now();
const ms = (later: number) => at(NOW - at(0) + later);
const LONG = 3_600_000;

/** A data directory as version 4 left it. */
function leftBehind(fill: (db: DatabaseSync) => void): string {
  const directory = temporaryDirectory();
  const db = new DatabaseSync(join(directory, DATABASE_FILE));
  db.exec(SCHEMA_4);
  insert(db, 'lane', { no: 1, lane: TEAM.lane });
  insert(db, 'lane', { no: 2, lane: OPS.lane });
  fill(db);
  db.close();
  return directory;
}

function insert(db: DatabaseSync, table: string, row: Readonly<Record<string, SQLInputValue>>): number {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const values = columns.map(() => '?').join(', ');
  const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`);
  return Number(statement.run(...Object.values(row)).lastInsertRowid);
}

function deliver(
  db: DatabaseSync,
  delivery: NewDelivery,
  changes: Readonly<Record<string, SQLInputValue>> = {},
): number {
  return insert(db, 'delivery', {
    id: delivery.id,
    origin: delivery.origin,
    reminder: delivery.reminder ?? null,
    robot: delivery.robot,
    lane_no: delivery.robot === 'ops' ? 2 : 1,
    due_at: delivery.dueAt,
    created_at: delivery.createdAt,
    expires_at: delivery.expiresAt,
    late_ms: 0,
    priority: 0,
    message: JSON.stringify(delivery.message),
    part: delivery.part?.number ?? null,
    parts: delivery.part?.of ?? null,
    coalesce: 0,
    state: 'pending',
    attempts: 0,
    next_attempt_at: delivery.dueAt,
    ...changes,
  });
}

function attempt(
  db: DatabaseSync,
  delivery: number,
  startedAt: number,
  changes: Readonly<Record<string, SQLInputValue>> = {},
): void {
  const finished = { finished_at: startedAt + 5, occupies_until: startedAt + 60_005, outcome: 'delivered' };
  insert(db, 'attempt', { delivery, lane_no: 1, started_at: startedAt, ...finished, ...changes });
}

function due(reminder: string, later: number, changes: Partial<NewDelivery> = {}): NewDelivery {
  return planned(reminder, { dueAt: ms(later), createdAt: ms(later), expiresAt: ms(later + LONG), ...changes });
}

function open(directory: string): Store {
  const store = openStore(directory);
  onTestFinished(() => store.close());
  return store;
}

async function claimAt(store: Store, later: number, lanes = [TEAM]) {
  const clocks = reading(ms(later), 1_000_000 + later);
  if ((await store.members.list(clocks)).length === 0) await store.members.join({ id: 'm', pid: 1, host: 'h' }, clocks);
  return claimsOf(await store.outbox.claim({ at: clocks, lanes, member: 'm' }));
}

describe('a database of version 4', () => {
  it('keeps what it holds: deliveries, attempts, calls, what was set by hand; sentences are told as they are', async () => {
    const [delivered, failed] = [due('delivered', -9_000), due('failed', -8_000)];
    const directory = leftBehind((db) => {
      const seq = deliver(db, delivered, { state: 'delivered', attempts: 1, finished_at: ms(-8_995) });
      attempt(db, seq, ms(-9_000), { http_status: 200, reason: 'fine' });
      deliver(db, failed, { state: 'failed', finished_at: ms(-8_000), reason: 'token is not exist' });
      insert(db, 'calls', { month: '2027-01', lane: TEAM.lane, count: 3 });
      insert(db, 'override', { id: 'o', value: '{}', ends_at: null });
      insert(db, 'cursor', { reminder: 'r', through: ms(-1), trigger: 't' });
      insert(db, 'cursor', { reminder: 'gone', through: ms(-1), trigger: 'removed' });
    });
    const store = open(directory);
    expect(await store.history.find(delivered.id)).toMatchObject({
      delivery: { state: 'delivered', finishedAt: ms(-8_995), lane: TEAM.lane, message: delivered.message },
      attempts: [
        { startedAt: ms(-9_000), outcome: 'delivered', httpStatus: 200, cause: { code: 'said', text: 'fine' } },
      ],
    });
    expect((await store.history.find(failed.id))?.delivery).toMatchObject({
      state: 'failed',
      cause: { code: 'said', text: 'token is not exist' },
    });
    expect(await store.notices.troubles({ lanes: [TEAM.lane], since: ms(-9_999) })).toMatchObject([{ failed: 1 }]);
    expect(await store.history.callsByLane(toEpochMs(Date.UTC(2027, 0, 9)))).toEqual(new Map([[TEAM.lane, 3]]));
    expect(await store.plans.cursors()).toEqual([{ reminder: 'r', through: ms(-1), trigger: 't' }]);
    expect(await store.history.count()).toMatchObject({ delivered: 1, failed: 1 });
    expect(await pruneAll(store, ms(0))).toBe(2);
    expect(await store.history.count()).toMatchObject({ delivered: 0, failed: 0 });
  });

  it('takes back what was planned ahead and not confirmed, and plans it anew', async () => {
    const early = { createdAt: ms(-700) };
    const tried = due('tried', 200, early);
    const directory = leftBehind((db) => {
      deliver(db, due('confirmed', -400, early));
      deliver(db, due('not confirmed', -100, early));
      deliver(db, due('ahead', 300, early));
      deliver(db, due('pushed', 300, { ...early, origin: 'send' }));
      deliver(db, due('planned in time', -100));
      attempt(db, deliver(db, tried, { attempts: 1 }), ms(-50));
      for (const part of partsOf(due('in parts', 300, early), 2)) {
        deliver(db, part, part.part?.number === 1 ? { attempts: 1, state: 'delivered', finished_at: ms(0) } : {});
      }
      insert(db, 'cursor', { reminder: '', through: ms(-300), trigger: 'confirmed' });
      for (const [reminder, through] of [
        ['ahead', 300],
        ['not confirmed', -100],
        ['confirmed', -400],
      ] as const) {
        insert(db, 'cursor', { reminder, through: ms(through), trigger: 't' });
      }
    });
    const store = open(directory);
    const kept = (await store.history.list({})).map(({ delivery: { reminder = '' } }) => reminder);
    expect(kept.toSorted()).toEqual(['confirmed', 'in parts', 'in parts', 'planned in time', 'pushed', 'tried']);
    expect(await store.plans.cursors()).toEqual([
      { reminder: 'ahead', through: ms(-300), trigger: 't' },
      { reminder: 'confirmed', through: ms(-400), trigger: 't' },
      { reminder: 'not confirmed', through: ms(-300), trigger: 't' },
    ]);
  });

  it('gives what was under way back to its lane, and the window counts it', async () => {
    const [cutOff, other] = [due('cut off', -2_000), due('other', -1_000)];
    const directory = leftBehind((db) => {
      const lease = { lease_until: ms(120_000), state: 'sending', attempts: 1 };
      const seq = deliver(db, cutOff, lease);
      attempt(db, seq, ms(-500), { finished_at: null, outcome: null, occupies_until: ms(180_000) });
      deliver(db, other);
    });
    const store = open(directory);
    const narrow = { ...TEAM, perMinute: 1 };
    // The migration was some ms after NOW.
    expect(await claimAt(store, 170_000, [narrow])).toEqual([]);
    const [claim] = await claimAt(store, 181_000, [narrow]);
    expect(claim?.delivery).toMatchObject({ id: cutOff.id, attempts: 2 });
  });

  it('keeps the limit: what was sent in the last minute counts', async () => {
    const directory = leftBehind((db) => {
      const seq = deliver(db, due('sent', -30_000), { state: 'delivered', attempts: 1, finished_at: ms(-29_995) });
      attempt(db, seq, ms(-30_000));
      deliver(db, due('waiting', -1_000));
    });
    const store = open(directory);
    const narrow = { ...TEAM, perMinute: 1 };
    expect(await claimAt(store, 20_000, [narrow])).toEqual([]);
    expect(await claimAt(store, 31_000, [narrow])).toHaveLength(1);
  });

  it('keeps lanes that cool down or are paused so, with why', async () => {
    const directory = leftBehind((db) => {
      const cooling = { cooling_until: ms(60_000), cooling_since: ms(-1), cooling_reason: 'too fast' };
      db.prepare('UPDATE lane SET cooling_until = ?, cooling_since = ?, cooling_reason = ? WHERE no = 1').run(
        ...Object.values(cooling),
      );
      db.prepare('UPDATE lane SET paused_since = ?, paused_fingerprint = ?, paused_reason = ? WHERE no = 2').run(
        ms(-1),
        OPS.fingerprint,
        'no such token',
      );
      deliver(db, due('a', -1_000));
      deliver(db, due('b', -1_000, { robot: 'ops' }));
    });
    const store = open(directory);
    expect(await claimAt(store, 50_000, [TEAM, OPS])).toEqual([]);
    expect(await store.history.laneStates(reading(ms(50_000), 1_050_000))).toMatchObject([
      { lane: OPS.lane, pending: 1, paused: { since: ms(-1), cause: { code: 'said', text: 'no such token' } } },
      { lane: TEAM.lane, pending: 1, cooling: { until: ms(60_000), cause: { code: 'said', text: 'too fast' } } },
    ]);
    expect((await claimAt(store, 61_000, [TEAM, OPS])).map(({ delivery }) => delivery.reminder)).toEqual(['a']);
    const mended = { ...OPS, fingerprint: 'mended' };
    await store.outbox.settle([mended], []);
    expect(await claimAt(store, 62_000, [mended])).toHaveLength(1);
  });

  it('keeps parts behind the ones before them, and digests with what they carry', async () => {
    const parts = partsOf(due('long', -3_000), 3);
    // Of the same reminder at the same instant, for somebody else.
    const others = partsOf({ ...due('long', -3_000), id: due('other', 0).id }, 2);
    const members = [due('a', -1_000, { robot: 'ops' }), due('b', -1_000, { robot: 'ops' })];
    const digest = due('digest', -1_000, { origin: 'digest', robot: 'ops' });
    const directory = leftBehind((db) => {
      for (const part of parts) {
        const isDone = part.part?.number === 1;
        deliver(db, part, isDone ? { state: 'delivered', attempts: 1, finished_at: ms(-2_000) } : {});
      }
      for (const other of others) deliver(db, other, { next_attempt_at: ms(900_000) });
      for (const member of members) deliver(db, member, { digest: digest.id });
      deliver(db, digest);
    });
    const store = open(directory);
    const claims = await claimAt(store, 1_000, [TEAM, OPS]);
    expect(claims.map(({ delivery }) => delivery.id)).toEqual([parts[1]?.id, digest.id]);
    await store.outbox.record(claims.map((claim) => result(claim, DELIVERED, ms(1_001))));
    expect(await store.history.count()).toMatchObject({ delivered: 5, pending: 3 });
    expect((await claimAt(store, 1_002))[0]?.delivery.id).toBe(parts[2]?.id);
  });
});

it.each(['', ', at INTEGER NOT NULL'])('what hooks had received stays from version 6 on%s', async (at) => {
  const directory = temporaryDirectory();
  openStore(directory).close();
  const db = new DatabaseSync(join(directory, DATABASE_FILE));
  db.exec('DROP TABLE hook_content; DROP TABLE hook_event; DROP TABLE hook_said; DROP TABLE hook_memory');
  // The last days of version 6 knew already when something was remembered.
  db.exec(INBOX_SCHEMA_6.replace(/(value TEXT NOT NULL)(?=,\s+PRIMARY KEY)/, `$1${at}`));
  db.exec('PRAGMA user_version = 6');
  const received = { hook: 'shop', received_at: NOW - 5_000 };
  const original = { headers: { 'x-event': 'push' }, body: '{}' };
  insert(db, 'hook_event', {
    ...received,
    id: 'waits',
    state: 'waiting',
    thing: '#7',
    due_at: NOW + 5_000,
    event: '{"a":1}',
    original: JSON.stringify(original),
    kept_until: NOW + LONG,
  });
  insert(db, 'hook_event', { ...received, id: 'told', state: 'told', deliveries: '["d"]', repeats: 2 });
  insert(db, 'hook_said', { hook: 'shop', name: 'abc', event: 'waits', at: NOW - 5_000 });
  insert(db, 'hook_memory', { hook: 'shop', key: 'main', value: '"failed"', ...(at !== '' && { at: NOW }) });
  db.close();
  const store = openStore(directory);
  onTestFinished(() => store.close());
  const { inbox } = store;
  expect((await inbox.due(toEpochMs(NOW + 5_000))).events).toEqual([
    expect.objectContaining({ id: 'waits', thing: '#7', event: { a: 1 } }),
  ]);
  expect((await inbox.find('waits'))?.original).toEqual(original);
  expect(await inbox.find('told')).toMatchObject({ state: 'told', deliveries: ['d'], repeats: 2 });
  expect((await inbox.saying('shop', ['abc'], toEpochMs(NOW))).map(({ id }) => id)).toEqual(['waits']);
  expect(await inbox.memory('shop', 'main')).toBe('failed');
  // By now: it is as old as the program that did not write it down.
  expect(await inbox.prune(toEpochMs(NOW - LONG), toEpochMs(NOW - LONG))).toBe(0);
});

it.each([1, 2, 3])('a database of version %i, from before the first release, is refused in plain words', (version) => {
  const directory = leftBehind((db) => db.exec(`PRAGMA user_version = ${version}`));
  expect(() => openStore(directory)).toThrow(
    `written by a version from before the first release (schema ${version}); move the file away`,
  );
  expect(() => openStore(directory)).toThrow(expect.objectContaining({ kind: 'older' }));
});
