/** Does its work once and gives what was measured. */
export type Contender = () => number | Promise<number>;

export interface InterleaveOptions {
  readonly rounds: number;
  /** Rounds before, of which nothing is kept. Default 1. */
  readonly warmup?: number;
}

/**
 * Every contender once per round, each round in the opposite order of the last: what else the machine does meanwhile
 * hits all of them alike. Gives each one's measurements, one per round.
 */
export async function interleave<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds, warmup = 1 }: InterleaveOptions,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(contenders) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = -warmup; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await contenders[name]();
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}

/**
 * How often `work` is done in a second, tried for `ms`. It is called with 0, 1, 2 … over all rounds, and its results
 * are added up, so that no compiler may leave it out.
 */
export function perSecond(work: (index: number) => number, ms: number): Contender {
  let index = 0;
  let sum = 0;
  return () => {
    const start = performance.now();
    let done = 0;
    let elapsed = 0;
    for (let batch = 1; elapsed < ms; batch *= elapsed < ms / 16 ? 2 : 1) {
      for (let turn = 0; turn < batch; turn += 1) sum += work(index++);
      done += batch;
      elapsed = performance.now() - start;
    }
    if (Number.isNaN(sum)) throw new Error('work that gives no number');
    return (done / elapsed) * 1_000;
  };
}

/** How long `work` takes, ms. */
export function milliseconds(work: () => unknown): Contender {
  return async () => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
}
