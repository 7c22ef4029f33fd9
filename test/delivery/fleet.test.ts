import { describe, expect, it } from 'vitest';
import { createFleet, fleetOfLanes } from '../../src/delivery/fleet.ts';
import type { Robot } from '../../src/robot/robot.ts';
import { DELIVERED, OPS, TEAM } from '../store/plan.ts';

const robot = (): Robot => ({ send: () => Promise.resolve(DELIVERED) });
const team = { name: 'team', robot: robot(), lane: TEAM, onFailure: 'ops' };
const twin = { name: 'twin', robot: robot(), lane: { ...TEAM, perMinute: 5 } };
const ops = { name: 'ops', robot: robot(), lane: OPS, onFailure: 'nobody' };
const STYLE = { locale: 'zh-CN', timezone: 'Asia/Shanghai', make: () => [] } as const;
const fleet = createFleet([team, twin, ops], STYLE);

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
    ['the one that any robot of the lane names', TEAM.lane, { robot: 'ops', locale: 'zh-CN' }],
    ['nobody when the one named does not exist', OPS.lane, undefined],
    ['nobody for a lane without robots', 'token-of-yesterday', undefined],
  ])('tells as owner %s', (_name, lane, owner) => {
    expect(fleet.ownerOf(lane)).toEqual(owner);
  });
});

describe('fleetOfLanes', () => {
  it('is the part of a fleet that some lanes are, with everybody who sends in them', () => {
    const part = fleetOfLanes(fleet, new Set([TEAM.lane, 'token-of-yesterday']));
    expect(part.lanes).toEqual([{ ...TEAM, perMinute: 5 }]);
    expect(part.assignments.map(({ robot: name }) => name)).toEqual(['team', 'twin']);
    expect([fleet.isWhole, part.isWhole]).toEqual([true, false]);
  });
});
