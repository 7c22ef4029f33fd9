import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '../../src/store/open.ts';
import { openStoreInThread } from '../../src/store/open-in-thread.ts';
import { openStore } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { at, DELIVERED, planned, reading, result, TEAM } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const MEMBER = { id: 'a member', pid: 1, host: 'h', leads: true };

describe('a store in a thread of its own', () => {
  it('does what the store does, and leaves on the disk what another finds', async () => {
    const directory = temporaryDirectory();
    const store = await openStoreInThread(directory);
    expect(await store.members.join(MEMBER, reading(at(0)))).toBe(0);
    expect(await store.plans.commit({ deliveries: [planned('a'), planned('b')], cursors: [] })).toEqual({ added: 2 });
    const answer = await store.outbox.claim({ at: reading(at(0)), lanes: [TEAM], member: MEMBER.id });
    if (answer.kind !== 'claimed') throw new Error(answer.kind);
    const [claim] = answer.claims;
    expect(claim?.delivery).toMatchObject({ state: 'sending', lane: TEAM.lane });
    await store.outbox.record([result(claim!, DELIVERED, at(1), TEAM.fingerprint)]);
    expect(await store.history.callsByLane(at(1))).toEqual(new Map([[TEAM.lane, 1]]));
    // What is asked goes to another thread: data, and nothing else does.
    expect(await store.history.deliveredIn([TEAM.lane])).toBe(1);
    expect(await store.history.robots()).toEqual(['team']);
    await store.close();

    const here = openStore(directory);
    expect(await here.history.count()).toMatchObject({ delivered: 1, pending: 1 });
    here.close();
  });

  it('lets the event loop go on while another process holds the database', async () => {
    const directory = temporaryDirectory();
    const store = await openStoreInThread(directory);
    const other = new DatabaseSync(join(directory, DATABASE_FILE));
    other.exec('BEGIN IMMEDIATE');
    let isWritten = false;
    const writing = store.daemonState.publish({ pid: 7 }).then(() => (isWritten = true));
    // What the loop of this process does meanwhile ends the wait: a store on this thread would wait in vain for it.
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
    expect(isWritten).toBe(false);
    other.exec('COMMIT');
    other.close();
    await writing;
    expect(await store.daemonState.read()).toMatchObject({ pid: 7 });
    await store.close();
  });

  it('answers who reads while others wait to write, and then writes in the order asked', async () => {
    const directory = temporaryDirectory();
    const store = await openStoreInThread(directory);
    const other = new DatabaseSync(join(directory, DATABASE_FILE));
    other.exec('BEGIN IMMEDIATE');
    const done: number[] = [];
    const dates = Array.from({ length: 12 }, (_, index) => `2099-01-${String(index + 1).padStart(2, '0')}`);
    const writing = dates.map(async (date, index) => {
      await store.overrides.set({ kind: 'skip', reminder: 'tea', date });
      done.push(index);
    });
    // As a page asks for one thing after another.
    for (let reading = 0; reading < 3; reading += 1) expect(await store.overrides.list()).toEqual([]);
    expect(done).toEqual([]);
    other.exec('COMMIT');
    other.close();
    await Promise.all(writing);
    expect(done).toEqual(dates.map((_, index) => index));
    expect(await store.overrides.list()).toHaveLength(12);
    await store.close();
  });

  it('refuses what has waited its time since it was asked, all that was asked together', async () => {
    const directory = temporaryDirectory();
    const store = await openStoreInThread(directory);
    const other = new DatabaseSync(join(directory, DATABASE_FILE));
    other.exec('BEGIN IMMEDIATE');
    const writing = ['2099-01-01', '2099-01-02', '2099-01-03'].map((date) =>
      store.overrides.set({ kind: 'skip', reminder: 'tea', date }),
    );
    // What closes it is asked last and comes last.
    const closing = store.close();
    expect(await Promise.allSettled(writing)).toMatchObject(
      writing.map(() => ({ status: 'rejected', reason: { kind: 'busy' } })),
    );
    await closing;
    other.close();
  });

  it('tells why it cannot be opened, and what it refuses, as the store does', async () => {
    const directory = temporaryDirectory();
    writeFileSync(
      join(directory, DATABASE_FILE),
      'no database at all, and long enough to be looked at as one'.repeat(20),
    );
    const refusal = await openStoreInThread(directory).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreError);
    expect(refusal).toMatchObject({ kind: 'corrupt' });
    expect((refusal as StoreError).tell('zh-CN')).toContain(directory);

    const full = join(directory, 'full');
    mkdirSync(full);
    const store = await openStoreInThread(full);
    const other = new DatabaseSync(join(full, DATABASE_FILE));
    other.exec('DROP TABLE daemon');
    other.close();
    await expect(store.daemonState.read()).rejects.toThrow('no such table');
    await store.close();
  });

  it('closed, it answers nothing more', async () => {
    const store = await openStoreInThread(temporaryDirectory());
    await store.close();
    await expect(store.history.count()).rejects.toThrow('closed');
  });
});
