import { reasonIn } from '../../delivery/reason-in.ts';
import type { LaneState } from '../../delivery/history.ts';
import { clockTime, momentText } from './time.ts';
import type { View } from './view.ts';

export interface LaneHealth {
  readonly label: string;
  readonly look: 'is-good' | 'is-busy' | 'is-warn' | 'is-bad' | 'is-quiet';
  /** Why it is not as it should be. */
  readonly reason?: string;
}

/** How a queue is, in a few words; `undefined` is the queue of a robot that nobody uses. */
export function laneHealth(lane: LaneState | undefined, view: View): LaneHealth {
  const { robots: texts } = view.texts;
  if (!lane) return { label: texts.unused, look: 'is-quiet' };
  const { paused, coolingUntil, coolingReason, retrying } = lane;
  if (paused) {
    return {
      label: texts.pausedSince(momentText(paused.since, view)),
      look: 'is-bad',
      ...because(paused.reason, view),
    };
  }
  if (coolingUntil !== undefined && coolingUntil > view.now) {
    const label = texts.coolingUntil(clockTime(coolingUntil, view.zone));
    return { label, look: 'is-warn', ...because(coolingReason, view) };
  }
  if (retrying) return { label: texts.retrying, look: 'is-warn', ...because(retrying.reason, view) };
  return lane.sending > 0 ? { label: texts.sending, look: 'is-busy' } : { label: texts.ready, look: 'is-good' };
}

function because(reason: string | undefined, { texts }: View): Pick<LaneHealth, 'reason'> {
  return reason === undefined ? {} : { reason: reasonIn(texts.language, reason) };
}
