import { setImmediate } from 'node:timers/promises';
import type { Config, Reminder } from '../config/config.ts';
import { createDispatcher } from '../delivery/dispatcher.ts';
import type { NewDelivery } from '../delivery/outbox.ts';
import { type EpochMs, SECOND } from '../schedule/instant.ts';
import { openStore } from '../store/store.ts';
import { choresOf } from './chores.ts';
import type { Daemon, PushResult } from './daemon.ts';
import type { DaemonOptions, Service } from './daemon-options.ts';
import { editNotices } from './edit-notice.ts';
import { startDataWatch } from './data-watch.ts';
import { createEditTeller } from './edit-teller.ts';
import { errorFields } from './error-fields.ts';
import { hearingOfForeignWrites } from './foreign-writes.ts';
import { startHeartbeat } from './heartbeat.ts';
import { startHousekeeping } from './housekeeping.ts';
import { createInForce } from './in-force.ts';
import { logDispatchEvent } from './log-dispatch-event.ts';
import { logStart, logStoppedRobots } from './log-start.ts';
import type { Logger } from './logger.ts';
import { createPlanner } from './planner.ts';
import { createExposition } from './prometheus.ts';
import { takePulse } from './pulse.ts';
import { firedDeliveries, pushedDeliveries } from './push.ts';
import { resend } from './resend.ts';
import { createRobotOpener } from './robot-opener.ts';
import { createTally } from './tally.ts';
import { UnknownName } from './unknown-name.ts';
import { upcoming } from './upcoming.ts';
import { watchFolder } from './watch-folder.ts';
import { welcomeOf } from './welcome.ts';
import { troubleOf } from './wellbeing.ts';

/** How long attempts under way may go on when the daemon stops: pm2's `kill_timeout` is 15 s. */
const STOP_GRACE = 10 * SECOND;
/**
 * What comes due is on the disk so many ms earlier. Less than a second: what recurs each second is not written while the
 * one before it is being sent.
 */
const LEAD = 700;

/**
 * Puts everything together and starts it. What is started is pushed on `undo`, and stopped in the opposite order.
 */
export async function assemble(
  config: Config,
  options: DaemonOptions,
  logger: Logger,
  undo: AsyncDisposableStack,
): Promise<Daemon> {
  const { clock, random, network } = options;
  const now = (): EpochMs => clock.now();
  const startedAt = now();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const stopping = new AbortController();

  const store = openStore(config.daemon.dataDirectory);
  undo.defer(() => store.close());

  const { dataDirectory } = config.daemon;
  const dataWatch = startDataWatch({ dataDirectory, clock, logger, changed });
  undo.defer(() => dataWatch.stop());

  const opener = createRobotOpener({ network, now, onSandbox: changed });
  undo.defer(() => opener.stop());

  const inForce = await createInForce({
    first: { config, robots: await opener.open(config), at: startedAt },
    loadConfig: options.loadConfig,
    openRobots: (wanted) => opener.open(wanted),
    replaceReminders: async (reminders) => {
      await planner.replace(reminders);
      dispatcher.wake();
    },
    now,
    logger,
    board: store.daemonState,
    tell: createEditTeller({
      clock,
      send: async (news) => void (await commit(editNotices(news, inForce.config, inForce.lanes, now()))),
      logger,
      signal: stopping.signal,
    }),
    changed,
  });

  const pulses = { planner: takePulse(clock), dispatcher: takePulse(clock) };
  const { outbox, overrides } = store;
  const tally = createTally(now);
  const { version, logLinesLost = () => 0 } = options;
  const dataFault = (): string | undefined => dataWatch.fault;
  const seen = { version, tally, outbox, overrides, inForce, pulses, now, dataFault, logLinesLost };
  const metrics = createExposition(seen);
  let storeRefuses = false;

  const dispatcher = createDispatcher({
    outbox: hearingOfForeignWrites(outbox, changed),
    clock: pulses.dispatcher.clock,
    random,
    robots: () => inForce.robots.fleet,
    confirm: (instant) => planner.confirm(instant),
    onEvent: (event) => {
      if (event.kind === 'storeFailed') storeRefuses = true;
      if (event.kind === 'storeRecovered') storeRefuses = false;
      tally.take(event);
      logDispatchEvent(logger, event);
      changed();
    },
  });
  undo.defer(() => dispatcher.stop({ graceMs: STOP_GRACE }));

  const planner = createPlanner({
    outbox,
    overrides,
    clock: pulses.planner.clock,
    random,
    lanes: () => inForce.lanes,
    keywords: () => inForce.keywords,
    logger,
    leadMs: LEAD,
    onPlanned: () => {
      // After a long downtime there are many batches to plan before it looks at the clock again.
      pulses.planner.beat();
      dispatcher.wake();
      changed();
    },
  });
  undo.defer(async () => {
    // A reload under way waits for the planner, which lets it go when it stops.
    const reloaded = inForce.stop();
    await planner.stop();
    await reloaded;
  });
  undo.defer(() => stopping.abort());

  async function commit(deliveries: readonly NewDelivery[]): Promise<readonly PushResult[]> {
    if (deliveries.length === 0) return [];
    await outbox.commit({ deliveries, cursors: [] });
    dispatcher.wake();
    changed();
    const found = await Promise.all(deliveries.map(({ id }) => outbox.find(id)));
    return deliveries.map(({ id, robot }, index) => ({ id, robot, state: found[index]?.delivery.state ?? 'pending' }));
  }

  /** One message; the result is that of its first part. */
  async function commitOne(...parts: readonly [NewDelivery, ...NewDelivery[]]): Promise<PushResult> {
    const [result] = await commit(parts);
    if (result === undefined) throw new Error('of one delivery there is one result');
    return result;
  }

  const serving: { service?: Service | undefined } = {};
  let stopped: Promise<void> | undefined;
  const daemon: Daemon = {
    startedAt,
    outbox,
    overrides,
    now,
    get dataFault() {
      return dataWatch.fault;
    },
    get config() {
      return inForce.config;
    },
    get problems() {
      return inForce.problems;
    },
    get lastReload() {
      return inForce.lastReload;
    },
    get sandbox() {
      return opener.sandbox;
    },
    get lanes() {
      return inForce.robots.lanes;
    },
    get address() {
      return serving.service?.address;
    },
    upcoming: (query) => [...upcoming(inForce.config.reminders, query)],
    push: async (request) => {
      const lane = laneOf(daemon.lanes, request.robot);
      const keywords = inForce.robots.keywords.get(request.robot);
      return commitOne(...pushedDeliveries(request, { lane, keywords }, now()));
    },
    async fire(id) {
      const set = await overrides.list();
      return commit(firedDeliveries(reminderOf(inForce.config, id), daemon.lanes, now(), set, inForce.robots.keywords));
    },
    async resend(id) {
      const again = await resend(id, outbox, daemon.lanes, now());
      if (again.kind === 'new') return commitOne(again.delivery);
      const { id: known, robot, state } = again.delivery;
      return { id: known, robot, state };
    },
    reload: () => inForce.reload(),
    metrics,
    subscribe(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    stop() {
      return (stopped ??= undo.disposeAsync());
    },
  };

  serving.service = await options.serve?.(daemon, logger);
  undo.defer(() => serving.service?.stop());
  await planner.start(config.reminders);
  await outbox.resumeLanes(inForce.robots.fleet.lanes);
  await logStoppedRobots(logger, outbox, daemon.lanes, now());
  dispatcher.start();
  const chores = choresOf({
    settings: () => inForce.config.daemon,
    store,
    network,
    now,
    logger,
    onHolidays: async () => void (await daemon.reload()),
    signal: stopping.signal,
  });
  const housekeeping = startHousekeeping(chores, { timezone: config.daemon.timezone, logger });
  undo.defer(() => housekeeping.stop());
  const heartbeat = startHeartbeat({
    url: () => inForce.config.daemon.heartbeatUrl,
    trouble: () =>
      troubleOf({
        pulses,
        storeRefuses,
        dataFault: dataFault(),
        board: store.daemonState,
        logLinesLost: logLinesLost(),
        now: now(),
      }),
    clock,
    network,
    logger,
  });
  undo.defer(() => heartbeat.stop());

  await store.daemonState.begin({
    pid: process.pid,
    version,
    startedAt,
    ...(daemon.address === undefined ? {} : { httpAddress: daemon.address }),
    configDirectory: config.directory,
    lastReload: inForce.lastReload,
    problems: [],
  });
  const watch = watchFolder({
    directory: config.directory,
    onChange: () => inForce.reloadIfChanged(),
    onFailure: (error) => logger.error(errorFields(error), 'the schedules could not be looked at; tried again'),
    onTrouble: (reason) =>
      logger.warn({ reason }, 'the system tells of no more changes: edits are looked for each second'),
  });
  undo.defer(() => watch.stop());
  logStart(logger, daemon, options.language ?? 'en');
  const greeted = greet();
  undo.defer(() => greeted);
  return daemon;

  /** In a turn of its own: whoever waits for the daemon to be ready does not wait for the words of its welcome. */
  async function greet(): Promise<void> {
    try {
      await setImmediate();
      await commit(welcomeOf(config, daemon.lanes, await overrides.list(), now()));
    } catch (error) {
      logger.error({ err: error }, 'there is no welcome');
    }
  }
}

function laneOf(lanes: ReadonlyMap<string, string>, robot: string): string {
  const lane = lanes.get(robot);
  if (lane === undefined) throw new UnknownName('robot', robot);
  return lane;
}

function reminderOf(config: Config, id: string): Reminder {
  const reminder = config.reminders.find((each) => each.id === id);
  if (reminder === undefined) throw new UnknownName('reminder', id);
  return reminder;
}
