import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { earlier } from './agenda.ts';
import type { DispatchEvent } from './dispatch-event.ts';
import type { Fleet } from './fleet.ts';
import type { Notices } from './notices.ts';
import { NEWS, ownerNotice } from './owner-notice.ts';

/**
 * Puts a notice in the outbox for every lane whose owner should hear of something now; returns the instant at which
 * there is more to tell. What was told is remembered with the notice, so neither a crash nor a restart tells it twice
 * or never.
 */
export async function tellOwners(
  notices: Notices,
  fleet: Fleet,
  now: EpochMs,
  onEvent: (event: DispatchEvent) => void,
): Promise<EpochMs | undefined> {
  const owners = new Map(fleet.lanes.map(({ lane }) => [lane, fleet.ownerOf(lane)]));
  const lanes = [...owners].filter(([, owner]) => owner !== undefined).map(([lane]) => lane);
  const since = toEpochMs(now - NEWS);
  let later: EpochMs | undefined;
  for (const trouble of await notices.troubles({ lanes, since })) {
    const owner = owners.get(trouble.lane);
    if (owner === undefined) continue;
    const decision = ownerNotice(trouble, owner, now);
    if (decision.kind === 'wait') {
      later = earlier(later, decision.until);
    } else if (await notices.commitNotice({ trouble, since, toldAt: now, deliveries: fleet.make(decision.draft) })) {
      onEvent({ kind: 'noticed', lane: trouble.lane, owner: owner.robot });
    } else {
      // Another process has put in what was born failed: the notice is to tell of that too.
      later = now;
    }
  }
  return later;
}
