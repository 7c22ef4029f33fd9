import { describe, expect, it } from 'vitest';
import { judgeClock, newTimeline, type Timeline } from '../../src/daemon/timeline.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');

/** A machine whose clock was a year ahead for an hour, and is right again. */
function afterGlitch() {
  let up = 0;
  let wall = NOON;
  let timeline: Timeline = newTimeline(undefined);
  const look = () => {
    const judged = judgeClock(timeline, { now: toEpochMs(wall), up, boot: '' }, undefined);
    timeline = judged.timeline;
    return judged.verdict;
  };
  const pass = (ms: number, step = 30 * SECOND) => {
    for (let left = ms; left > 0; left -= step) {
      up += step;
      wall += step;
      look();
    }
  };
  const set = (by: number) => {
    wall += by;
    return look();
  };
  look();
  set(365 * DAY);
  pass(HOUR);
  set(-365 * DAY);
  pass(2 * MINUTE);
  return { pass, set, wall: () => wall, gaps: () => timeline.gaps };
}

describe('wall times that were leapt over', () => {
  it('are lived through in the end: a correction of a second, days later, goes back by a second', () => {
    const machine = afterGlitch();
    machine.pass(10 * DAY);
    expect(machine.set(-SECOND)).toEqual({ kind: 'rewind', through: machine.wall() });
  });

  it('are forgotten as far as they were lived through', () => {
    const machine = afterGlitch();
    machine.pass(10 * DAY);
    expect(machine.gaps().map(({ from }) => from)).toEqual([machine.wall()]);
  });
});
