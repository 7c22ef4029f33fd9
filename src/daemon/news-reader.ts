import type { Received } from '../delivery/inbox.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { localTime } from '../message/local-time.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { indexOverrides } from '../schedule/override-index.ts';
import type { NewsContext } from './hook-news.ts';
import { quotaNotices } from './hook-owner-news.ts';
import { type Thrifty, thriftyLanes } from './hook-quota.ts';
import type { InForce } from './in-force.ts';
import type { Intake } from './intake.ts';
import type { Base } from './parts.ts';

/** Reads what has to be known to tell what waited together. */
export function createNewsReader({ store }: Pick<Base, 'store'>, inForce: Readonly<InForce>, intake: Intake) {
  const toldOfQuota = new Set<string>();

  /** What is told of late that these may repeat. */
  async function aroundOf(waiting: readonly Received[], now: EpochMs): Promise<readonly Received[]> {
    const echoed = waiting.flatMap(({ event }) => (event as HookEvent).echoes ?? []);
    const [first] = waiting;
    return first && echoed.length > 0 ? store.inbox.saying(first.hook, echoed, now) : [];
  }

  async function awayAt(now: EpochMs): Promise<ReadonlySet<string>> {
    const today = localTime(now, inForce.config.daemon.timezone).toFormat('yyyy-MM-dd');
    return indexOverrides(await store.overrides.list({ endingAfter: now })).away(today);
  }

  /** The robots that have to save calls; their owners hear of it once. */
  async function savingAt(now: EpochMs): Promise<readonly Thrifty[]> {
    const { config, addresses } = inForce;
    const thrifty = thriftyLanes(await store.history.callsByLane(now), config);
    const notices = thrifty.flatMap((each) => quotaNotices(each, config, addresses, now));
    const untold = notices.filter(({ id }) => !toldOfQuota.has(id));
    await intake(untold);
    for (const { id } of untold) toldOfQuota.add(id);
    return thrifty;
  }

  return async (waiting: readonly Received[], now: EpochMs): Promise<NewsContext> => {
    const { config, addresses } = inForce;
    const around = await aroundOf(waiting, now);
    const away = await awayAt(now);
    return { config, addresses, away, around, thrifty: await savingAt(now), now };
  };
}
