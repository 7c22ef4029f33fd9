import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HookDoor } from '../../src/daemon/hook-door.ts';
import { lossNotices } from '../../src/daemon/hook-owner-news.ts';
import { hookWelcome } from '../../src/daemon/hook-welcome.ts';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { told } from '../hooks/hook-world.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { createTestDaemon, sandboxRobot as sandbox } from '../web/test-daemon.ts';
import { CONFIG, hookOf, InletWorld, SECRET } from './inlet-world.ts';

let world: InletWorld;
beforeEach(() => {
  world = new InletWorld({}, () => {});
});
afterEach(async () => {
  await world.stop();
});

const SHOP = hookOf({});
const PING = JSON.stringify({ zen: 'Keep it logically awesome.', hook_id: 1 });
const signed = (body: string, event = 'push') => ({
  headers: githubHeaders(body, SECRET, event),
  body: Buffer.from(body),
});
const push = (title: string) => signed(githubPush(title));

/** The hooks whose name is told along, by the events in their order. */
async function greetings(): Promise<readonly (string | undefined)[]> {
  const all = await world.store.inbox.list({});
  const events = await Promise.all(all.toReversed().map(({ id }) => world.store.inbox.find(id)));
  return events.map((event) => (event?.event as HookEvent | undefined)?.greets);
}

describe('the first event of a hook', () => {
  it('says in its own message that it is connected, and no other does, after a restart neither', async () => {
    await world.door.receive(SHOP, push('one'));
    await world.door.receive(SHOP, push('two'));
    const again = new HookDoor({
      inbox: world.store.inbox,
      config: () => CONFIG,
      now: () => world.clock.now(),
      onWaiting: () => {},
      onAnswer: () => {},
      welcome: async ({ name }) => void world.welcomed.push(name),
    });
    await again.receive(SHOP, push('three'));
    expect(await greetings()).toEqual(['shop', undefined, undefined]);
    expect(world.welcomed).toEqual([]);
    const [first] = (await world.store.inbox.list({})).toReversed();
    const event = (await world.store.inbox.find(first?.id ?? ''))?.event as HookEvent;
    expect(told([event]).text).toMatch(/one[^]*\n\n🔗 shop 已接通$/);
    expect(told([event], 'en').text).toMatch(/\n\n🔗 shop is connected$/);
  });

  it('that is not told, as GitHub’s ping, is told to be there by a message of its own', async () => {
    expect(await world.door.receive(SHOP, signed(PING, 'ping'))).toMatchObject({ kind: 'ignored' });
    await world.door.receive(SHOP, push('one'));
    expect(world.welcomed).toEqual(['shop']);
    expect(await greetings()).toEqual([undefined, undefined]);
  });

  it('is none that was refused, nor one of a paused hook', async () => {
    await world.door.receive(SHOP, { ...push('forged'), headers: {} });
    await world.door.receive({ ...SHOP, paused: true }, push('one'));
    expect(world.welcomed).toEqual([]);
    await world.door.receive(SHOP, push('two'));
    expect(await greetings()).toEqual([undefined, undefined, 'shop']);
  });

  it('is one, of two that come at once', async () => {
    await Promise.all(['one', 'two', 'three'].map((title) => world.door.receive(SHOP, push(title))));
    expect((await greetings()).filter(Boolean)).toEqual(['shop']);
  });

  it('of a program that speaks as to DingTalk leaves its message as it is', async () => {
    const hook = hookOf({ from: 'dingtalk', secrets: [], tokens: ['a-dummy-token-of-a-hook'] });
    const body = Buffer.from(JSON.stringify({ msgtype: 'text', text: { content: 'hi' } }));
    await world.door.receive(hook, { headers: {}, body, token: 'a-dummy-token-of-a-hook' });
    expect(world.welcomed).toEqual(['shop']);
    expect(await greetings()).toEqual([undefined]);
  });

  it('is told to each of its robots once, however often that is asked for', async () => {
    const daemon = createTestDaemon({ hooks: [SHOP] });
    const made = () => hookWelcome(SHOP, daemon, daemon.now());
    expect(made().map(({ id }) => id)).toEqual(made().map(({ id }) => id));
    expect(made()[0]?.message).toMatchObject({ kind: 'text', text: '🔗 shop 已接通' });
    await daemon.stop();
  });
});

describe('what nobody sends again', () => {
  it('is lost when the store does not answer: GitHub’s and Gitea’s, not that of others, nor a stranger’s', async () => {
    world.refusals = 9;
    await expect(world.door.receive(SHOP, push('one'))).rejects.toThrow(StoreError);
    expect(world.lost).toEqual(['store']);
    await expect(world.door.receive(SHOP, push('one'), { asksAgain: true })).rejects.toThrow(StoreError);
    await expect(world.door.receive(SHOP, { ...push('one'), headers: {} })).rejects.toThrow(StoreError);
    const gitlab = hookOf({ from: 'gitlab', secrets: [], tokens: ['a-dummy-token-of-a-hook'] });
    const body = Buffer.from('{}');
    await expect(world.door.receive(gitlab, { headers: {}, body, token: 'a-dummy-token-of-a-hook' })).rejects.toThrow(
      StoreError,
    );
    expect(world.lost).toEqual(['store']);
  });

  it('is told to the owner with what to do', async () => {
    const daemon = createTestDaemon({
      robots: [{ ...sandbox('team'), onFailure: 'ops' }, sandbox('ops')],
    });
    const lost = { hook: 'shop', from: 'github', count: 3, since: daemon.now() } as const;
    const texts = (['store', 'too-large'] as const).map((why) =>
      lossNotices({ ...lost, why }, daemon.config, daemon.addresses, daemon.now()).map(({ robot, message }) => [
        robot,
        message.kind === 'text' && message.text,
      ]),
    );
    expect(texts).toEqual([
      [
        [
          'ops',
          '【钉铃】github 发给 hook「shop」的 3 条消息没有收下：从 11-24 10:00 起数据库没有响应。github 不会自己重发，请在那边的 webhook 页面上重新发送。',
        ],
      ],
      [['ops', '【钉铃】github 发给 hook「shop」的消息超过 5 MiB（11-24 10:00，共 3 条），没有读，也不会通知。']],
    ]);
    await daemon.stop();
  });
});
