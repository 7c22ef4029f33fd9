import type { LaneState } from '../../delivery/history.ts';
import { causeText } from './cause-text.ts';
import { clockTime, momentText } from './time.ts';
import { type Lane, lanesOf } from './lanes.ts';
import type { View } from './view.ts';

export interface LaneHealth {
  readonly label: string;
  readonly look: 'is-good' | 'is-busy' | 'is-warn' | 'is-bad';
  /** Why it is not as it should be. */
  readonly reason?: string;
}

/** How a queue is, in a few words. */
export function laneHealth(lane: LaneState, view: View): LaneHealth {
  const { robots: texts } = view.texts;
  const { paused, cooling, retrying } = lane;
  if (paused) {
    const label = texts.pausedSince(momentText(paused.since, view));
    return { label, look: 'is-bad', reason: causeText(paused.cause, view) };
  }
  if (cooling) {
    const label = texts.coolingUntil(clockTime(cooling.until, view.zone));
    return { label, look: 'is-warn', reason: causeText(cooling.cause, view) };
  }
  if (retrying) return { label: texts.retrying, look: 'is-warn', reason: causeText(retrying, view) };
  return lane.sending > 0 ? { label: texts.sending, look: 'is-busy' } : { label: texts.ready, look: 'is-good' };
}

export interface LaneAlarm extends LaneHealth {
  readonly lane: Lane;
}

/** The lanes in which something does not go out, those that are stopped first. */
export async function laneAlarms(view: View): Promise<readonly LaneAlarm[]> {
  const all = (await lanesOf(view)).map((lane) => ({ lane, ...laneHealth(lane.state, view) }));
  const of = (wanted: LaneHealth['look']) => all.filter(({ look }) => look === wanted);
  return [...of('is-bad'), ...of('is-warn')];
}
