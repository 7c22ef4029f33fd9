import type { LaneState } from '../../delivery/outbox.ts';
import { clockTime, momentText } from './time.ts';
import type { View } from './view.ts';

export interface LaneHealth {
  readonly label: string;
  readonly look: 'is-good' | 'is-busy' | 'is-warn' | 'is-bad' | 'is-quiet';
}

/** How a queue is, in a few words; `undefined` is the queue of a robot that nobody uses. */
export function laneHealth(lane: LaneState | undefined, view: View): LaneHealth {
  const { robots: texts } = view.texts;
  if (!lane) return { label: texts.unused, look: 'is-quiet' };
  if (lane.paused) {
    return { label: texts.pausedSince(momentText(lane.paused.since, view)), look: 'is-bad' };
  }
  if (lane.coolingUntil !== undefined && lane.coolingUntil > view.now) {
    return { label: texts.coolingUntil(clockTime(lane.coolingUntil, view.zone)), look: 'is-warn' };
  }
  return lane.sending > 0 ? { label: texts.sending, look: 'is-busy' } : { label: texts.ready, look: 'is-good' };
}
