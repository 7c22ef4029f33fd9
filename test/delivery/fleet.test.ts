import { describe, expect, it } from 'vitest';
import { createFleet } from '../../src/delivery/fleet.ts';
import type { Robot } from '../../src/robot/robot.ts';
import { DELIVERED, OPS, TEAM } from '../store/plan.ts';

const robot = (): Robot => ({ send: () => Promise.resolve(DELIVERED) });
const team = { name: 'team', robot: robot(), lane: TEAM, onFailure: 'ops' };
const twin = { name: 'twin', robot: robot(), lane: { ...TEAM, perMinute: 5 } };
const ops = { name: 'ops', robot: robot(), lane: OPS, onFailure: 'nobody' };
const fleet = createFleet([team, twin, ops], 'zh-CN');

describe('createFleet', () => {
  it('has one lane per token, and every robot in one', () => {
    expect(fleet.lanes).toEqual([{ ...TEAM, perMinute: 5 }, OPS]);
    expect(fleet.assignments).toEqual([
      { robot: 'team', lane: TEAM.lane },
      { robot: 'twin', lane: TEAM.lane },
      { robot: 'ops', lane: OPS.lane },
    ]);
  });

  it.each([
    ['its own robot', 'twin', TEAM.lane, twin.robot],
    ['another with the same token when its own is gone', 'renamed', TEAM.lane, team.robot],
    ['no robot with another token', 'team', 'token-of-yesterday', undefined],
  ])('sends a delivery by %s', (_name, name, lane, sender) => {
    expect(fleet.robotFor({ robot: name, lane })).toBe(sender);
  });

  it.each([
    [
      'the one that any robot of the lane names',
      TEAM.lane,
      { robot: 'ops', lane: OPS.lane, locale: 'zh-CN', keywords: [] },
    ],
    ['nobody when the one named does not exist', OPS.lane, undefined],
    ['nobody for a lane without robots', 'token-of-yesterday', undefined],
  ])('tells as owner %s', (_name, lane, owner) => {
    expect(fleet.ownerOf(lane)).toEqual(owner);
  });

  it.each([
    [{ robot: 'gone', lane: 'gone' }, 'robot "gone" is not in the configuration any more'],
    [{ robot: 'team', lane: TEAM.lane, reason: 'busy' }, 'no time is left for another attempt; the last one: busy'],
    [
      { robot: 'team', lane: TEAM.lane },
      'its turn did not come in time: the robot was busy with others, cooling down or paused',
    ],
  ])('explains why %j expired', (delivery, reason) => {
    expect(fleet.explainExpiry(delivery)).toBe(reason);
  });
});
