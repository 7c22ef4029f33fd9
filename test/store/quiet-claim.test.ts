import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { at, planned, reading, TEAM } from './plan.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** Two processes on one database, and the first of them a member. */
async function twoStores(): Promise<readonly [Store, Store]> {
  const directory = temporaryDirectory();
  const stores = [openStore(directory), openStore(directory)] as const;
  onTestFinished(() => {
    for (const store of stores) store.close();
  });
  await stores[0].members.join({ id: 'mine', pid: 1, host: 'h' }, reading(at(0)));
  return stores;
}

const claimAt = ({ outbox }: Store, ms: number, member = 'mine') =>
  outbox.claim({ at: reading(at(ms)), member, lanes: [TEAM] });

describe('a claim', () => {
  it('that finds nothing writes nothing: two members do not wake each other for ever', async () => {
    const [mine, other] = await twoStores();
    const before = await other.outbox.changeCounter();
    for (const ms of [1_000, 2_000, 3_000]) await claimAt(mine, ms);
    expect(await other.outbox.changeCounter()).toBe(before);
  });

  it('of somebody who was buried says so, though there is nothing', async () => {
    const [mine] = await twoStores();
    expect(await claimAt(mine, 0, 'nobody')).toEqual({ kind: 'buried' });
  });

  it('renews the lease with what it gives', async () => {
    const [mine] = await twoStores();
    await mine.plans.commit({ deliveries: [planned('a')], cursors: [] });
    await claimAt(mine, 4_000);
    expect(await mine.members.list(reading(at(4_000)))).toMatchObject([{ leaseLeftMs: 10_000 }]);
  });
});
