import { describe, expect, it } from 'vitest';
import type { Fleet } from '../../src/delivery/fleet.ts';
import { partId } from '../../src/delivery/identity.ts';
import { SECOND } from '../../src/schedule/instant.ts';
import { DELIVERED, planned, TEAM } from '../store/plan.ts';
import { fleetOf, type Script, setStage } from './stage.ts';

const RENEWED = { ...TEAM, lane: 'lane of the new token', fingerprint: 'team-2' };
const CROWD = ['a', 'b', 'c'];

describe('the part after one that was under way when the token was changed', () => {
  it('goes out at once, however much else is under way', async () => {
    const stage = setStage();
    const lasting =
      (afterMs: number): Script =>
      () => ({ ...DELIVERED, afterMs });
    const team = stage.robot('team', lasting(3 * SECOND));
    const crowd = CROWD.map((name, index) => {
      const lane = { ...TEAM, lane: `lane of ${name}` };
      return { name, robot: stage.robot(name, lasting(SECOND + 100 * index)), lane };
    });
    const whole = planned('long');
    const parts = [1, 2].map((number) => ({ ...whole, id: partId(whole.id, number), part: { number, of: 2 } }));
    const queues = CROWD.flatMap((robot) =>
      Array.from({ length: 15 }, (_, index) => planned(`${robot} ${index}`, { robot, lane: `lane of ${robot}` })),
    );
    await stage.commit(...parts, ...queues);
    let fleet: Fleet = fleetOf({ name: 'team', robot: team, lane: TEAM }, ...crowd);
    const dispatcher = stage.dispatcher(() => fleet);
    dispatcher.start();
    await stage.pass(SECOND / 2);
    fleet = fleetOf({ name: 'team', robot: team, lane: RENEWED }, ...crowd);
    dispatcher.wake();
    await stage.pass(14 * SECOND);
    const arrivals = stage.posts.filter(({ robot }) => robot === 'team').map(({ arrived }) => arrived);
    expect(arrivals).toEqual([0, 3 * SECOND]);
    await dispatcher.stop({ graceMs: 0 });
    stage.close();
  });
});
