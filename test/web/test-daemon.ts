import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Config, DaemonConfig, Person, Reminder, RobotConfig } from '../../src/config/config.ts';
import type { Problem } from '../../src/config/problem.ts';
import type { Daemon, PushRequest, PushResult } from '../../src/daemon/daemon.ts';
import { pushedDeliveries } from '../../src/daemon/push.ts';
import { resend } from '../../src/daemon/resend.ts';
import { upcoming } from '../../src/daemon/upcoming.ts';
import type { NewDelivery } from '../../src/delivery/outbox.ts';
import type { Message } from '../../src/message/message.ts';
import { buildPayload } from '../../src/robot/dingtalk/payload.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import type { Due } from '../../src/schedule/occurrence.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';

/** Tuesday, 24 November 2026, 10:00 in Shanghai. */
export const NOON_BEFORE = toEpochMs(Date.UTC(2026, 10, 24, 2));

const ZONE = 'Asia/Shanghai';

export interface TestDaemonOptions {
  readonly reminders?: readonly Reminder[];
  readonly robots?: readonly RobotConfig[];
  readonly people?: readonly Person[];
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly Problem[];
  readonly locale?: 'zh-CN' | 'en';
  readonly now?: () => EpochMs;
  /** Without one there is no conversation on the page. Default true. */
  readonly withSandbox?: boolean;
  /** What was done to the files of its data. */
  readonly dataFault?: string;
  /** Who may see and do what. Default: no token. */
  readonly http?: Partial<DaemonConfig['http']>;
}

/** A daemon over a real store and a real sandbox whose planner and dispatcher are the test: what it says is what happens. */
export interface TestDaemon extends Daemon {
  /** Tells every subscriber that something changed. */
  changed(): void;
  /** An edit of `daemon.http:` that took effect. */
  configureHttp(http: Partial<DaemonConfig['http']>): void;
  /** Writes a delivery as the planner would. */
  plan(delivery: Partial<NewDelivery>): Promise<string>;
  /** Posts everything that is pending to the sandbox and records what came of it. */
  deliver(as?: Outcome): Promise<void>;
}

export function createTestDaemon(options: TestDaemonOptions = {}): TestDaemon {
  const now = options.now ?? (() => NOON_BEFORE);
  let config = configOf(options);
  const store = openStore(MEMORY);
  const sandbox = new Sandbox({ robots: [...config.robots.keys()].map((name) => ({ name, token: name })) });
  const lanes = new Map([...config.robots.keys()].map((name) => [name, `lane-${name}`]));
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());

  async function plan(delivery: Partial<NewDelivery>): Promise<string> {
    const full = newDelivery(delivery, now());
    await store.outbox.commit({ deliveries: [full], cursors: [] });
    changed();
    return full.id;
  }

  async function push(request: PushRequest): Promise<PushResult> {
    const { robot } = request;
    const { keywords } = config.robots.get(robot) ?? {};
    const deliveries = pushedDeliveries(request, { lane: `lane-${robot}`, keywords }, now());
    await store.outbox.commit({ deliveries, cursors: [] });
    changed();
    const [{ id }] = deliveries;
    return { id, robot, state: (await store.outbox.find(id))?.delivery.state ?? 'pending' };
  }

  async function deliver(as?: Outcome): Promise<void> {
    const laneConfigs = [...lanes.values()].map((lane) => ({ lane, perMinute: 20, fingerprint: 'test' }));
    const claims = await store.outbox.claim({ now: now(), leaseMs: MINUTE, lanes: laneConfigs, perLane: 20 });
    for (const { delivery, attempt } of claims) {
      const outcome = as ?? post(sandbox, delivery.robot, delivery.message, delivery.id, now());
      await store.outbox.record([
        {
          attempt,
          delivery: delivery.id,
          lane: delivery.lane,
          finishedAt: toEpochMs(now() + 84),
          outcome,
          becomes:
            outcome.kind === 'delivered'
              ? { state: 'delivered' }
              : outcome.kind === 'rejected'
                ? { state: 'failed', cause: outcome.cause }
                : { state: 'pending', nextAttemptAt: toEpochMs(now() + MINUTE), cause: outcome.cause },
          ...(outcome.kind === 'throttled'
            ? {
                laneBecomes: {
                  kind: 'cooling' as const,
                  forMs: outcome.coolDownMs,
                  cause: outcome.cause,
                },
              }
            : {}),
          ...(outcome.kind === 'rejected' && outcome.scope === 'robot'
            ? { laneBecomes: { kind: 'paused' as const, fingerprint: 'test', cause: outcome.cause } }
            : {}),
        },
      ]);
    }
    changed();
  }

  // A planner that has planned everything through now.
  const cursors = config.reminders.map(({ id, triggerKey }) => ({ reminder: id, through: now(), trigger: triggerKey }));
  void store.outbox.commit({ deliveries: [], cursors });

  return {
    startedAt: now(),
    dataFault: options.dataFault,
    get config() {
      return config;
    },
    problems: options.problems ?? [],
    lastReload: { at: now(), accepted: (options.problems ?? []).length === 0 },
    outbox: store.outbox,
    overrides: store.overrides,
    sandbox: options.withSandbox === false ? undefined : sandbox,
    address: undefined,
    now,
    upcoming: (query) => [...upcoming(config.reminders, query)],
    lanes,
    push,
    async fire(id) {
      const reminder = config.reminders.find((candidate) => candidate.id === id);
      const robots = reminder?.robots ?? [];
      return Promise.all(robots.map((robot) => push({ robot, message: { kind: 'text', text: `fired ${id}` } })));
    },
    async resend(id) {
      const again = await resend(id, store.outbox, lanes, now());
      if (again.kind === 'new') await plan(again.delivery);
      return { id: again.delivery.id, robot: again.delivery.robot, state: again.delivery.state };
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
    changed,
    configureHttp(http) {
      config = { ...config, daemon: { ...config.daemon, http: { ...config.daemon.http, ...http } } };
    },
    plan,
    deliver,
  };
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
    },
    robots: new Map(robots.map((robot) => [robot.name, robot])),
    people: new Map((options.people ?? []).map((person) => [person.id, person])),
    calendars: new Map(),
    defaultCalendar: createCalendar(),
    reminders: options.reminders ?? [],
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

function newDelivery(delivery: Partial<NewDelivery>, now: EpochMs): NewDelivery {
  const robot = delivery.robot ?? 'team';
  const dueAt = delivery.dueAt ?? now;
  return {
    id: randomUUID(),
    origin: 'schedule',
    robot,
    lane: `lane-${robot}`,
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
