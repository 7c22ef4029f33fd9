import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/robot/robot.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { Notices } from '../../src/delivery/notices.ts';
import type { Outbox } from '../../src/delivery/outbox.ts';
import { HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { at, BAD_LINK, BAD_TOKEN, BUSY, DELIVERED, OPS, planned, TEAM, THROTTLED } from '../store/plan.ts';
import { fleetOf, type Script, setStage, type Stage } from './stage.ts';

const FOREVER = () => new Promise<never>(() => {});
const delivers: Script = () => DELIVERED;
const deliversIn =
  (afterMs: number): Script =>
  () => ({ ...DELIVERED, afterMs });
const refusesFirst =
  (times: number, refusal: Outcome): Script =>
  (index) =>
    index < times ? refusal : DELIVERED;
const hangsThenThrows: Script = (index) => {
  if (index === 0) return FOREVER();
  if (index === 1) throw new TypeError('access_token=0123456789');
  return DELIVERED;
};

describe('createDispatcher', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = setStage();
  });
  afterEach(() => {
    stage.close();
  });

  const team = (script: Script, lane = TEAM) => ({ name: 'team', robot: stage.robot('team', script), lane });
  const ops = (script: Script) => ({ name: 'ops', robot: stage.robot('ops', script), lane: OPS });
  const stateOf = async (id: string) => (await stage.store.history.find(id))?.delivery.state;
  const notices = () => stage.posts.filter(({ robot }) => robot === 'ops');
  const withOwner = (script: Script, ownersScript = delivers) =>
    fleetOf({ ...team(script), onFailure: 'ops' }, { ...ops(ownersScript), onFailure: 'team' });
  const seconds = () => stage.posts.map(({ arrived }) => arrived / SECOND);

  describe('delivers', () => {
    describe('through very many lanes', () => {
      const names = Array.from({ length: 300 }, (_, index) => `robot-${index}`);
      const laneOf = (name: string) => ({ ...TEAM, lane: `lane of ${name}` });
      const crowd = () =>
        fleetOf(...names.map((name) => ({ name, robot: stage.robot(name, delivers), lane: laneOf(name) })));
      const commitAll = () =>
        stage.commit(...names.map((robot) => planned(robot, { robot, lane: laneOf(robot).lane, dueAt: at(SECOND) })));
      /** How many attempts each transaction writes down. */
      const counting = (claims: number[], then: () => void = () => {}): Outbox => ({
        ...stage.outbox,
        async claim(request) {
          const answer = await stage.outbox.claim(request);
          const count = answer.kind === 'claimed' ? answer.claims.length : 0;
          if (count > 0) claims.push(count);
          if (count > 0) then();
          return answer;
        },
      });

      it('some after the others, all at their instant', async () => {
        await commitAll();
        const claims: number[] = [];
        stage.dispatcher(crowd(), { outbox: counting(claims) }).start();
        await stage.pass(MINUTE);
        expect(claims).toEqual([128, 128, 44]);
        expect(stage.posts.map(({ robot, arrived }) => [robot, arrived])).toEqual(names.map((name) => [name, SECOND]));
      });

      it('none of the others once it is to stop', async () => {
        await commitAll();
        const claims: number[] = [];
        let stopped: Promise<void> | undefined;
        const outbox = counting(claims, () => void (stopped ??= dispatcher.stop({ graceMs: MINUTE })));
        const dispatcher = stage.dispatcher(crowd(), { outbox });
        dispatcher.start();
        await stage.pass(MINUTE);
        await stopped;
        expect(claims).toEqual([128]);
        expect(await stage.store.history.count()).toMatchObject({ delivered: 128, pending: 172, sending: 0 });
      });
    });

    it('each at its instant, in the order of the lane', async () => {
      await stage.commit(
        planned('later', { dueAt: at(90 * SECOND) }),
        planned('b', { dueAt: at(5 * SECOND) }),
        planned('a', { dueAt: at(5 * SECOND), priority: 1 }),
      );
      stage.dispatcher(fleetOf(team(delivers))).start();
      await stage.pass(2 * MINUTE);
      expect(stage.posts.map(({ text, arrived }) => [text, arrived])).toEqual([
        ['提醒 a', 5 * SECOND],
        ['提醒 b', 5 * SECOND],
        ['提醒 later', 90 * SECOND],
      ]);
      expect(await stage.store.history.count()).toMatchObject({ delivered: 3 });
    });

    it('one at a time in a lane, all lanes at once', async () => {
      await stage.commit(planned('a'), planned('b'), planned('c', { robot: 'ops' }), planned('d', { robot: 'ops' }));
      stage.dispatcher(fleetOf(team(deliversIn(10 * SECOND)), ops(deliversIn(10 * SECOND)))).start();
      await stage.pass(MINUTE);
      expect(seconds()).toEqual([0, 0, 10, 10]);
    });

    it('at once what is committed while it sleeps', async () => {
      const dispatcher = stage.dispatcher(fleetOf(team(delivers)));
      dispatcher.start();
      await stage.pass(30 * SECOND);
      await stage.commit(planned('a', { dueAt: at(0) }));
      dispatcher.wake();
      await stage.pass(0);
      expect(seconds()).toEqual([30]);
    });

    it('no more than the limit in any minute', async () => {
      await stage.commit(...Array.from({ length: 45 }, (_, index) => planned(`r${index}`)));
      stage.dispatcher(fleetOf(team(deliversIn(100)))).start();
      await stage.pass(5 * MINUTE);
      expect(seconds().filter((second) => second < 60)).toHaveLength(20);
      expect(stage.posts).toHaveLength(45);
      stage.posts.forEach(({ arrived }, index) => {
        expect(arrived - (stage.posts[index - 20]?.arrived ?? -Infinity)).toBeGreaterThanOrEqual(MINUTE);
      });
    });

    it('what another process has written, within a second', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'dingbell-dispatcher-'));
      const shared = setStage(directory);
      const command = openStore(directory);
      try {
        const robot = { name: 'team', robot: shared.robot('team', delivers), lane: TEAM };
        const dispatcher = shared.dispatcher(fleetOf(robot), { pollMs: SECOND });
        dispatcher.start();
        await shared.pass(10.5 * SECOND);
        await command.plans.commit({ deliveries: [planned('pushed', { origin: 'send' })], cursors: [] });
        await shared.pass(SECOND);
        expect(shared.posts.map(({ arrived }) => arrived)).toEqual([11 * SECOND]);
        await dispatcher.stop({ graceMs: 0 });
      } finally {
        command.close();
        shared.close();
        rmSync(directory, { recursive: true });
      }
    });
  });

  describe('tries again', () => {
    it('with the same msgUuid, later and later, until it is delivered', async () => {
      const delivery = planned('a');
      await stage.commit(delivery);
      stage.dispatcher(fleetOf(team(refusesFirst(3, BUSY)))).start();
      await stage.pass(MINUTE);
      expect(seconds()).toEqual([0, 1, 3, 7]);
      expect(new Set(stage.posts.map(({ msgUuid }) => msgUuid))).toEqual(new Set([delivery.id]));
      expect(await stateOf(delivery.id)).toBe('delivered');
    });

    it('until it expires, with the last reason', async () => {
      const delivery = planned('a', { expiresAt: at(5 * SECOND) });
      await stage.commit(delivery);
      stage.dispatcher(fleetOf(team(() => BUSY))).start();
      await stage.pass(MINUTE);
      expect(seconds()).toEqual([0, 1, 3]);
      expect((await stage.store.history.find(delivery.id))?.delivery).toMatchObject({
        state: 'expired',
        cause: { code: 'out-of-time', last: { code: 'vendor', meaning: 'busy' } },
      });
    });

    it('after the cool-down, during which the whole lane is silent', async () => {
      await stage.commit(planned('a'), planned('b'), planned('c', { robot: 'ops', dueAt: at(MINUTE) }));
      stage.dispatcher(fleetOf(team(refusesFirst(1, THROTTLED)), ops(delivers))).start();
      await stage.pass(20 * MINUTE);
      expect(stage.posts.map(({ text, arrived }) => [text, arrived / MINUTE])).toEqual([
        ['提醒 a', 0],
        ['提醒 c', 1],
        ['提醒 a', 10],
        ['提醒 b', 10],
      ]);
    });

    it('what the last process died in, with the same msgUuid', async () => {
      const delivery = planned('a');
      await stage.commit(delivery);
      stage.dispatcher(fleetOf(team(FOREVER))).start();
      await stage.pass(SECOND);
      const next = stage.dispatcher(fleetOf(team(delivers)));
      next.start();
      await stage.pass(0);
      expect(stage.posts.map(({ msgUuid }) => msgUuid)).toEqual([delivery.id, delivery.id]);
      expect(stage.events).toContainEqual({ kind: 'released', count: 1 });
      expect(await stateOf(delivery.id)).toBe('delivered');
    });

    it('when a robot never answers, or throws', async () => {
      await stage.commit(planned('a', { expiresAt: at(HOUR) }));
      stage.dispatcher(fleetOf(team(hangsThenThrows))).start();
      await stage.pass(10 * MINUTE);
      const [found] = await stage.store.history.list({});
      expect(found?.attempts).toMatchObject([
        { outcome: 'ambiguous', cause: { code: 'given-up' } },
        { outcome: 'ambiguous', cause: { code: 'bug', error: 'TypeError' } },
        { outcome: 'delivered' },
      ]);
    });
  });

  describe('a robot that is refused', () => {
    it('pauses its lane until its configuration changes', async () => {
      await stage.commit(planned('a'), planned('b'));
      const refused = fleetOf(team(() => BAD_TOKEN));
      let fleet = refused;
      const dispatcher = stage.dispatcher(() => fleet);
      dispatcher.start();
      await stage.pass(10 * MINUTE);
      expect(stage.posts).toHaveLength(1);

      fleet = fleetOf(team(delivers, { ...TEAM, fingerprint: 'team-2' }));
      dispatcher.wake();
      await stage.pass(0);
      expect(await stage.store.history.count()).toMatchObject({ failed: 1, delivered: 1 });
      expect(await stage.store.history.laneStates(stage.clock.read())).toEqual([]);
    });

    it('sends what waited once its token was changed', async () => {
      await stage.commit(planned('a'), planned('b'));
      let fleet = fleetOf(team(() => BAD_TOKEN));
      const dispatcher = stage.dispatcher(() => fleet);
      dispatcher.start();
      await stage.pass(MINUTE);
      fleet = fleetOf(team(delivers, { ...TEAM, lane: 'lane-of-the-new-token' }));
      dispatcher.wake();
      await stage.pass(0);
      expect(stage.posts.map(({ text }) => text)).toEqual(['提醒 a', '提醒 b']);
    });

    it.each(['while its attempt is under way', 'while the daemon is dead'])(
      'sends what waited when its token was changed %s',
      async (when) => {
        await stage.commit(planned('a'));
        const renewed = fleetOf(team(delivers, { ...TEAM, lane: 'lane-of-the-new-token' }));
        const isDead = when === 'while the daemon is dead';
        let fleet = fleetOf(team(isDead ? FOREVER : () => ({ ...BUSY, afterMs: 10 * SECOND })));
        const dispatcher = stage.dispatcher(() => fleet);
        dispatcher.start();
        await stage.pass(SECOND);
        if (isDead) stage.dispatcher(renewed).start();
        fleet = renewed;
        dispatcher.wake();
        await stage.pass(MINUTE);
        expect(await stage.store.history.count()).toMatchObject({ delivered: 1, pending: 0 });
      },
    );

    it('sends what was planned for its old token after the change', async () => {
      const dispatcher = stage.dispatcher(fleetOf(team(delivers, { ...TEAM, lane: 'lane-of-the-new-token' })));
      dispatcher.start();
      await stage.pass(SECOND);
      await stage.commit(planned('a', { lane: 'lane-of-the-old-token' }));
      dispatcher.wake();
      await stage.pass(0);
      expect(stage.posts).toHaveLength(1);
    });

    it('is not paused when the answer came after the change', async () => {
      await stage.commit(planned('a'), planned('b'));
      let fleet = fleetOf(team(() => ({ ...BAD_TOKEN, afterMs: 10 * SECOND })));
      const dispatcher = stage.dispatcher(() => fleet);
      dispatcher.start();
      await stage.pass(SECOND);
      fleet = fleetOf(team(delivers, { ...TEAM, fingerprint: 'team-2' }));
      dispatcher.wake();
      await stage.pass(MINUTE);
      expect(seconds()).toEqual([0, 10]);
      expect(await stage.store.history.laneStates(stage.clock.read())).toEqual([]);
    });
  });

  describe('a robot that is gone', () => {
    it('lets its deliveries wait until they expire, and says why', async () => {
      const delivery = planned('a', { expiresAt: at(MINUTE) });
      await stage.commit(delivery);
      stage.dispatcher(fleetOf(ops(delivers))).start();
      await stage.pass(MINUTE - 1);
      expect(await stateOf(delivery.id)).toBe('pending');
      await stage.pass(1);
      expect(stage.events).toMatchObject([
        { kind: 'expired', delivery: { id: delivery.id, cause: { code: 'robot-not-configured', robot: 'team' } } },
      ]);
    });

    it('is not gone when it was renamed', async () => {
      await stage.commit(planned('a'));
      stage.dispatcher(fleetOf({ ...team(delivers), name: 'our-team' })).start();
      await stage.pass(0);
      expect(stage.posts).toHaveLength(1);
    });
  });

  describe('the owner', () => {
    it('is told at once of the first failure, and of the rest after an hour', async () => {
      await stage.commit(planned('a'), planned('b', { dueAt: at(MINUTE) }), planned('c', { dueAt: at(2 * MINUTE) }));
      stage.dispatcher(withOwner(() => BAD_LINK)).start();
      await stage.pass(3 * HOUR);
      expect(notices().map(({ arrived, text }) => [arrived, text.split('\n')[0]])).toEqual([
        [0, '[dingbell] Messages of robot "team" did not arrive: 1 failed, 0 expired.'],
        [HOUR, '[dingbell] Messages of robot "team" did not arrive: 2 failed, 0 expired.'],
      ]);
    });

    it('hears of each lane by itself', async () => {
      const failing = () => stage.robot('any', () => BAD_LINK);
      const lanes = ['a', 'b', 'c'].map((name) => ({
        name,
        robot: failing(),
        lane: { ...TEAM, lane: name },
        onFailure: 'ops',
      }));
      const minutes = [0, 10, 20].map((minute) => minute * MINUTE);
      for (const [index, { name }] of lanes.entries()) {
        const changes = { robot: name, lane: name };
        await stage.commit(planned('1', { ...changes, dueAt: at(minutes[index]!) }));
        await stage.commit(planned('2', { ...changes, dueAt: at(30 * MINUTE) }));
      }
      stage.dispatcher(fleetOf(...lanes, ops(delivers))).start();
      await stage.pass(3 * HOUR);
      const told = notices().map(({ arrived, text }) => [arrived / MINUTE, /"(.)"/.exec(text)?.[1]]);
      expect(told).toEqual([
        [0, 'a'],
        [10, 'b'],
        [20, 'c'],
        [60, 'a'],
        [70, 'b'],
        [80, 'c'],
      ]);
    });

    it('is not told twice by a restart', async () => {
      await stage.commit(planned('a'), planned('b', { dueAt: at(MINUTE) }));
      const first = stage.dispatcher(withOwner(() => BAD_LINK));
      first.start();
      await stage.pass(2 * MINUTE);
      await first.stop({ graceMs: 0 });
      stage.dispatcher(withOwner(() => BAD_LINK)).start();
      await stage.pass(3 * HOUR);
      expect(notices().map(({ arrived }) => arrived)).toEqual([0, HOUR]);
    });

    it('hears of what the last process had no time to tell', async () => {
      await stage.commit(planned('a'));
      const silent = stage.dispatcher(fleetOf(team(() => BAD_LINK)));
      silent.start();
      await stage.pass(0);
      await silent.stop({ graceMs: 0 });
      stage.dispatcher(withOwner(delivers)).start();
      await stage.pass(0);
      expect(notices()).toHaveLength(1);
    });

    it('hears of what another process puts in while a notice is being written', async () => {
      const born = { state: 'failed', cause: { code: 'too-large', bytes: 20_001, splittable: true } } as const;
      await stage.commit(planned('a', born), planned('b', { ...born, robot: 'ops', lane: 'lane-2' }));
      let isFirst = true;
      const busy: Notices = {
        ...stage.store.notices,
        async troubles(query) {
          const found = await stage.store.notices.troubles(query);
          if (isFirst) await stage.commit(planned('c', born));
          isFirst = false;
          return found;
        },
      };
      stage.dispatcher(withOwner(delivers), { notices: busy }).start();
      await stage.pass(2 * HOUR);
      expect(notices().map(({ text }) => text.split('\n')[0])).toEqual([
        '[dingbell] Messages of robot "team" did not arrive: 2 failed, 0 expired.',
      ]);
    });

    it('gets no notice about a notice that failed', async () => {
      await stage.commit(planned('a'));
      stage
        .dispatcher(
          withOwner(
            () => BAD_LINK,
            () => BAD_LINK,
          ),
        )
        .start();
      await stage.pass(3 * HOUR);
      expect(stage.posts.map(({ robot }) => robot)).toEqual(['team', 'ops']);
    });
  });

  describe('stop', () => {
    it('claims nothing more and waits for what is under way', async () => {
      await stage.commit(planned('a'), planned('b'));
      const dispatcher = stage.dispatcher(fleetOf(team(deliversIn(8 * SECOND))));
      dispatcher.start();
      await stage.pass(SECOND);
      let isStopped = false;
      const stopped = dispatcher.stop({ graceMs: 10 * SECOND }).then(() => (isStopped = true));
      await stage.pass(6 * SECOND);
      expect(isStopped).toBe(false);
      await stage.pass(SECOND);
      await stopped;
      expect(await stage.store.history.count()).toMatchObject({ delivered: 1, pending: 1 });
      await stage.pass(MINUTE);
      expect(stage.posts).toHaveLength(1);
    });

    it.each([
      ['listens', deliversIn(MINUTE), 10 * SECOND],
      ['is deaf', FOREVER, 11 * SECOND],
    ])('gives up after the grace on a robot that %s', async (_name, script, finished) => {
      await stage.commit(planned('a'));
      const dispatcher = stage.dispatcher(fleetOf(team(script)));
      dispatcher.start();
      await stage.pass(0);
      const stopped = dispatcher.stop({ graceMs: 10 * SECOND });
      await stage.pass(11 * SECOND);
      await stopped;
      const [found] = await stage.store.history.list({});
      expect(found).toMatchObject({
        delivery: { state: 'pending', cause: { code: 'given-up' } },
        attempts: [{ outcome: 'ambiguous', finishedAt: at(finished) }],
      });
    });

    it('is idempotent, and harmless before the start', async () => {
      const dispatcher = stage.dispatcher(fleetOf(team(delivers)));
      const first = dispatcher.stop({ graceMs: 1 });
      expect(dispatcher.stop({ graceMs: 9 })).toBe(first);
      await first;
      dispatcher.start();
      await stage.commit(planned('a'));
      await stage.pass(MINUTE);
      expect(stage.posts).toEqual([]);
    });
  });

  describe('a store that refuses', () => {
    const FULL = new Error('database or disk is full');

    /** Refuses every call between two instants. */
    function refusing(from: number, until: number): { readonly outbox: Outbox; readonly calls: string[] } {
      const calls: string[] = [];
      const outbox = new Proxy(stage.outbox, {
        get(target, method: keyof Outbox) {
          return async (...args: readonly unknown[]) => {
            calls.push(method);
            const now = stage.clock.now();
            if (now >= at(from) && now < at(until)) throw FULL;
            return Reflect.apply(target[method], target, args) as unknown;
          };
        },
      });
      return { outbox, calls };
    }

    it('is told once, costs no outcome, and stops all claims until it recovers', async () => {
      await stage.commit(planned('a'), planned('b'), planned('c', { robot: 'ops', dueAt: at(5 * SECOND) }));
      const { outbox } = refusing(SECOND, 5 * MINUTE);
      stage.dispatcher(fleetOf(team(deliversIn(2 * SECOND)), ops(deliversIn(2 * SECOND))), { outbox }).start();
      await stage.pass(4 * MINUTE);
      expect(stage.posts).toHaveLength(1);
      expect(stage.events).toEqual([{ kind: 'storeFailed', error: FULL }]);

      await stage.pass(2 * MINUTE);
      expect(stage.events.map(({ kind }) => kind)).toEqual([
        'storeFailed',
        'attempted',
        'storeRecovered',
        'attempted',
        'attempted',
      ]);
      expect(stage.posts).toHaveLength(3);
      expect(await stage.store.history.count()).toMatchObject({ delivered: 3 });
    });

    it('is asked again with growing pauses, at least every five seconds', async () => {
      await stage.commit(planned('a'));
      const { outbox, calls } = refusing(0, HOUR);
      stage.dispatcher(fleetOf(team(delivers)), { outbox }).start();
      await stage.pass(MINUTE);
      expect(calls.length).toBeLessThan(MINUTE / (4 * SECOND));
      const before = calls.length;
      await stage.pass(10 * MINUTE);
      expect(calls.length - before).toBe((10 * MINUTE) / (5 * SECOND));
    });

    it('does not keep the daemon from stopping: what could not be recorded is tried again', async () => {
      const delivery = planned('a');
      await stage.commit(delivery);
      const { outbox } = refusing(SECOND, HOUR);
      const dispatcher = stage.dispatcher(fleetOf(team(deliversIn(2 * SECOND))), { outbox });
      dispatcher.start();
      await stage.pass(10 * SECOND);
      const stopped = dispatcher.stop({ graceMs: 10 * SECOND });
      await stage.pass(12 * SECOND);
      await stopped;
      expect(stage.events.at(-1)).toEqual({ kind: 'unrecorded', count: 1 });

      stage.dispatcher(fleetOf(team(delivers))).start();
      await stage.pass(0);
      expect(stage.posts.map(({ msgUuid }) => msgUuid)).toEqual([delivery.id, delivery.id]);
    });

    it('writes outcomes that come together in one transaction', async () => {
      const lanes = Array.from({ length: 30 }, (_, index) => `robot-${index}`);
      await stage.commit(...lanes.map((lane) => planned('a', { robot: lane, lane })));
      const { outbox, calls } = refusing(HOUR, HOUR);
      const robots = lanes.map((name) => ({
        name,
        robot: stage.robot(name, deliversIn(200)),
        lane: { ...TEAM, lane: name },
      }));
      stage.dispatcher(fleetOf(...robots), { outbox }).start();
      await stage.pass(SECOND);
      expect(await stage.store.history.count()).toMatchObject({ delivered: 30 });
      expect(calls.filter((method) => method.startsWith('record'))).toEqual(['recordAndClaim']);
    });
  });

  describe('a clock that is set', () => {
    it('forward sends what has become due and expires what is too late', async () => {
      await stage.commit(
        planned('a', { dueAt: at(HOUR) }),
        planned('b', { dueAt: at(MINUTE), expiresAt: at(2 * MINUTE) }),
      );
      stage.dispatcher(fleetOf(team(delivers))).start();
      await stage.pass(0);
      await stage.clock.jumpTo(at(HOUR + MINUTE));
      await stage.pass(0);
      expect(stage.posts.map(({ text }) => text)).toEqual(['提醒 a']);
      expect(await stage.store.history.count()).toMatchObject({ delivered: 1, expired: 1 });
    });

    it.each([SECOND, 45 * SECOND, HOUR])('forward by %i ms lets no more through than the limit', async (ms) => {
      await stage.commit(...Array.from({ length: 9 }, (_, index) => planned(`r${index}`, { expiresAt: at(9 * HOUR) })));
      stage.dispatcher(fleetOf({ ...team(delivers), lane: { ...TEAM, perMinute: 3 } })).start();
      await stage.pass(20 * SECOND);
      await stage.clock.jumpTo(toEpochMs(stage.clock.now() + ms));
      await stage.pass(3 * MINUTE);
      const trueTimes = stage.posts.map(({ arrived }) => (arrived > 20 * SECOND ? arrived - ms : arrived));
      expect(trueTimes).toEqual([0, 0, 0, MINUTE, MINUTE, MINUTE, 2 * MINUTE, 2 * MINUTE, 2 * MINUTE]);
    });

    it('back sends at once what was pushed before, be it that it was tried in vain', async () => {
      await stage.pass(2 * HOUR);
      const pushed = { dueAt: at(2 * HOUR), expiresAt: at(3 * HOUR), origin: 'send' } as const;
      await stage.commit(planned('alarm', pushed));
      const dispatcher = stage.dispatcher(fleetOf(team((index) => (index === 0 ? BUSY : DELIVERED))));
      dispatcher.start();
      await stage.pass(0);
      await stage.clock.jumpTo(at(0));
      await stage.store.plans.rewind(at(0));
      dispatcher.wake();
      await stage.pass(SECOND);
      expect(stage.posts.map(({ arrived }) => arrived)).toEqual([2 * HOUR, 0]);
    });

    it('back sends nothing twice and does not stall', async () => {
      await stage.commit(planned('a', { dueAt: at(HOUR) }));
      const dispatcher = stage.dispatcher(fleetOf(team(delivers)));
      dispatcher.start();
      await stage.pass(HOUR);
      await stage.clock.jumpTo(at(0));
      await stage.commit(planned('a', { dueAt: at(HOUR) }), planned('b', { dueAt: at(SECOND) }));
      dispatcher.wake();
      await stage.pass(HOUR);
      expect(stage.posts.map(({ text }) => text)).toEqual(['提醒 a', '提醒 b']);
    });

    it('back just before a message arrives: a lane that waits for its minute waits no longer than that', async () => {
      let behind = 0;
      const clock: Clock = {
        now: () => toEpochMs(stage.clock.now() - behind),
        read: () => ({ ...stage.clock.read(), now: toEpochMs(stage.clock.now() - behind) }),
        elapsed: () => stage.clock.elapsed(),
        sleepUntil: (instant, signal) => stage.clock.sleepUntil(toEpochMs(instant + behind), signal),
      };
      const setsItBack: Script = async () => {
        await stage.clock.sleepUntil(at(HOUR + SECOND));
        behind = HOUR;
        return DELIVERED;
      };
      const other = { name: 'other', robot: stage.robot('other', setsItBack), lane: { ...TEAM, lane: 'other' } };
      const strict = { ...team(delivers), lane: { ...TEAM, perMinute: 1 } };
      await stage.pass(HOUR);
      const expiresAt = at(2 * HOUR);
      await stage.commit(
        planned('a', { dueAt: at(0), expiresAt }),
        planned('b', { dueAt: at(1), expiresAt }),
        planned('c', { dueAt: at(2), expiresAt, robot: 'other', lane: 'other' }),
      );
      stage.dispatcher(fleetOf(strict, other), { clock }).start();
      await stage.pass(SECOND + MINUTE);
      expect(stage.posts.map(({ text }) => text).toSorted()).toEqual(['提醒 a', '提醒 b', '提醒 c']);
    });
  });
});
