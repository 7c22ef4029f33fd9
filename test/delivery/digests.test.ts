import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Script } from './stage.ts';
import { createFleet, type Fleet } from '../../src/delivery/fleet.ts';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { MINUTE, SECOND } from '../../src/schedule/instant.ts';
import { at, BAD_LINK, DELIVERED, planned, TEAM, THROTTLED } from '../store/plan.ts';
import { setStage, type Stage } from './stage.ts';

/** The tests' beginning on the clocks of Shanghai. */
const TIME = '16:00';
const PLAIN = { locale: 'zh-CN', timezone: 'Asia/Shanghai', make: () => [] } as const;
const LIFE = 90 * SECOND;

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});
afterEach(() => {
  stage.close();
});

const many = (count: number, changes: Partial<NewDelivery> = {}): readonly NewDelivery[] =>
  Array.from({ length: count }, (_, index) =>
    planned(`r${index}`, {
      coalesce: true,
      expiresAt: at(LIFE),
      message: { kind: 'text', text: `m${index}` },
      ...changes,
    }),
  );

function fleet(script: Script, options: { readonly perMinute?: number; readonly bytes?: number } = {}): Fleet {
  const { perMinute = 2, bytes = 20_000 } = options;
  const robot = { name: 'team', robot: stage.robot('team', script), lane: { ...TEAM, perMinute }, keywords: ['钉铃'] };
  const fits = (message: object): boolean => Buffer.byteLength(JSON.stringify(message)) <= bytes;
  return createFleet([robot], { ...PLAIN, digests: { fits } });
}

const statesOf = async (deliveries: readonly NewDelivery[]) => {
  const found = await Promise.all(deliveries.map(({ id }) => stage.store.history.find(id)));
  return found.map((each) => each?.delivery.state);
};

const isDigest = (text: string): boolean => text.startsWith('####');

describe('a lane with more than it can send in time', () => {
  it('sends what it can at once and the rest as one message, when it may again', async () => {
    const deliveries = many(7);
    await stage.commit(...deliveries);
    stage.dispatcher(fleet(() => DELIVERED)).start();
    await stage.pass(LIFE);
    expect(stage.posts.map(({ arrived }) => arrived)).toEqual([0, 0, MINUTE]);
    const digest = stage.posts[2];
    expect(digest?.text).toMatch(new RegExp(`^#### 5 条提醒\n\n\\*\\*${TIME}\\*\\*　m\\d\n\n.*钉铃$`, 's'));
    expect(await statesOf(deliveries)).toEqual(deliveries.map(() => 'delivered'));
    expect(await stage.store.history.list({ digest: digest?.msgUuid ?? '' })).toHaveLength(5);
    expect(stage.events.filter(({ kind }) => kind === 'merged')).toMatchObject([{ members: 5 }]);
  });

  it('makes as many digests as fit into their posts', async () => {
    const long = many(9).map((one, index) => ({
      ...one,
      message: { kind: 'text', text: `${index}${'字'.repeat(60)}` } as const,
    }));
    await stage.commit(...long);
    stage.dispatcher(fleet(() => DELIVERED, { perMinute: 3, bytes: 800 })).start();
    await stage.pass(LIFE);
    expect(stage.posts.filter(({ text }) => isDigest(text))).toHaveLength(2);
    expect(await statesOf(long)).toEqual(long.map(() => 'delivered'));
  });

  it('does the same after a cool-down', async () => {
    const deliveries = many(6, { expiresAt: at(12 * MINUTE) });
    await stage.commit(...deliveries);
    stage.dispatcher(fleet((index) => (index === 0 ? THROTTLED : DELIVERED))).start();
    await stage.pass(12 * MINUTE);
    expect(stage.posts.filter(({ text }) => isDigest(text))).toHaveLength(1);
    expect(await statesOf(deliveries)).toEqual(deliveries.map(() => 'delivered'));
  });

  it('lets each go alone when the digest is refused for what it says', async () => {
    const deliveries = many(4, { expiresAt: at(3 * MINUTE) });
    const refused: Script = (index) => {
      const { text } = stage.posts[index] ?? { text: '' };
      return text.includes('m3') ? BAD_LINK : DELIVERED;
    };
    await stage.commit(...deliveries);
    stage.dispatcher(fleet(refused, { perMinute: 1 })).start();
    await stage.pass(4 * MINUTE);
    const states = await statesOf(deliveries);
    expect(stage.posts.filter(({ text }) => isDigest(text))).toHaveLength(1);
    expect(states[3]).not.toBe('delivered');
    expect(states.filter((state) => state === 'delivered').length).toBeGreaterThanOrEqual(1);
  });

  it('changes nothing where no digests are made', async () => {
    const deliveries = many(4);
    await stage.commit(...deliveries);
    const robot = { name: 'team', robot: stage.robot('team', () => DELIVERED), lane: { ...TEAM, perMinute: 1 } };
    stage.dispatcher(createFleet([robot], PLAIN)).start();
    await stage.pass(LIFE);
    const states = await statesOf(deliveries);
    expect(states.filter((state) => state === 'expired')).toHaveLength(2);
  });
});

describe('a refusal of this machine', () => {
  it('keeps every lane from asking until it is over', async () => {
    const banned: Outcome = {
      kind: 'throttled',
      scope: 'host',
      coolDownMs: 5 * MINUTE,
      cause: { code: 'address-banned' },
    };
    const other = { ...TEAM, lane: 'other' };
    await stage.commit(planned('a'), planned('b', { lane: other.lane, robot: 'other', dueAt: at(SECOND) }));
    const robot = (name: string) => stage.robot(name, (index) => (name === 'team' && index === 0 ? banned : DELIVERED));
    const both = createFleet(
      [
        { name: 'team', robot: robot('team'), lane: TEAM },
        { name: 'other', robot: robot('other'), lane: other },
      ],
      PLAIN,
    );
    stage.dispatcher(both).start();
    await stage.pass(MINUTE);
    expect(stage.posts.map(({ robot: name }) => name)).toEqual(['team']);
    await stage.pass(5 * MINUTE);
    expect(stage.posts.map(({ arrived }) => arrived)).toEqual([0, 5 * MINUTE, 5 * MINUTE]);
  });
});
