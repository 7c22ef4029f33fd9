import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { newsOf } from '../../src/daemon/hook-news.ts';
import { quotaNotices } from '../../src/daemon/hook-owner-news.ts';
import { type Thrifty, thriftyLanes } from '../../src/daemon/hook-quota.ts';
import { addressesOf } from '../../src/daemon/lanes.ts';
import { tellHeld } from '../../src/daemon/unheard-words.ts';
import type { Received } from '../../src/delivery/inbox.ts';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { problemsOf, readFiles } from '../config/folder.ts';

const shanghai = (time: string) => toEpochMs(Date.parse(`${time}+08:00`));
const NOON = shanghai('2026-11-24T12:00:00');
const EVENING = shanghai('2026-11-24T18:00:00');
const TEAM: readonly Thrifty[] = [{ robots: ['team'], calls: 90, perMonth: 100 }];

async function configOf(hook = ''): Promise<Config> {
  const url = (token: string): string => `https://oapi.dingtalk.com/robot/send?access_token=${token.padEnd(64, '0')}`;
  const text = `
daemon: { timezone: Asia/Shanghai }
robots:
  team: { webhook: "${url('a')}", secret: SECanobviousdummy, limit: { perMonth: 100 }, onFailure: ops }
  same: { webhook: "${url('a')}", secret: SECanobviousdummy, limit: { perMonth: 50 } }
  ops: { webhook: "${url('b')}", secret: SECanobviousdummy, limit: { perMonth: 100 } }
people:
  lili: { name: 丽丽, mobile: "13900000000", accounts: { github: lili-w } }
hooks:
  shop: { from: github, secret: an-obvious-dummy-secret, robot: team${hook && `, ${hook}`} }
`;
  const result = await readFiles({ 'all.yaml': text }, { locale: 'en' });
  if (result.kind !== 'config') throw new Error(JSON.stringify(problemsOf(result)));
  return result.config;
}

const repository = { name: 'acme/shop', short: 'shop' };
const pushed = (title: string): HookEvent => ({
  kind: 'push',
  sender: 'github',
  branch: 'main',
  repository,
  commits: { list: [{ id: title, title }], total: 1, authors: [] },
});

function waiting(event: HookEvent, changes: Partial<Received> = {}): Received {
  const facts = { hook: 'shop', kind: event.kind, receivedAt: NOON, state: 'waiting', dueAt: NOON } as const;
  return { id: JSON.stringify(event), ...facts, repeats: 0, deliveries: [], event, ...changes };
}

function told(config: Config, all: readonly Received[], thrifty = TEAM, now = NOON) {
  return newsOf(all, { config, addresses: addressesOf(config), away: new Set(), around: [], thrifty, now });
}

describe('a robot that has used nine tenths of its month', () => {
  it('is so from then on, with all robots of its token, by the strictest of their limits', async () => {
    const config = await configOf();
    const [{ lanes }, used] = [addressesOf(config), (count: number) => new Map([[lanes.get('team') ?? '', count]])];
    expect(thriftyLanes(used(44), config)).toEqual([]);
    expect(thriftyLanes(used(45), config)).toEqual([{ robots: ['team', 'same'], calls: 45, perMonth: 50 }]);
  });

  it('hears what calls nobody at six in the evening, as one message', async () => {
    const config = await configOf();
    const first = waiting(pushed('one'));
    const { events, deliveries } = told(config, [first]);
    expect(deliveries).toEqual([]);
    const held = { state: 'waiting', because: { kind: 'quota' }, dueAt: EVENING, thing: 'quota' } as const;
    expect(events).toEqual([{ id: first.id, receivedAt: NOON, ...held }]);
    expect(tellHeld({ kind: 'quota' }, '18:00', 'zh-CN')).toBe('这个月的额度快用完了，18:00 汇总时通知');

    const both = [pushed('one'), pushed('two')].map((event) => waiting(event, held));
    const evening = told(config, both, TEAM, EVENING);
    expect(evening.events.map(({ state }) => state)).toEqual(['told', 'told']);
    const [only, ...others] = evening.deliveries;
    expect(others).toEqual([]);
    expect(only?.message).toMatchObject({ kind: 'markdown', title: 'shop 今天 · 2 次推送' });
    // It did not grow old meanwhile.
    expect(only?.expiresAt).toBe(shanghai('2026-11-25T06:00:00'));
  });

  it('hears it at the time of the daily digest that the hook has', async () => {
    const config = await configOf('digest: { events: [star], at: "09:30" }');
    expect(told(config, [waiting(pushed('one'))]).events).toMatchObject([
      { because: { kind: 'quota' }, dueAt: shanghai('2026-11-25T09:30:00') },
    ]);
  });

  it.each<[string, HookEvent, string, readonly Thrifty[]]>([
    [
      'calls somebody',
      {
        kind: 'pull_request.review_requested',
        sender: 'github',
        repository,
        thing: { type: 'pull_request', id: '#7', title: 'x' },
        involved: [{ as: 'reviewer', account: { ids: ['lili-w'], name: 'lili-w' } }],
      },
      '',
      TEAM,
    ],
    ['is to call everybody', pushed('one'), 'mention: all', TEAM],
    ['is an alarm', { kind: 'alert.firing', sender: 'github', repository, title: 'Disk', text: 'full' }, '', TEAM],
    ['another robot hears too', pushed('one'), 'routes: [{ robots: [team, ops] }]', TEAM],
    ['comes while there is enough', pushed('one'), '', []],
  ])('hears at once what %s', async (_, event, hook, thrifty) => {
    const config = await configOf(hook);
    const { events, deliveries } = told(config, [waiting(event)], thrifty);
    expect(events).toMatchObject([{ state: 'told' }]);
    expect(deliveries.length).toBeGreaterThan(0);
  });

  it('is told to its owner, once a month of Beijing', async () => {
    const config = await configOf();
    const notices = (now: number) => quotaNotices(TEAM[0]!, config, addressesOf(config), toEpochMs(now));
    const [notice, ...others] = notices(NOON);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      robot: 'ops',
      origin: 'owner',
      message: {
        kind: 'text',
        text: '【钉铃】机器人「team」这个月的 100 次调用已用了 90 次。从现在到月底，hook 的消息里不 @ 人的每天合成一条；@ 人的和告警照常。',
      },
    });
    expect(notices(shanghai('2026-11-30T23:59:59')).map(({ id }) => id)).toEqual([notice?.id]);
    expect(notices(shanghai('2026-12-01T00:00:00'))[0]?.id).not.toBe(notice?.id);
  });
});
