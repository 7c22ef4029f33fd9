import { setImmediate } from 'node:timers/promises';
import { type Agenda, earlier, fallBehind, lookAround } from './agenda.ts';
import type { ClockReading } from './clock.ts';
import type { DispatcherOptions } from './dispatcher.ts';
import type { Fleet } from './fleet.ts';
import type { Life, Membership } from './membership.ts';
import { mergeBacklogs } from './merge-backlogs.ts';
import { tellOwners } from './tell-owners.ts';

export interface UpkeepParts extends Required<Pick<DispatcherOptions, 'outbox' | 'notices' | 'onEvent'>> {
  readonly membership: Membership;
}

/** What is looked after, by whom and when. */
interface Look extends UpkeepParts {
  readonly fleet: Fleet;
  readonly agenda: Agenda;
  readonly life: Life;
  readonly at: ClockReading;
}

/** So many expire in one transaction: others wait for it. */
const EXPIRE_AT_ONCE = 250;

/** All that has to be right before anything is claimed, in this order. */
export async function upkeep(look: Look): Promise<void> {
  await buryDead(look);
  await settle(look);
  await expire(look);
  await merge(look);
  await tell(look);
}

async function buryDead({ membership, onEvent, agenda, life, at }: Look): Promise<void> {
  const count = await membership.buryDead(life, at);
  if (count === 0) return;
  onEvent({ kind: 'released', count });
  lookAround(agenda, at.now);
}

/**
 * Whenever anything has reached the outbox, not only when the configuration changes: what was planned for, sent by or
 * paused under the old one can do so later than the new one came into force. Not for some lanes alone: two processes of
 * different configurations would undo for ever what the other has done.
 */
async function settle({ outbox, fleet, agenda }: Look): Promise<void> {
  if (!agenda.settle) return;
  agenda.settle = false;
  if (!fleet.isWhole) return;
  while ((await outbox.settle(fleet.lanes, fleet.assignments)) > 0) {
    fallBehind(agenda);
    await setImmediate();
  }
}

/** What is left over is done in the next round, which comes at once: its expiry has passed. */
async function expire({ outbox, onEvent, fleet, agenda, at: { now } }: Look): Promise<void> {
  const expired = await outbox.expire({ now, lanes: fleet.lanes, onlyThese: !fleet.isWhole, limit: EXPIRE_AT_ONCE });
  for (const delivery of expired) onEvent({ kind: 'expired', delivery });
  if (expired.length > 0) lookAround(agenda, now, new Set(expired.map(({ lane }) => lane)));
}

/** With a backlog changed, another look may find more. */
async function merge({ outbox, onEvent, fleet, agenda, at }: Look): Promise<void> {
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

async function tell({ notices, onEvent, fleet, agenda, at: { now } }: Look): Promise<void> {
  if (agenda.tellAt === undefined || agenda.tellAt > now) return;
  agenda.tellAt = undefined;
  const again = await tellOwners(notices, fleet, now, onEvent);
  agenda.tellAt = earlier(agenda.tellAt, again);
}
