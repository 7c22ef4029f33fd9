import * as fc from 'fast-check';
import pino, { type Logger } from 'pino';
import type { Config, Reminder, RobotConfig } from '../../src/config/config.ts';
import { logDispatchEvent } from '../../src/daemon/log-dispatch-event.ts';
import { Planner } from '../../src/daemon/planner.ts';
import { openRobots, type Robots } from '../../src/daemon/robots.ts';
import type { Attempt, Delivery } from '../../src/delivery/delivery.ts';
import type { DispatchEvent } from '../../src/delivery/dispatch-event.ts';
import { Dispatcher } from '../../src/delivery/dispatcher.ts';
import type { NewDigest, Outbox } from '../../src/delivery/outbox.ts';
import { deliverOnce } from '../../src/daemon/one-shot.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { withMentions } from '../../src/message/mention.ts';
import type { Message } from '../../src/message/message.ts';
import { type Arrival, Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { daily } from '../../src/schedule/daily.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { config, robotConfig } from '../daemon/config.ts';
import { reminder } from '../daemon/reminder.ts';
import { ERRCODE_BODIES } from '../robot/errcode-bodies.ts';
import { ChaosNetwork, type Mishap, type Passage } from './chaos-network.ts';
import { dingtalk } from '../support/dingtalk.ts';
import { leading } from './stage.ts';

/** When every world begins. */
const START = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
/** By then all that was due has ended, and a notice about it stands in the outbox. */
const END = toEpochMs(START + 4 * HOUR);

/** A reminder of a world. */
interface Wish {
  readonly robots: readonly ('team' | 'twin' | 'ops')[];
  /** Minutes after the start. */
  readonly minutes: readonly number[];
  readonly kind: 'text' | 'markdown' | 'link' | 'long' | 'long-markdown' | 'long-link' | 'called';
  readonly lateMs: number;
  readonly priority: number;
  readonly coalesce: boolean;
}

/** What happens to the daemon. */
type Turn =
  /** Its process dies at the n-th call of the store from then on: before that call did anything, or after. */
  | {
      readonly kind: 'crash';
      readonly afterMs: number;
      readonly calls: number;
      readonly done: boolean;
      /** The whole machine is started anew, and its clock is another one then. Default: the process alone. */
      readonly reboot?: { readonly byMs: number };
    }
  /** It is stopped (SIGSTOP, a suspended machine) when the n-th call from then on has been done, and goes on later. */
  | { readonly kind: 'stall'; readonly afterMs: number; readonly calls: number; readonly forMs: number }
  /** Somebody sends a message with a process of its own, beside it. */
  | { readonly kind: 'send'; readonly afterMs: number; readonly robot: 'team' | 'ops'; readonly count: number }
  | { readonly kind: 'restart'; readonly afterMs: number }
  | { readonly kind: 'edit'; readonly afterMs: number; readonly edit: Edit }
  /** Its clock is set, forward or back; DingTalk's goes on. */
  | { readonly kind: 'clock'; readonly afterMs: number; readonly byMs: number };

type Edit = 'new-token' | 'no-twin' | 'stricter' | 'fewer-reminders' | 'new-texts' | 'mended-secret';

export interface World {
  readonly wishes: readonly Wish[];
  readonly passages: readonly Passage[];
  readonly turns: readonly Turn[];
  readonly perMinute: number;
  /** Somebody else sends through the same robot: DingTalk lets fewer of ours through than we think. */
  readonly crowded: boolean;
  readonly skewMs: number;
  readonly keywords: readonly string[];
}

/** What became of a world. */
export interface Aftermath {
  readonly deliveries: readonly { readonly delivery: Delivery; readonly attempts: readonly Attempt[] }[];
  readonly arrivals: readonly Arrival[];
  readonly events: readonly DispatchEvent[];
  /** Every digest that was written. */
  readonly digests: readonly NewDigest[];
  /** What nobody has been told of, though there is somebody. */
  readonly untold: number;
  /** What was logged, before the log's own last line of defence. */
  readonly log: string;
  /** Tokens, secrets and each signature that was made. */
  readonly secrets: ReadonlySet<string>;
}

/** The text by which a delivery's message is known wherever it is shown. */
function markOf(id: string, at: number): string {
  return `«${id} ${at - START}»`;
}

const BAN = '<!DOCTYPE html><html><body><script>var x5={"status":1111,"wait":5,"punish":"deny"}</script></body></html>';
const refusal = fc
  .constantFrom(...ERRCODE_BODIES)
  .map((body): Mishap => ({ kind: 'body', body: JSON.stringify(body) }));
const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Mishap>({ kind: 'none' }) },
  { weight: 3, arbitrary: refusal },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Mishap>(
      { kind: 'refused' },
      { kind: 'reset-before-read' },
      { kind: 'reset-after-read' },
      { kind: 'truncated' },
      { kind: 'silence', taken: true },
      { kind: 'silence', taken: false },
      { kind: 'echo' },
      { kind: 'body', body: '{"status":1111,"wait":5,"source":"x5","punish":"deny"}' },
      { kind: 'body', body: BAN },
      { kind: 'body', body: '<html><title>登录</title></html>' },
      { kind: 'body', body: '{"errcode":"-1","errmsg":"系统繁忙"}' },
      { kind: 'status', httpStatus: 200, taken: true, body: '{"errcode":0,"err' },
      { kind: 'status', httpStatus: 200, taken: false, body: '' },
      { kind: 'status', httpStatus: 500, taken: true, body: '' },
      { kind: 'status', httpStatus: 502, taken: false, body: '<html>Bad Gateway</html>' },
      { kind: 'status', httpStatus: 504, taken: true, body: '<html>Gateway Timeout</html>' },
      { kind: 'status', httpStatus: 429, taken: false, body: '' },
    ),
  },
);
const passage: fc.Arbitrary<Passage> = fc.record({
  mishap,
  thereMs: fc.constantFrom(0, 30, 400, 4 * SECOND),
  backMs: fc.constantFrom(0, 30, 400, 4 * SECOND),
});

const wish: fc.Arbitrary<Wish> = fc.record({
  robots: fc.subarray<'team' | 'twin' | 'ops'>(['team', 'twin', 'ops'], { minLength: 1 }),
  minutes: fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('text', 'text', 'text', 'markdown', 'link', 'long', 'long-markdown', 'long-link', 'called'),
  lateMs: fc.constantFrom(30 * SECOND, 2 * MINUTE, 15 * MINUTE, HOUR),
  priority: fc.nat(2),
  coalesce: fc.boolean(),
});
/** More at once than the limit lets through. */
const crowd: fc.Arbitrary<readonly Wish[]> = fc
  .tuple(wish, fc.integer({ min: 6, max: 14 }), fc.nat(12))
  .map(([like, count, minute]) =>
    Array.from({ length: count }, () => ({ ...like, kind: 'text' as const, minutes: [minute], coalesce: true })),
  );

const afterMs = fc.integer({ min: 0, max: 6 * MINUTE });
/** Often while something is planned ahead and not due yet. */
const justBeforeMs = fc.oneof(
  afterMs,
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(750)).map(([minutes, early]) => minutes * MINUTE - early),
);
const turn: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ kind: fc.constant('crash' as const), afterMs: justBeforeMs, calls: fc.nat(12), done: fc.boolean() }),
  fc.record({
    kind: fc.constant('crash' as const),
    afterMs: justBeforeMs,
    calls: fc.nat(12),
    done: fc.boolean(),
    reboot: fc.record({ byMs: fc.constantFrom(0, 0, -2 * HOUR, 50 * SECOND) }),
  }),
  fc.record({
    kind: fc.constant('stall' as const),
    afterMs: justBeforeMs,
    calls: fc.nat(12),
    forMs: fc.constantFrom(3 * SECOND, 9 * SECOND, 15 * SECOND, 3 * MINUTE),
  }),
  fc.record({
    kind: fc.constant('send' as const),
    afterMs: justBeforeMs,
    robot: fc.constantFrom('team' as const, 'ops' as const),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('restart' as const), afterMs: justBeforeMs }),
  fc.record({
    kind: fc.constant('edit' as const),
    afterMs,
    edit: fc.constantFrom<Edit>('new-token', 'no-twin', 'stricter', 'fewer-reminders', 'new-texts', 'mended-secret'),
  }),
  fc.record({
    kind: fc.constant('clock' as const),
    afterMs: justBeforeMs,
    byMs: fc.constantFrom(-2 * HOUR, -50 * SECOND, -2 * SECOND, 2 * SECOND, 50 * SECOND, 2 * HOUR),
  }),
);

export const anyWorld: fc.Arbitrary<World> = fc.record({
  wishes: fc
    .tuple(fc.array(wish, { minLength: 1, maxLength: 4 }), fc.oneof(fc.constant([]), crowd))
    .map(([some, many]) => [...some, ...many]),
  passages: fc.array(passage, { minLength: 1, maxLength: 10 }),
  turns: fc.array(turn, { maxLength: 4 }),
  perMinute: fc.integer({ min: 2, max: 5 }),
  crowded: fc.nat(9).map((n) => n === 0),
  skewMs: fc.constantFrom(0, 0, 61 * MINUTE, -2 * HOUR, 3 * HOUR),
  keywords: fc.constantFrom([], ['钉铃'], ['钉铃', '提醒']),
});

/**
 * Lives through a world, from the first reminder to the last notice.
 *
 * @param reopen The store as the next process finds it.
 */
export async function live(world: World, reopen: () => Store): Promise<Aftermath> {
  let store = reopen();
  const clock = new SettableClock(toEpochMs(START - 1));
  const sandbox = new Sandbox({ keep: 100_000 });
  for (const [token, name] of TOKENS) sandbox.addRobot(vendorRobot(world, token, name));
  const nextPassage = inTurn(world.passages);
  const events: DispatchEvent[] = [];
  const digests: NewDigest[] = [];
  const secrets = new Set([SECRET, ...TOKENS.map(([token]) => token)]);
  let log = '';
  const logger = pino({}, { write: (line) => void (log += line) });
  let skewMs = world.skewMs;
  let settings: Settings = { edits: [] };
  const senders: Sender[] = [];
  let sent = 0;
  let daemon = await startDaemon();

  for (const each of world.turns) {
    await clock.advanceTo(toEpochMs(clock.now() + each.afterMs));
    switch (each.kind) {
      case 'crash':
        daemon.die(each);
        await clock.advanceTo(toEpochMs(clock.now() + 5 * SECOND));
        // Whatever it was about to do: it is dead now.
        daemon.die({ calls: 0, done: false });
        if (each.reboot !== undefined) {
          for (const sender of senders) sender.process.isDead = true;
          clock.reboot();
          skewMs -= each.reboot.byMs;
          await clock.jumpTo(toEpochMs(clock.now() + each.reboot.byMs));
        }
        store = reopen();
        daemon = await startDaemon();
        break;
      case 'restart':
        await daemon.stop();
        store = reopen();
        daemon = await startDaemon();
        break;
      case 'edit':
        settings = { edits: [...settings.edits, each.edit] };
        await daemon.edit(settings);
        break;
      case 'clock':
        skewMs -= each.byMs;
        await clock.jumpTo(toEpochMs(clock.now() + each.byMs));
        break;
      case 'stall':
        daemon.stall(each);
        break;
      case 'send':
        senders.push(...Array.from({ length: each.count }, () => startSender(each.robot)));
        await clock.advanceTo(clock.now());
        daemon.wake();
    }
  }
  await clock.advanceTo(toEpochMs(Math.max(END, clock.now() + 2 * HOUR)));
  await daemon.stop();

  const lanes = daemon.robots().fleet.lanes.filter(({ lane }) => daemon.robots().fleet.ownerOf(lane) !== undefined);
  const untold = await store.notices.troubles({ lanes: lanes.map(({ lane }) => lane), since: START });
  const deliveries = await store.history.list({ limit: 100_000 });
  return { deliveries, arrivals: sandbox.arrivals(), events, digests, untold: untold.length, log, secrets };

  /** `dingbell send` beside the daemon: writes its message down, sends it as a member of its own, and waits ten seconds. */
  function startSender(robot: 'team' | 'ops'): Sender {
    const process = newProcess();
    const network = networkOf(process);
    const configuration = configurationOf(world, settings);
    const robots = openRobots(configuration, { dispatcher: network, now: () => clock.now() });
    const message = { kind: 'text', text: markOf(`send ${(sent += 1)}`, clock.now()) } as const;
    const ended = new AbortController();
    void clock.sleepUntil(toEpochMs(clock.now() + 10 * SECOND)).then(() => ended.abort());
    void deliverOnce(
      pushedDeliveries({ robot, message }, { now: clock.now(), addresses: robots, world: configuration }),
      {
        config: configuration,
        store: mortal(store, { process, clock, digests }),
        clock,
        random: () => 0.5,
        network,
        signal: ended.signal,
        // Within one database in memory nobody hears of what others write; from a file the daemon does, within a second.
      },
    ).finally(() => daemon.wake());
    return { process };
  }

  function networkOf(process: Process): ChaosNetwork {
    return new ChaosNetwork({
      clock,
      sandbox,
      skewMs: () => skewMs,
      passage: nextPassage,
      process,
      onSigned: (signature) => secrets.add(signature),
    });
  }

  function startDaemon(): Promise<ChaosDaemon> {
    const process = newProcess();
    const network = networkOf(process);
    return startChaosDaemon({ world, clock, network, process, store, settings, events, digests, logger });
  }
}

/** What fate holds for a process. */
interface Process {
  isDead: boolean;
  /** Of the store, until it dies or stands still. */
  callsLeft: number;
  /** Whether the last of them is done. */
  done: boolean;
  /** How long it stands still then; `undefined` = it dies. */
  stallMs: number | undefined;
  /** Resolves when it goes on. */
  stalled: Promise<void> | undefined;
}

interface Sender {
  readonly process: Process;
}

function newProcess(): Process {
  return {
    isDead: false,
    callsLeft: Number.POSITIVE_INFINITY,
    done: false,
    stallMs: undefined,
    stalled: undefined,
  };
}

interface Settings {
  readonly edits: readonly Edit[];
}

interface ChaosDaemon {
  readonly robots: () => Robots;
  die(how: { readonly calls: number; readonly done: boolean }): void;
  stall(how: { readonly calls: number; readonly forMs: number }): void;
  wake(): void;
  stop(): Promise<void>;
  edit(settings: Settings): Promise<void>;
}

interface DaemonParts {
  readonly world: World;
  readonly clock: SettableClock;
  readonly network: ChaosNetwork;
  readonly process: Process;
  readonly store: Store;
  readonly settings: Settings;
  readonly events: DispatchEvent[];
  readonly digests: NewDigest[];
  readonly logger: Logger;
}

/** The daemon's own planner, dispatcher, robots and client; only network, clock and store calls are ours to disturb. */
async function startChaosDaemon(parts: DaemonParts): Promise<ChaosDaemon> {
  const { world, clock, network, process, store, events, digests, logger } = parts;
  let configuration = configurationOf(world, parts.settings);
  let robots = openRobots(configuration, { dispatcher: network, now: () => clock.now() });
  const { plans, outbox, members, notices, overrides } = mortal(store, { process, clock, digests });
  const dispatcher = new Dispatcher({
    outbox,
    notices,
    membership: leading(members, clock),
    isSound: (at) => planner.believes(at),
    clock,
    random: () => 0.5,
    robots: () => robots.fleet,
    onEvent: (event) => {
      events.push(event);
      logDispatchEvent(logger, event);
    },
    pollMs: Number.POSITIVE_INFINITY,
  });
  const planner: Planner = new Planner({
    plans,
    overrides,
    clock,
    random: () => 0.5,
    addresses: () => robots,
    leadership: dispatcher.membership,
    logger,
    onPlanned: (lanes) => dispatcher.wake(lanes),
  });
  void planner.start(configuration.reminders);
  await clock.advanceTo(clock.now());
  dispatcher.start();

  return {
    robots: () => robots,
    die({ calls, done }) {
      process.stallMs = undefined;
      process.callsLeft = calls;
      process.done = done;
      process.isDead ||= calls === 0;
    },
    stall({ calls, forMs }) {
      process.callsLeft = calls;
      process.stallMs = forMs;
    },
    wake: () => dispatcher.wake(),
    async stop() {
      let isStopped = false;
      void (async () => {
        await planner.stop();
        await dispatcher.stop({ graceMs: 20 * SECOND });
        isStopped = true;
      })();
      await clock.runUntil(() => isStopped, toEpochMs(clock.now() + 5 * MINUTE));
      if (!isStopped) throw new Error('it did not stop');
    },
    async edit(settings) {
      configuration = configurationOf(world, settings);
      robots = openRobots(configuration, { dispatcher: network, now: () => clock.now() });
      void planner.replace(configuration.reminders);
      dispatcher.wake();
      await clock.advanceTo(clock.now());
    },
  };
}

interface Fate {
  readonly process: Process;
  readonly clock: SettableClock;
  readonly digests: NewDigest[];
}

/** The store of one process: answers no more once that is dead, and later where it stands still meanwhile. */
function mortal(store: Store, { process, clock, digests }: Fate): Store {
  const port = <Port extends object>(real: Port): Port =>
    new Proxy(real, {
      get(target, name) {
        const method = name as keyof Port;
        return async (...args: readonly unknown[]) => {
          await process.stalled;
          const isLast = !process.isDead && --process.callsLeft < 0;
          if (isLast && process.stallMs === undefined) process.isDead = true;
          const isDone = !process.isDead || (isLast && process.done);
          const call = target[method] as (...given: readonly unknown[]) => Promise<unknown>;
          const answer = isDone ? await Reflect.apply(call, target, args) : undefined;
          if (isLast && !process.isDead) await standStill();
          await process.stalled;
          return process.isDead ? new Promise<never>(() => {}) : answer;
        };
      },
    });

  function standStill(): Promise<void> {
    process.callsLeft = Number.POSITIVE_INFINITY;
    const until = toEpochMs(clock.now() + (process.stallMs ?? 0));
    process.stallMs = undefined;
    process.stalled = clock.sleepUntil(until);
    return process.stalled;
  }

  return {
    ...store,
    plans: port(store.plans),
    outbox: port(recording(store.outbox, digests)),
    members: port(store.members),
    notices: port(store.notices),
    history: port(store.history),
    overrides: port(store.overrides),
  };
}

function recording(outbox: Outbox, digests: NewDigest[]): Outbox {
  return {
    ...outbox,
    async merge(wanted) {
      digests.push(...wanted);
      return outbox.merge(wanted);
    },
  };
}

const TOKENS = [
  ['dummy-token-of-team', 'team'],
  ['dummy-token-of-ops', 'ops'],
  ['dummy-token-of-team-again', 'team again'],
] as const;
const [[TEAM], [OPS], [TEAM_AGAIN]] = TOKENS;
const SECRET = 'SEC-dummy';

function vendorRobot({ perMinute, crowded, keywords }: World, token: string, name: string) {
  return { name, token, secret: SECRET, keywords, perMinute: crowded ? perMinute - 1 : perMinute };
}

function configurationOf(world: World, { edits }: Settings): Config {
  const has = (edit: Edit): boolean => edits.includes(edit);
  const perMinute = has('stricter') ? 1 : world.perMinute;
  const robot = (name: string, token: string, limit = perMinute): RobotConfig =>
    robotConfig(name, {
      webhook: dingtalk(`https://oapi.dingtalk.com/robot/send?access_token=${token}`),
      // A secret that was pasted again, blanks and all, is another configuration.
      secret: SECRET,
      keywords: has('mended-secret') ? [...world.keywords, '另外'] : world.keywords,
      limit: { perMinute: limit, perMonth: 3_000 },
      onFailure: 'ops',
    });
  const token = has('new-token') ? TEAM_AGAIN : TEAM;
  // The twin could do more, but not through the same token.
  const twin = has('no-twin') ? [] : [robot('twin', token, perMinute + 3)];
  const robots = [...twin, robot('team', token), robot('ops', OPS)];
  const names = new Set(robots.map(({ name }) => name));
  const wishes = world.wishes
    .map((wish, index) => ({ ...wish, id: `r${index}`, robots: wish.robots.filter((name) => names.has(name)) }))
    .filter(({ robots: wanted }, index) => wanted.length > 0 && !(has('fewer-reminders') && index % 2 === 1));
  return config(
    wishes.map((wish) => reminderOf(wish, has('new-texts') ? '新' : '')),
    robots,
  );
}

function reminderOf({ id, robots, minutes, kind, ...rest }: Wish & { readonly id: string }, prefix: string): Reminder {
  return reminder(id, {
    ...rest,
    robots,
    catchUp: 'all',
    pattern: daily(minutes.map((minute) => (START % DAY) / SECOND + minute * 60)),
    triggerKey: `daily ${minutes.join()}`,
    render: ({ at }) => messageOf(kind, `${prefix}${markOf(id, at)}`),
  });
}

const LONG = Array.from(
  { length: 420 },
  (_, index) => `第 ${index} 段：${'字'.repeat(30)}${index % 5 === 0 ? '\n' : ''}`,
).join('\n');

function messageOf(kind: Wish['kind'], mark: string): Message {
  switch (kind) {
    case 'text':
      return { kind: 'text', text: mark };
    case 'markdown':
      return { kind: 'markdown', title: '周报', text: `## ${mark}\n\n- 一\n- 二` };
    case 'link':
      return { kind: 'link', title: '菜单', text: mark, url: 'https://example.com' };
    case 'long':
      return { kind: 'text', text: `${mark}\n${LONG}` };
    case 'long-markdown':
      return withMentions(
        { kind: 'markdown', title: '日志', text: `${mark}\n\n\`\`\`log\n${LONG}\n\`\`\`` },
        { mobiles: ['13800000000'] },
      ).message;
    case 'long-link':
      return { kind: 'link', title: '菜单', text: `${mark}${LONG}`, url: 'https://example.com' };
    case 'called':
      return withMentions({ kind: 'text', text: mark }, { mobiles: ['13800000000'] }).message;
  }
}

function inTurn<T>(all: readonly T[]): () => T {
  let index = 0;
  return () => all[index++ % all.length] as T;
}
