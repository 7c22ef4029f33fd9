import { median, quartiles } from './statistics.ts';

/** One line of the table: ours beside what people would use instead, or beside a limit. */
export interface Figure {
  /** `next`, or with its part `next: every minute`. */
  readonly name: string;
  /** Medians, in `unit`. */
  readonly ours: number;
  readonly peer: number;
  readonly peerName: string;
  readonly unit: string;
  /** `ours / peer`. */
  readonly ratio: number;
  /** The middle half of the rounds' own ratios: how far to trust `ratio`. */
  readonly spread: readonly [number, number];
  /** What `ratio` should be: `≥ 100`, `≤ 0.05`. */
  readonly goal: string;
  readonly ok: boolean;
}

export interface Goal {
  readonly text: string;
  readonly isMet: (ratio: number) => boolean;
}

export function atLeast(limit: number): Goal {
  return { text: `≥ ${limit}`, isMet: (ratio) => ratio >= limit };
}

export function atMost(limit: number): Goal {
  return { text: `≤ ${limit}`, isMet: (ratio) => ratio <= limit };
}

/** To be seen beside the others, promised by nobody. */
export const NO_GOAL: Goal = { text: '–', isMet: () => true };

export interface FigureOptions {
  readonly name: string;
  readonly unit: string;
  /** One entry per round, both measured in the same round. */
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly peerName: string;
  readonly goal: Goal;
}

export function figureOf({ name, unit, ours, peer, peerName, goal }: FigureOptions): Figure {
  const ratio = median(ours) / median(peer);
  const rounds = ours.map((value, round) => value / (peer[round] ?? Number.NaN));
  return {
    name,
    ours: significant(median(ours)),
    peer: significant(median(peer)),
    peerName,
    unit,
    ratio: significant(ratio),
    spread: quartiles(rounds).map(significant) as [number, number],
    goal: goal.text,
    ok: goal.isMet(ratio),
  };
}

/** Nobody measures more than three digits. */
function significant(value: number): number {
  return Number(value.toPrecision(3));
}
