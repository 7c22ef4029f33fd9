import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClockVerdict,
  type Implausible,
  isPlausible,
  judgeClock,
  newTimeline,
  type Timeline,
} from '../../src/daemon/timeline.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const BUILT = toEpochMs(NOON - 30 * DAY);
const YEAR_1970 = HOUR;
/** The machine had been running for so long then. */
const STARTED = 10 * MINUTE;

/** A machine whose clock can be set, and what its planner does each second of it. */
class World {
  /** For how long the machine has been running. */
  up = STARTED;
  /** What the wall clock shows. */
  wall: number;
  timeline: Timeline;
  readonly verdicts: ClockVerdict['kind'][] = [];
  readonly troubles: Implausible['kind'][] = [];
  /** Wall times that were planned: after `from`, through `to`; and when, by the running time of the machine. */
  readonly planned: { readonly from: number; readonly to: number; readonly up: number }[] = [];
  /** Through which instant it is planned: the cursor of every reminder. */
  through: number;

  constructor(wall: number, lastSeen?: number) {
    this.wall = wall;
    this.through = lastSeen ?? wall;
    this.timeline = newTimeline(lastSeen === undefined ? undefined : toEpochMs(lastSeen));
  }

  set(wall: number): this {
    this.wall = wall;
    return this.look();
  }

  /** The machine runs, or is suspended: its wall clock goes on with it. */
  pass(ms: number, step = SECOND): this {
    for (let left = ms; left > 0; left -= step) {
      this.up += Math.min(left, step);
      this.wall += Math.min(left, step);
      this.look();
    }
    return this;
  }

  suspend(ms: number): this {
    return this.pass(ms, ms);
  }

  /** Another process on the same store. */
  restart(): this {
    this.timeline = newTimeline(toEpochMs(this.through));
    return this.look();
  }

  look(): this {
    const { timeline, verdict } = judgeClock(this.timeline, this.#reading(), BUILT);
    this.timeline = timeline;
    if (this.verdicts.at(-1) !== verdict.kind) this.verdicts.push(verdict.kind);
    if (verdict.kind === 'wait') {
      if (this.troubles.at(-1) !== verdict.trouble.kind) this.troubles.push(verdict.trouble.kind);
      return this;
    }
    if (verdict.kind === 'rewind') this.through = Math.min(this.through, verdict.through);
    if (verdict.kind === 'skip') this.through = Math.max(this.through, verdict.through);
    this.through = Math.min(this.through, this.wall);
    if (this.wall > this.through) this.planned.push({ from: this.through, to: this.wall, up: this.up });
    this.through = this.wall;
    return this;
  }

  get isBelieved(): boolean {
    return isPlausible(this.timeline, this.#reading(), BUILT);
  }

  get spans(): readonly (readonly [number, number])[] {
    return joined(this.planned);
  }

  #reading() {
    return { now: toEpochMs(this.wall), up: this.up, boot: 'a boot' };
  }
}

function joined(spans: World['planned']): readonly (readonly [number, number])[] {
  const all: [number, number][] = [];
  for (const { from, to } of spans) {
    const last = all.at(-1);
    if (last?.[1] === from) last[1] = to;
    else all.push([from, to]);
  }
  return all;
}

describe('the clock of a machine', () => {
  it('that goes on as time does is planned by', () => {
    const world = new World(NOON).look().pass(10 * MINUTE);
    expect(world.verdicts).toEqual(['go']);
    expect(world.spans).toEqual([[NOON, NOON + 10 * MINUTE]]);
  });

  it.each([
    ['400 days ahead', 400 * DAY],
    ['two days back', -2 * DAY],
    ['a day ahead', DAY],
  ])('set %s for five seconds is not believed, and nothing was planned for it', (_name, by) => {
    const world = new World(NOON).look().pass(HOUR);
    world.set(world.wall + by);
    expect(world.isBelieved).toBe(false);
    world.pass(5 * SECOND);
    world.set(world.wall - by);
    expect(world.isBelieved).toBe(true);
    world.pass(HOUR);
    expect(world.verdicts).toEqual(['go', 'wait', 'go']);
    expect(world.troubles).toEqual(['leapt']);
    expect(world.spans).toEqual([[NOON, NOON + 2 * HOUR + 5 * SECOND]]);
  });

  it.each([
    ['five minutes ahead', 5 * MINUTE],
    ['an hour ahead', HOUR],
    ['a day less a second ahead', DAY - SECOND],
  ])('set %s is believed at once: what came due meanwhile is late', (_name, by) => {
    const world = new World(NOON).look().pass(MINUTE);
    world.set(world.wall + by).pass(MINUTE);
    expect(world.verdicts).toEqual(['go']);
    expect(world.spans).toEqual([[NOON, NOON + 2 * MINUTE + by]]);
  });

  it('set back by an hour goes back with it', () => {
    const world = new World(NOON).look().pass(2 * HOUR);
    world.set(NOON + HOUR).pass(HOUR);
    expect(world.verdicts).toEqual(['go', 'rewind', 'go']);
    expect(world.spans).toEqual([
      [NOON, NOON + 2 * HOUR],
      [NOON + HOUR, NOON + 2 * HOUR],
    ]);
  });

  it('set a year ahead, and staying so, is believed after a minute, and nothing is planned for that year', () => {
    const world = new World(NOON).look().pass(MINUTE);
    const ahead = NOON + MINUTE + 365 * DAY;
    world.set(ahead).pass(59 * SECOND);
    expect(world.verdicts).toEqual(['go', 'wait']);
    world.pass(HOUR);
    expect(world.verdicts).toEqual(['go', 'wait', 'skip', 'go']);
    // From where it was set to: those seconds were lived through.
    expect(world.spans).toEqual([
      [NOON, NOON + MINUTE],
      [ahead, ahead + HOUR + 59 * SECOND],
    ]);
  });

  it('set a year ahead by mistake, and back an hour later: what came due in that hour is late', () => {
    const world = new World(NOON).look().pass(MINUTE);
    const ahead = NOON + MINUTE + 365 * DAY;
    world.set(ahead).pass(HOUR);
    const back = NOON + MINUTE + HOUR;
    world.set(back).pass(2 * MINUTE);
    expect(world.troubles).toEqual(['leapt']);
    expect(world.isBelieved).toBe(true);
    // Nobody planned what came due while the clock was elsewhere: it is late.
    expect(world.spans.at(-1)).toEqual([NOON + MINUTE, back + 2 * MINUTE]);
  });

  it('set two days ahead, which is right, and then back by little: nothing is planned for those days', () => {
    const ahead = NOON + MINUTE + 2 * DAY;
    for (const seconds of [1, 60, 61, 600]) {
      const world = new World(NOON).look().pass(MINUTE).set(ahead).pass(MINUTE);
      world.set(world.wall - seconds * SECOND).pass(MINUTE);
      expect(world.verdicts).toEqual(['go', 'wait', 'skip', 'rewind', 'go']);
      const planned = world.spans.slice(1).map(([from]) => from);
      expect(Math.min(...planned)).toBeGreaterThanOrEqual(ahead - 600 * SECOND);
    }
  });

  it('set back by a second, then three days ahead and staying so: nothing is planned for those days', () => {
    const world = new World(NOON).look().pass(HOUR);
    world.set(world.wall - SECOND).set(world.wall + 3 * DAY);
    const ahead = world.wall;
    world.pass(HOUR);
    // Through the second that it had been ahead, then from where it was set to.
    expect(world.spans.map(([from]) => from)).toEqual([NOON, ahead]);
  });

  it('set two days back by mistake, and right again an hour later: what came due in that hour is late', () => {
    const world = new World(NOON).look().pass(HOUR);
    world.set(world.wall - 2 * DAY).pass(HOUR);
    world.set(world.wall + 2 * DAY).pass(HOUR);
    expect(world.verdicts).toEqual(['go', 'wait', 'rewind', 'go', 'wait', 'skip', 'go']);
    expect(world.spans.at(-1)).toEqual([NOON + HOUR, NOON + 3 * HOUR]);
  });

  it('of a machine that was suspended leaps with the time that it has been running: what came due is late', () => {
    const world = new World(NOON)
      .look()
      .pass(MINUTE)
      .suspend(60 * DAY)
      .pass(MINUTE);
    expect(world.verdicts).toEqual(['go']);
    expect(world.spans).toEqual([[NOON, NOON + 60 * DAY + 2 * MINUTE]]);
  });

  it('that starts in 1970 is not believed until NTP has set it', () => {
    const world = new World(YEAR_1970, NOON).look();
    expect(world.troubles).toEqual(['before-build']);
    world
      .pass(20 * SECOND)
      .set(NOON + 3 * MINUTE)
      .pass(MINUTE);
    expect(world.verdicts).toEqual(['wait', 'go']);
    expect(world.spans).toEqual([[NOON, NOON + 4 * MINUTE]]);
  });

  it('that starts in 1970 and stays there is believed after a minute: a wrong clock is better than none', () => {
    const world = new World(YEAR_1970, NOON).look().pass(2 * MINUTE);
    expect(world.verdicts).toEqual(['wait', 'rewind', 'go']);
    expect(world.spans).toEqual([[YEAR_1970 + MINUTE, YEAR_1970 + 2 * MINUTE]]);
  });

  it('that shows less than what has been done already, at a start, waits a minute', () => {
    const world = new World(NOON - 2 * DAY, NOON).look();
    expect(world.troubles).toEqual(['behind-store']);
    world
      .pass(5 * SECOND)
      .set(NOON + MINUTE)
      .pass(MINUTE);
    expect(world.spans).toEqual([[NOON, NOON + 2 * MINUTE]]);
  });

  it('that is behind by less than a minute at a start goes back at once', () => {
    const world = new World(NOON - 59 * SECOND, NOON).look().pass(2 * MINUTE);
    expect(world.verdicts).toEqual(['rewind', 'go']);
    expect(world.spans).toEqual([[NOON - 59 * SECOND, NOON + 61 * SECOND]]);
  });

  it('after a downtime of months, with a clock that is right, is believed', () => {
    const world = new World(NOON + 90 * DAY, NOON).look();
    expect(world.verdicts).toEqual(['go']);
    expect(world.spans).toEqual([[NOON, NOON + 90 * DAY]]);
  });

  it('says by how much it is off', () => {
    const { verdict } = judgeClock(
      { ...newTimeline(undefined), last: { now: toEpochMs(NOON), up: 0 } },
      { now: toEpochMs(NOON - 2 * DAY + SECOND), up: SECOND, boot: 'a boot' },
      undefined,
    );
    expect(verdict).toEqual({ kind: 'wait', trouble: { kind: 'leapt', byMs: -2 * DAY } });
  });
});

describe('whatever is done to the clock', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 300 }).map((s) => s * SECOND) }),
    fc.record({ kind: fc.constant('suspend' as const), ms: fc.integer({ min: 1, max: 200 }).map((h) => h * HOUR) }),
    fc.record({
      kind: fc.constant('leap' as const),
      ms: fc.oneof(
        fc.integer({ min: -500, max: 500 }).map((days) => days * DAY),
        fc.integer({ min: -72, max: 72 }).map((hours) => hours * HOUR),
        fc.integer({ min: -90, max: 90 }).map((seconds) => seconds * SECOND),
      ),
    }),
    fc.record({ kind: fc.constant('restart' as const), ms: fc.constant(0) }),
  );

  function play(steps: readonly { readonly kind: 'pass' | 'suspend' | 'leap' | 'restart'; readonly ms: number }[]) {
    const world = new World(NOON).look();
    for (const { kind, ms } of steps) {
      if (kind === 'restart') world.restart();
      else if (kind === 'leap') world.set(Math.max(world.wall + ms, YEAR_1970));
      else world[kind](ms);
    }
    return world;
  }

  it('it is believed within a minute of standing as it is', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const world = play(steps);
        world.pass(MINUTE + SECOND);
        expect(world.isBelieved).toBe(true);
        expect(world.verdicts.at(-1)).not.toBe('wait');
        expect(world.through).toBe(world.wall);
      }),
    );
  });

  it('without restarts, never is more planned at once than time has passed, but for corrections of less than a day', () => {
    fc.assert(
      fc.property(
        fc.array(
          step.filter(({ kind }) => kind !== 'restart'),
          { maxLength: 12 },
        ),
        (steps) => {
          const world = play(steps);
          const leaps = steps.filter(({ kind }) => kind === 'leap').length;
          for (const { from, to, up } of world.planned) {
            expect(to - from).toBeLessThanOrEqual(up - STARTED + leaps * DAY);
          }
        },
      ),
    );
  });

  it('a leap that is taken back within the minute leaves no trace', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 59 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.boolean(),
        fc.integer({ min: 2, max: 300 }),
        (seconds, days, isAhead, before) => {
          const by = isAhead ? days * DAY : -Math.min(days, 1_000) * DAY;
          const world = new World(NOON).look().pass(before * SECOND);
          world.set(world.wall + by).pass(seconds * SECOND);
          world.set(world.wall - by).pass(MINUTE);
          expect(world.spans).toEqual([[NOON, NOON + (before + seconds) * SECOND + MINUTE]]);
          expect(world.timeline.gaps).toEqual([]);
        },
      ),
    );
  });
});
