import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Config, DaemonConfig, HookConfig, Person, Reminder, RobotConfig } from '../../src/config/config.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Daemon, Planning, PushRequest, PushResult } from '../../src/daemon/daemon.ts';
import type { DataFault } from '../../src/daemon/data-fault-words.ts';
import { addressesOf } from '../../src/daemon/lanes.ts';
import { HookDoor } from '../../src/daemon/hook-door.ts';
import type { Addresses } from '../../src/daemon/make-deliveries.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { resend } from '../../src/daemon/resend.ts';
import { upcomingInTurns } from '../../src/daemon/upcoming.ts';
import type { ClockReading } from '../../src/delivery/clock.ts';
import type { ClockTrouble } from '../../src/delivery/clock-trouble.ts';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { deliveryId } from '../../src/delivery/identity.ts';
import type { AttemptResult, Claim } from '../../src/delivery/outbox.ts';
import type { MissedOccurrences } from '../../src/delivery/plans.ts';
import type { Message } from '../../src/message/message.ts';
import { buildPayload } from '../../src/robot/dingtalk/payload.ts';
import { dingtalk } from '../support/dingtalk.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import type { Due } from '../../src/schedule/occurrence.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';

/** Tuesday, 24 November 2026, 10:00 in Shanghai. */
export const NOON_BEFORE = toEpochMs(Date.UTC(2026, 10, 24, 2));

const ZONE = 'Asia/Shanghai';

export interface TestDaemonOptions {
  readonly reminders?: readonly Reminder[];
  readonly robots?: readonly RobotConfig[];
  readonly people?: readonly Person[];
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly Problem[];
  readonly hooks?: readonly HookConfig[];
  readonly locale?: 'zh-CN' | 'en';
  readonly now?: () => EpochMs;
  /** How planning stands. Default: nothing is due that is not planned. */
  readonly planning?: () => Planning;
  /** Default: the clock is believed. */
  readonly clockTrouble?: () => ClockTrouble | undefined;
  /** Without one there is no conversation on the page. Default true. */
  readonly withSandbox?: boolean;
  /** What was done to the files of its data. */
  readonly dataFault?: DataFault;
  /** Who may see and do what. Default: no token. */
  readonly http?: Partial<DaemonConfig['http']>;
}

/** A daemon over a real store and a real sandbox whose planner and dispatcher are the test: what it says is what happens. */
export interface TestDaemon extends Daemon {
  /** What lies under it. */
  readonly store: Store;
  /** Tells every subscriber that something changed. */
  changed(): void;
  /** An edit of `daemon.http:` that took effect. */
  configureHttp(http: Partial<DaemonConfig['http']>): void;
  /** Writes a delivery as the planner would. */
  plan(delivery: Partial<NewDelivery>): Promise<string>;
  /** Writes missed occurrences in a row as the planner would, all in one delivery; gives its id. */
  planMissed(delivery: Partial<NewDelivery>, instants: MissedOccurrences['instants']): Promise<string>;
  /** Posts everything that is pending to the sandbox and records what came of it. */
  deliver(as?: Outcome): Promise<void>;
}

export function createTestDaemon(options: TestDaemonOptions = {}): TestDaemon {
  const now = options.now ?? (() => NOON_BEFORE);
  let config = configOf(options);
  const store = openStore(MEMORY);
  const read = (): ClockReading => ({ now: now(), up: now(), boot: 'test' });
  // Nobody waits: the store in memory has done it when it returns.
  void store.members.join({ id: MEMBER, pid: process.pid, host: 'test' }, read());
  const sandbox = new Sandbox({ robots: [...config.robots.keys()].map((name) => ({ name, token: name })) });
  const { lanes } = addressesOf(config);
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());

  function addresses(): Addresses {
    return { ...addressesOf(config), lanes };
  }

  async function plan(delivery: Partial<NewDelivery>): Promise<string> {
    const full = newDelivery(delivery, now(), lanes);
    await store.plans.commit({ deliveries: [full], cursors: [] });
    changed();
    return full.id;
  }

  async function planMissed(delivery: Partial<NewDelivery>, instants: MissedOccurrences['instants']): Promise<string> {
    const dueAt = instants[0] ?? now();
    const { reminder = 'lunch', robot = 'team' } = delivery;
    const key = { reminder, robot };
    const id = deliveryId({ ...key, dueAt });
    const first = newDelivery({ ...delivery, id, reminder, dueAt, state: 'missed' }, now(), lanes);
    await store.plans.commit({ deliveries: [], missed: [{ first, key, instants }], cursors: [] });
    changed();
    return id;
  }

  async function push(request: PushRequest): Promise<PushResult> {
    const { robot } = request;
    const deliveries = pushedDeliveries(request, { now: now(), addresses: addresses(), world: config });
    await store.plans.commit({ deliveries, cursors: [] });
    changed();
    const id = deliveries[0]?.id ?? '';
    return { id, robot, state: (await store.history.find(id))?.delivery.state ?? 'pending' };
  }

  async function deliver(as?: Outcome): Promise<void> {
    for (let claims = await claim(); claims.length > 0; claims = await claim()) {
      for (const each of claims) await record(each, as);
    }
    changed();
  }

  async function claim(): Promise<readonly Claim[]> {
    const laneConfigs = [...lanes.values()].map((lane) => ({ lane, perMinute: 20, fingerprint: 'test' }));
    const answer = await store.outbox.claim({ at: read(), member: MEMBER, lanes: laneConfigs });
    return answer.kind === 'claimed' ? answer.claims : [];
  }

  async function record({ delivery, attempt }: Claim, as: Outcome | undefined): Promise<void> {
    const outcome = as ?? post(sandbox, delivery.robot, delivery.message, delivery.id, now());
    const at = read();
    const finished = { ...at, now: toEpochMs(at.now + 84), up: at.up + 84 };
    const { id, lane } = delivery;
    await store.outbox.record([{ attempt, delivery: id, lane, finished, outcome, ...consequencesOf(outcome, now()) }]);
  }

  // A planner that has planned everything through now.
  const cursors = config.reminders.map(({ id, triggerKey }) => ({ reminder: id, through: now(), trigger: triggerKey }));
  void store.plans.commit({ deliveries: [], cursors });

  return {
    startedAt: now(),
    dataFault: options.dataFault,
    get config() {
      return config;
    },
    problems: options.problems ?? [],
    lastReload: { at: now(), accepted: (options.problems ?? []).length === 0 },
    history: store.history,
    inbox: store.inbox,
    door: new HookDoor({
      inbox: store.inbox,
      config: () => config,
      now,
      onWaiting: () => {},
      onAnswer: changed,
    }),
    inlets: () => new Map(),
    overrides: store.overrides,
    sandbox: options.withSandbox === false ? undefined : sandbox,
    address: undefined,
    now,
    read,
    planning: options.planning ?? (() => ({})),
    clockTrouble: options.clockTrouble ?? (() => undefined),
    upcoming: (query) => upcomingInTurns(config.reminders, query),
    get addresses() {
      return addresses();
    },
    push,
    async takeBack(id, instead) {
      const deliveries =
        instead && pushedDeliveries(instead, { now: now(), addresses: addresses(), world: config, id });
      const isDone = await store.plans.takeBack(id, now(), deliveries);
      changed();
      return isDone;
    },
    async fire(id) {
      const reminder = config.reminders.find((candidate) => candidate.id === id);
      const robots = reminder?.robots ?? [];
      return Promise.all(robots.map((robot) => push({ robot, message: { kind: 'text', text: `fired ${id}` } })));
    },
    async resend(id) {
      const again = await resend(id, store.history, addresses(), now());
      const [first] = again.kind === 'new' ? again.deliveries : [again.delivery];
      if (again.kind === 'new') await store.plans.commit({ deliveries: again.deliveries, cursors: [] });
      changed();
      return { id: first?.id ?? id, robot: first?.robot ?? '', state: first?.state ?? 'pending' };
    },
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'dingbell_reminders 1\n' }),
    // What it was given is what it has.
    reload: () => Promise.resolve(true),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      store.close();
    },
    store,
    changed,
    configureHttp(http) {
      config = { ...config, daemon: { ...config.daemon, http: { ...config.daemon.http, ...http } } };
    },
    plan,
    planMissed,
    deliver,
  };
}

const MEMBER = 'test';

/** As `verdict` says, but each retry is a minute away. */
function consequencesOf(outcome: Outcome, now: EpochMs): Pick<AttemptResult, 'becomes' | 'laneBecomes'> {
  switch (outcome.kind) {
    case 'delivered':
      return { becomes: { state: 'delivered' } };
    case 'rejected': {
      const { cause, scope } = outcome;
      const becomes = { state: 'failed', cause } as const;
      return scope === 'message'
        ? { becomes }
        : { becomes, laneBecomes: { kind: 'paused', fingerprint: 'test', cause } };
    }
    case 'throttled':
    case 'unreachable':
    case 'ambiguous': {
      const { cause } = outcome;
      const becomes = { state: 'pending', nextAttemptAt: toEpochMs(now + MINUTE), cause } as const;
      if (outcome.kind !== 'throttled') return { becomes };
      return { becomes, laneBecomes: { kind: 'cooling', forMs: outcome.coolDownMs, cause } };
    }
  }
}

function configOf(options: TestDaemonOptions): Config {
  const robots = options.robots ?? [sandboxRobot('team')];
  return {
    directory: 'schedules',
    daemon: {
      timezone: ZONE,
      locale: options.locale ?? 'zh-CN',
      dataDirectory: MEMORY,
      http: { host: '127.0.0.1', port: 0, publicHosts: [], ...options.http },
      retentionMs: 90 * 24 * HOUR,
      proxy: [],
    },
    robots: new Map(robots.map((robot) => [robot.name, robot])),
    people: new Map((options.people ?? []).map((person) => [person.id, person])),
    calendars: new Map(),
    defaultCalendar: createCalendar(),
    reminders: options.reminders ?? [],
    variables: [],
    hooks: new Map((options.hooks ?? []).map((hook) => [hook.name, hook])),
    warnings: options.warnings ?? [],
  };
}

export function sandboxRobot(name: string): RobotConfig {
  return {
    name,
    webhook: { kind: 'sandbox' },
    keywords: [],
    limit: { perMinute: 20, perMonth: 3_000 },
    source: { file: 'schedules/robots.yaml', line: 3, column: 3 },
  };
}

/** One that is connected to a group: not every robot is the sandbox then. */
export function groupRobot(name: string): RobotConfig {
  return {
    ...sandboxRobot(name),
    webhook: dingtalk(`https://oapi.dingtalk.com/robot/send?access_token=dummy-${name}`),
  };
}

/** Every day at `HH:mm` in its zone. */
export function dailyReminder(id: string, at: string, message: Message, more: Partial<Reminder> = {}): Reminder {
  const timezone = more.timezone ?? ZONE;
  return {
    id,
    tags: [],
    robots: ['team'],
    timezone,
    timetable: { next: (after) => nextDaily(after, at, timezone) },
    triggerKey: `${at} ${timezone}`,
    when: at,
    rhythm: { kind: 'at', times: [at] },
    on: [],
    lateMs: 15 * MINUTE,
    catchUp: 'latest',
    priority: 0,
    paused: false,
    coalesce: true,
    render: () => message,
    source: { file: 'schedules/work.yaml', line: 3 },
    ...more,
  };
}

function nextDaily(after: number, at: string, zone: string): Due {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const start = DateTime.fromMillis(after, { zone });
  const today = start.set({ hour, minute, second: 0, millisecond: 0 });
  const next = today.toMillis() > after ? today : today.plus({ days: 1 });
  const instant = toEpochMs(next.toMillis());
  return { at: instant, occurrences: [{ at: instant, date: next.toISODate() ?? '', daysLeft: 0 }] };
}

function newDelivery(delivery: Partial<NewDelivery>, now: EpochMs, lanes: ReadonlyMap<string, string>): NewDelivery {
  const robot = delivery.robot ?? 'team';
  const dueAt = delivery.dueAt ?? now;
  return {
    id: randomUUID(),
    origin: 'schedule',
    robot,
    lane: lanes.get(robot) ?? `lane-${robot}`,
    dueAt,
    createdAt: now,
    expiresAt: toEpochMs(dueAt + 24 * HOUR),
    lateMs: 0,
    priority: 0,
    coalesce: false,
    message: { kind: 'text', text: '午饭时间到' },
    state: 'pending',
    ...delivery,
  };
}

function post(sandbox: Sandbox, token: string, message: Message, msgUuid: string, now: number): Outcome {
  const answer = sandbox.receive(
    {
      method: 'POST',
      query: new URLSearchParams({ access_token: token }),
      contentType: 'application/json',
      body: JSON.stringify(buildPayload(message, msgUuid)),
    },
    now,
  );
  return classify({ httpStatus: 200, body: JSON.stringify(answer) });
}
