import { describe, expect, it } from 'vitest';
import { mergeBacklogs } from '../../src/delivery/merge-backlogs.ts';
import type { LaneConfig } from '../../src/delivery/outbox.ts';
import { at, planned, reading, TEAM } from '../store/plan.ts';
import { fleetOf, setStage } from './stage.ts';

describe('backlogs of many lanes', () => {
  it('are looked at some after the others: nobody waits for all of them', async () => {
    const stage = setStage();
    const lanes = Array.from({ length: 6 }, (_, index): LaneConfig => ({ ...TEAM, lane: `lane-${index}` }));
    for (const { lane } of lanes) {
      const deliveries = Array.from({ length: 900 }, (_, index) => planned(`${lane} ${index}`, { lane, robot: lane }));
      await stage.commit(...deliveries);
    }
    const looks: (readonly string[])[] = [];
    const outbox: typeof stage.outbox = {
      ...stage.outbox,
      async backlogs(request) {
        const found = await stage.outbox.backlogs(request);
        looks.push(found.map(({ lane }) => lane));
        return found;
      },
    };
    const fleet = fleetOf();
    await mergeBacklogs(outbox, fleet, lanes, reading(at(1)), () => {});
    expect(looks.map(({ length }) => length)).toEqual([3, 3]);
    expect(looks.flat()).toEqual(lanes.map(({ lane }) => lane));
    stage.close();
  });
});
