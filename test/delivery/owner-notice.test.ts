import { Agent } from 'undici';
import { describe, expect, it } from 'vitest';
import { openRobots } from '../../src/daemon/robots.ts';
import { createSimulatedVendor } from '../../src/daemon/simulated-vendor.ts';
import { ownerNotice } from '../../src/delivery/owner-notice.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { config, robotConfig } from '../daemon/config.ts';

const T = toEpochMs(1_800_000_000_000);
const owner = { robot: 'ops', locale: 'zh-CN' } as const;
const SIGNATURE = { code: 'vendor', meaning: 'signature-wrong', errcode: 310000, text: 'x', advice: 'y' } as const;
const trouble = {
  lane: 'lane-of-team',
  failed: 2,
  expired: 1,
  robot: 'team',
  cause: SIGNATURE,
  paused: true,
  cooling: false,
};

const told = (msAgo: number) => ownerNotice({ ...trouble, toldAt: toEpochMs(T - msAgo) }, owner, T);

describe('ownerNotice', () => {
  it('tells through the robot of the owner, in its language', () => {
    expect(ownerNotice(trouble, owner, T)).toEqual({
      kind: 'tell',
      draft: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        origin: 'owner',
        robot: 'ops',
        now: T,
        lifeMs: 12 * HOUR,
        message: {
          kind: 'text',
          text: '【钉铃】机器人「team」有消息没有送达：失败 2 条，过期 1 条。\n最近一次的原因：签名不匹配（310000 x）（y）\n这个机器人已暂停发送，修改它的配置后会自动恢复。',
        },
      },
    });
    const english = ownerNotice({ ...trouble, paused: false, cooling: false }, { ...owner, locale: 'en' }, T);
    expect(english).toMatchObject({
      draft: {
        message: {
          text: '[dingbell] Messages of robot "team" did not arrive: 2 failed, 1 expired.\nThe last reason: the signature does not match (310000 x) (y)',
        },
      },
    });
  });

  it('gives the reason in the language of the owner, the vendor’s own words as they are', () => {
    const cause = { ...SIGNATURE, text: '机器人发送签名不匹配' };
    expect(ownerNotice({ ...trouble, cause }, owner, T)).toMatchObject({
      draft: {
        message: {
          text: expect.stringContaining('\n最近一次的原因：签名不匹配（310000 机器人发送签名不匹配）（y）\n'),
        },
      },
    });
  });

  it('says that a lane stands still when nothing of it has been lost yet', () => {
    const quota = { ...trouble, failed: 0, expired: 0, paused: false, cooling: true };
    expect(
      ownerNotice({ ...quota, cause: { ...SIGNATURE, meaning: 'quota' } }, { ...owner, locale: 'en' }, T),
    ).toMatchObject({
      draft: {
        message: {
          text:
            '[dingbell] Robot "team" cannot send now.\nThe last reason: the organisation\'s webhook quota is used up (310000 x) (y)\n' +
            'dingbell tries again every hour. Waiting messages are kept until they expire.',
        },
      },
    });
  });

  it('is quiet for an hour after the last notice, half-open', () => {
    expect(told(HOUR - 1)).toEqual({ kind: 'wait', until: T + 1 });
    expect(told(0)).toEqual({ kind: 'wait', until: T + HOUR });
    expect(told(HOUR).kind).toBe('tell');
  });

  it('is not kept quiet by a notice from the future: the clock was set back', () => {
    expect(told(-24 * HOUR).kind).toBe('tell');
  });
});

describe('a notice becomes deliveries as every other message does', () => {
  const robots = [
    robotConfig('team', { onFailure: 'ops' }),
    robotConfig('ops', { keywords: ['警报'] }),
    robotConfig('pager', { keywords: ['钉铃'] }),
  ];
  const whole = config([], robots);
  const { fleet } = openRobots(whole, {
    dispatcher: new Agent(),
    now: () => T,
    sandbox: createSimulatedVendor(whole),
  });

  it.each([
    ['ops', true],
    ['pager', false],
  ])('with a keyword that %s asks for, and does not stand in it yet: %s', (robot, isAdded) => {
    const decision = ownerNotice(trouble, { ...owner, robot }, T);
    if (decision.kind !== 'tell') throw new Error('nobody was told yet');
    const [notice, ...others] = fleet.make(decision.draft);
    const text = notice !== undefined && 'text' in notice.message ? notice.message.text : '';
    expect(others).toEqual([]);
    expect(text).toContain(robot === 'ops' ? '警报' : '钉铃');
    expect(text.endsWith('\n警报')).toBe(isAdded);
  });

  it('in parts when it is too long for one post, each with the keyword', () => {
    const long = { ...SIGNATURE, text: 'x'.repeat(30_000) };
    const decision = ownerNotice({ ...trouble, cause: long }, { ...owner, robot: 'ops' }, T);
    if (decision.kind !== 'tell') throw new Error('nobody was told yet');
    const parts = fleet.make(decision.draft);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ part }) => part?.number)).toEqual(parts.map((_, index) => index + 1));
    for (const { message } of parts) expect('text' in message ? message.text : '').toContain('警报');
  });
});
