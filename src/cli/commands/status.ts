import type { Config } from '../../config/config.ts';
import { byHand } from '../../schedule/override.ts';
import { namesByLane, sandboxLane } from '../../daemon/lanes.ts';
import { systemClock } from '../../daemon/system-clock.ts';
import { heldEvents } from '../../daemon/held-events.ts';
import { waitingMessages } from '../../daemon/waiting-messages.ts';
import { upcoming } from '../../daemon/upcoming.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import type { Store } from '../../store/store.ts';
import { type Ailment, lookAtDaemon } from '../ailment.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { isoTime } from '../../web/iso-time.ts';
import { portTaken } from '../page-port.ts';
import { quotaUse } from '../quota.ts';
import { standingJson } from '../../web/api/json.ts';
import { lookIntoStore } from '../with-store.ts';
import type { Session } from '../session.ts';
import { printStatus, type Status } from '../status-report.ts';

export interface StatusInput {
  readonly dir: string;
}

/** Whether a daemon runs, what waits and what is wrong. Fine = it runs and nothing is wrong. */
export async function status(session: Session, { dir }: StatusInput): Promise<ExitCode> {
  const config = await loadToLook(session, dir);
  const found = await readStatus(session, config);
  if (session.json) await session.out.json(asJson(found, config));
  else await printStatus(session, config, found);
  return isWell(found) ? EXIT.fine : EXIT.notFine;
}

async function readStatus({ now }: Session, config: Config): Promise<Status> {
  const found = (await lookIntoStore(config.daemon.dataDirectory, (store) => readStored(store, config, now))) ?? {
    // Whose database is gone says nothing any more, and runs all the same.
    ...(await lookAtDaemon(undefined, config, now)),
    counts: {},
    deliveredInSandbox: 0,
    later: [],
    held: [],
    lanes: [],
    quota: [],
    overrides: [],
  };
  // It goes by a configuration that stands nowhere any more.
  const known = { ...found, portTaken: await portTaken(config, found.daemon) };
  if (found.daemon?.problems?.length) return known;
  const query = { from: now, count: 1, overrides: found.overrides, skipped: 'left-out' } as const;
  const [next] = upcoming(config.reminders, query);
  return { ...known, ...(next && { next }) };
}

async function readStored(store: Store, config: Config, now: EpochMs): Promise<Status> {
  const { history, overrides } = store;
  const robots = namesByLane(config);
  return {
    ...(await lookAtDaemon(store, config, now)),
    counts: await history.count(),
    deliveredInSandbox: await history.deliveredIn((await history.robots()).map(sandboxLane)),
    later: await waitingMessages(history, now),
    held: await heldEvents(store.inbox),
    quota: await quotaUse(history, config, now),
    overrides: byHand(await overrides.list({ endingAfter: now })),
    lanes: (await history.laneStates(systemClock.read())).map((state) => ({
      state,
      robots: robots.get(state.lane) ?? [],
    })),
  };
}

function isWell({ daemon, ailment, lanes }: Status): boolean {
  if (daemon === undefined || ailment !== undefined) return false;
  return !daemon.clock && !daemon.problems?.length && !lanes.some(({ state }) => state.paused);
}

function asJson({ ailment, quota, portTaken: taken, ...standing }: Status, config: Config): object {
  return {
    ...standingJson(standing, config),
    portTaken: taken?.port,
    ailment: ailment && ailmentAsJson(ailment, config.daemon.timezone),
    quota,
  };
}

function ailmentAsJson(ailment: Ailment, zone: string): object {
  switch (ailment.kind) {
    case 'data-gone':
      return { kind: ailment.kind, file: ailment.fault.file };
    case 'store-refuses':
      return { kind: ailment.kind, reason: ailment.error.kind };
    case 'stands-still':
      return { ...ailment, dueAt: isoTime(ailment.dueAt, zone) };
  }
}
