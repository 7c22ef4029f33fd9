import { describe, expect, it } from 'vitest';
import { ownerNotice } from '../../src/delivery/owner-notice.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';

const T = toEpochMs(1_800_000_000_000);
const owner = { robot: 'ops', lane: 'lane-of-ops', locale: 'zh-CN', keywords: [] } as const;
const SIGNATURE = { code: 'vendor', meaning: 'signature-wrong', errcode: 310000, text: 'x', advice: 'y' } as const;
const trouble = { lane: 'lane-of-team', failed: 2, expired: 1, robot: 'team', cause: SIGNATURE, paused: true };

const told = (msAgo: number) => ownerNotice({ ...trouble, toldAt: toEpochMs(T - msAgo) }, owner, T);

describe('ownerNotice', () => {
  it.each([
    { keyword: '提醒', ends: true },
    { keyword: '钉铃', ends: false },
  ])('a robot in keyword mode takes it: $keyword', ({ keyword, ends }) => {
    const decision = ownerNotice(trouble, { ...owner, keywords: [keyword] }, T);
    const text = decision.kind === 'tell' && 'text' in decision.delivery.message ? decision.delivery.message.text : '';
    expect(text).toContain(keyword);
    expect(text.endsWith(`\n${keyword}`)).toBe(ends);
  });

  it('tells through the robot of the owner, in its language', () => {
    expect(ownerNotice(trouble, owner, T)).toEqual({
      kind: 'tell',
      delivery: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        origin: 'owner',
        robot: 'ops',
        lane: 'lane-of-ops',
        dueAt: T,
        createdAt: T,
        expiresAt: T + 12 * HOUR,
        lateMs: 0,
        priority: 0,
        coalesce: false,
        state: 'pending',
        message: {
          kind: 'text',
          text: '【钉铃】机器人「team」有消息没有送达：失败 2 条，过期 1 条。\n最近一次的原因：签名不匹配（310000 x）（y）\n这个机器人已暂停发送，修改它的配置后会自动恢复。',
        },
      },
    });
    const english = ownerNotice({ ...trouble, paused: false }, { ...owner, locale: 'en' }, T);
    expect(english).toMatchObject({
      delivery: {
        message: {
          text: '[dingbell] Messages of robot "team" did not arrive: 2 failed, 1 expired.\nThe last reason: the signature does not match (310000 x) (y)',
        },
      },
    });
  });

  it('gives the reason in the language of the owner, the vendor’s own words as they are', () => {
    const cause = { ...SIGNATURE, text: '机器人发送签名不匹配' };
    expect(ownerNotice({ ...trouble, cause }, owner, T)).toMatchObject({
      delivery: {
        message: {
          text: expect.stringContaining('\n最近一次的原因：签名不匹配（310000 机器人发送签名不匹配）（y）\n'),
        },
      },
    });
  });

  it('says that a lane stands still when nothing of it has been lost yet', () => {
    const quota = { ...trouble, failed: 0, expired: 0, paused: false, coolingUntil: toEpochMs(T + HOUR) };
    expect(
      ownerNotice({ ...quota, cause: { ...SIGNATURE, meaning: 'quota' } }, { ...owner, locale: 'en' }, T),
    ).toMatchObject({
      delivery: {
        message: {
          text:
            '[dingbell] Robot "team" cannot send at present.\nThe last reason: the organisation\'s webhook quota is used up (310000 x) (y)\n' +
            'It is tried again every hour; what waits goes on waiting until it expires.',
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
