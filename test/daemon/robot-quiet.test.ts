import { describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { PushRequest } from '../../src/daemon/daemon.ts';
import { addressesOf } from '../../src/daemon/lanes.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { createFleet } from '../../src/delivery/fleet.ts';
import { HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { problemsOf, readFiles } from '../config/folder.ts';
import { setStage } from '../delivery/stage.ts';

const at = (time: string) => toEpochMs(Date.parse(`${time}+08:00`));

async function configOf(quiet: string): Promise<Config> {
  const text = `robots: { team: { webhook: sandbox, quiet: ${quiet} }, ops: { webhook: sandbox } }\n`;
  const result = await readFiles({ 'all.yaml': text }, { locale: 'en' });
  if (result.kind !== 'config') throw new Error(JSON.stringify(problemsOf(result)));
  return result.config;
}

async function pushed(now: string, request: Partial<PushRequest> = {}, quiet = NIGHT) {
  const world = await configOf(quiet);
  const message = { kind: 'text', text: 'hi' } as const;
  const pushing = { now: at(now), addresses: addressesOf(world), world };
  const [delivery] = pushedDeliveries({ robot: 'team', message, ...request }, pushing);
  const { dueAt, expiresAt, cause, priority, state } = delivery ?? {};
  return { dueAt, expiresAt, cause, priority, state };
}

const NIGHT = '{ between: "22:00-08:30", daysOff: true, except: [alert] }';
const MORNING = at('2026-12-01T08:30:00');
const HELD = { dueAt: MORNING, expiresAt: MORNING + HOUR, cause: { code: 'quiet', until: MORNING }, state: 'pending' };

describe('what is pushed to a robot', () => {
  it('in its quiet hours waits for their end, and is an hour old an hour later', async () => {
    expect(await pushed('2026-11-30T23:00:00')).toMatchObject(HELD);
  });

  it('for a time that lies in them waits as well', async () => {
    expect(await pushed('2026-11-30T15:00:00', { at: at('2026-12-01T07:00:00') })).toMatchObject(HELD);
    const monday = at('2026-12-07T08:30:00');
    expect(await pushed('2026-11-30T15:00:00', { at: at('2026-12-05T12:00:00') })).toMatchObject({ dueAt: monday });
  });

  it('passes at another time, with a priority, as what is excepted, and to another robot', async () => {
    const now = { dueAt: at('2026-11-30T23:00:00'), cause: undefined };
    expect(await pushed('2026-11-30T15:00:00')).toMatchObject({ dueAt: at('2026-11-30T15:00:00'), cause: undefined });
    expect(await pushed('2026-11-30T23:00:00', { priority: 1 })).toMatchObject({ ...now, priority: 1 });
    expect(await pushed('2026-11-30T23:00:00', { kind: 'alert.firing' })).toMatchObject(now);
    expect(await pushed('2026-11-30T23:00:00', { robot: 'ops' })).toMatchObject(now);
    expect(await pushed('2026-11-30T23:00:00', { priority: 0, kind: 'push' })).toMatchObject(HELD);
  });

  it('goes by the zone that is written', async () => {
    const london = '{ between: "22:00-08:30", timezone: Europe/London }';
    expect(await pushed('2026-11-30T23:00:00', {}, london)).toMatchObject({ cause: undefined });
    expect(await pushed('2026-12-01T07:00:00', {}, london)).toMatchObject({ dueAt: at('2026-12-01T16:30:00') });
  });
});

describe('what people sent in the quiet hours of a robot', () => {
  it('comes when they end, each by itself, in order, as many in a minute as the group takes', async () => {
    const world = await configOf('{ between: "22:00-08:30" }');
    const [evening, morning] = [at('2027-01-18T22:05:00'), at('2027-01-19T08:30:00')];
    const stage = setStage();
    onTestFinished(() => stage.close());
    await stage.pass(evening - stage.clock.now());
    const addresses = addressesOf(world);
    const sent = Array.from({ length: 30 }, (_, index) => `${index}`);
    const held = sent.flatMap((text, index) => {
      const pushing = { now: toEpochMs(evening + index), addresses, world };
      return pushedDeliveries({ robot: 'team', message: { kind: 'text', text } }, pushing);
    });
    await stage.commit(...held);
    const lane = { lane: held[0]?.lane ?? '', perMinute: 20, fingerprint: 'team' };
    const robot = { name: 'team', robot: stage.robot('team', () => ({ kind: 'delivered' })), lane };
    const style = { locale: 'en', timezone: 'Asia/Shanghai', make: () => [], digests: { fits: () => true } } as const;
    const dispatcher = stage.dispatcher(createFleet([robot], style));
    dispatcher.start();
    await stage.pass(morning - 1 - stage.clock.now());
    expect(stage.posts).toEqual([]);
    await stage.pass(3 * MINUTE);
    expect(stage.posts.map(({ text }) => text)).toEqual(sent);
    const times = stage.posts.map(({ arrived }) => arrived);
    expect(times.slice(20).every((time, index) => time - (times[index] ?? 0) >= MINUTE)).toBe(true);
    await dispatcher.stop({ graceMs: 0 });
  });
});
