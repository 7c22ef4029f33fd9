import { setImmediate } from 'node:timers/promises';
import type { EpochMs } from '../schedule/instant.ts';
import { type Agenda, earlier, fallBehind, lookAround } from './agenda.ts';
import type { ClockReading } from './clock.ts';
import type { DispatcherOptions } from './dispatcher.ts';
import type { Fleet } from './fleet.ts';
import { mergeBacklogs } from './merge-backlogs.ts';
import { tellOwners } from './tell-owners.ts';

export type UpkeepParts = Required<Pick<DispatcherOptions, 'outbox' | 'members' | 'notices' | 'onEvent'>>;

/** One round of it, by whom and when. */
interface Occasion {
  readonly own: string;
  readonly at: ClockReading;
}

/** So many expire in one transaction: others wait for it. */
const EXPIRE_AT_ONCE = 250;

/** All that has to be right before anything is claimed, in this order. */
export async function upkeep(parts: UpkeepParts, fleet: Fleet, agenda: Agenda, occasion: Occasion): Promise<void> {
  const { at } = occasion;
  await buryDead(parts, agenda, occasion);
  await settle(parts, fleet, agenda);
  await expire(parts, fleet, agenda, at.now);
  await merge(parts, fleet, agenda, at);
  await tell(parts, fleet, agenda, at.now);
}

async function buryDead({ members, onEvent }: UpkeepParts, agenda: Agenda, { own, at }: Occasion): Promise<void> {
  const count = await members.buryDead(at, own);
  if (count === 0) return;
  onEvent({ kind: 'released', count });
  lookAround(agenda, at.now);
}

/**
 * Whenever anything has reached the outbox, not only when the configuration changes: what was planned for, sent by or
 * paused under the old one can do so later than the new one came into force. Not for some lanes alone: two processes of
 * different configurations would undo for ever what the other has done.
 */
async function settle({ outbox }: UpkeepParts, fleet: Fleet, agenda: Agenda): Promise<void> {
  if (!agenda.settle) return;
  agenda.settle = false;
  if (!fleet.isWhole) return;
  while ((await outbox.settle(fleet.lanes, fleet.assignments)) > 0) {
    fallBehind(agenda);
    await setImmediate();
  }
}

/** What is left over is done in the next round, which comes at once: its expiry has passed. */
async function expire({ outbox, onEvent }: UpkeepParts, fleet: Fleet, agenda: Agenda, now: EpochMs): Promise<void> {
  const expired = await outbox.expire({ now, lanes: fleet.lanes, onlyThese: !fleet.isWhole, limit: EXPIRE_AT_ONCE });
  for (const delivery of expired) onEvent({ kind: 'expired', delivery });
  if (expired.length > 0) lookAround(agenda, now, new Set(expired.map(({ lane }) => lane)));
}

/** With a backlog changed, another look may find more. */
async function merge({ outbox, onEvent }: UpkeepParts, fleet: Fleet, agenda: Agenda, at: ClockReading): Promise<void> {
  for (;;) {
    const { crowded } = agenda;
    const lanes = crowded === 'all' ? fleet.lanes : fleet.lanes.filter(({ lane }) => crowded.has(lane));
    // Before the look, not after it: what happens meanwhile is looked at next.
    agenda.crowded = new Set();
    if (lanes.length === 0) return;
    const merged = await mergeBacklogs(outbox, fleet, lanes, at, onEvent);
    fallBehind(agenda, merged);
  }
}

async function tell(parts: UpkeepParts, fleet: Fleet, agenda: Agenda, now: EpochMs): Promise<void> {
  if (agenda.tellAt === undefined || agenda.tellAt > now) return;
  agenda.tellAt = undefined;
  const again = await tellOwners(parts.notices, fleet, now, parts.onEvent);
  agenda.tellAt = earlier(agenda.tellAt, again);
}
