/*
 * What should fire, by definition and by walking: every minute of UTC time is shown to a wall clock, and the rule for
 * clock changes is applied as it is written. Shares nothing with the code under test.
 */

export interface Tick {
  /** Epoch ms. */
  readonly at: number;
  /** What the clock on the wall shows, as epoch ms of the same numbers in UTC. */
  readonly wall: number;
}

/** What the wall clock shows from `from` (inclusive) to `until` (exclusive), every `step` ms. */
export function walk(timezone: string, from: number, until: number, step: number): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let at = from; at < until; at += step) ticks.push({ at, wall: wallOf(timezone, at) });
  return ticks;
}

function wallOf(timezone: string, at: number): number {
  const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime();
  return shown.toZonedDateTime('UTC').epochMilliseconds;
}

/** Fires whenever the wall clock matches. */
export function hourlyInstants(ticks: readonly Tick[], matches: (wall: number) => boolean): readonly number[] {
  return ticks.filter(({ wall }) => matches(wall)).map(({ at }) => at);
}

/**
 * Every wall time fires once: at its first showing, or when the clock jumps over it, at the first instant after.
 * The first tick only says where the clock stands.
 */
export function anchoredInstants(
  ticks: readonly Tick[],
  matches: (wall: number) => boolean,
  step: number,
): readonly number[] {
  const instants = new Set<number>();
  const seen = new Set<number>();
  let before = ticks[0]!.wall;
  seen.add(before);
  for (const { at, wall } of ticks.slice(1)) {
    for (let named = Math.min(before + step, wall); named <= wall; named += step) {
      if (!seen.has(named) && matches(named)) instants.add(at);
      seen.add(named);
    }
    before = wall;
  }
  return [...instants];
}
