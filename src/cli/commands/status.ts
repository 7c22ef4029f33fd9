import type { Config } from '../../config/config.ts';
import { systemClock } from '../../daemon/system-clock.ts';
import { upcoming } from '../../daemon/upcoming.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { isLocked } from '../../store/lock.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { isoInZone } from '../format-time.ts';
import { robotsOn } from '../lanes.ts';
import { quotaUse } from '../quota.ts';
import { overrideAsJson } from '../override-text.ts';
import { lookIntoStore } from '../with-store.ts';
import type { Session } from '../session.ts';
import type { Status } from '../status-facts.ts';
import { printStatus } from '../status-report.ts';

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

const NOTHING_STORED: Status = { counts: {}, lanes: [], quota: [], overrides: [] };

async function readStatus({ now }: Session, config: Config): Promise<Status> {
  const { dataDirectory } = config.daemon;
  const stored = await lookIntoStore(dataDirectory, async ({ history, overrides, daemonState }) => {
    const lanes = await history.laneStates(systemClock.read());
    return {
      ...(isLocked(dataDirectory) && { daemon: await daemonState.read() }),
      counts: await history.count(),
      quota: await quotaUse(history, config, now),
      overrides: await overrides.list({ endingAfter: now }),
      lanes: lanes.map((state) => ({ state, robots: robotsOn(state.lane, config) })),
    };
  });
  const found = stored ?? NOTHING_STORED;
  // It goes by a configuration that stands nowhere any more.
  if (found.daemon?.problems?.length) return found;
  const query = { from: now, count: 1, overrides: found.overrides, skipped: 'left-out' } as const;
  const [next] = upcoming(config.reminders, query);
  return { ...found, ...(next && { next }) };
}

function isWell({ daemon, lanes }: Status): boolean {
  return daemon !== undefined && !daemon.clock && !daemon.problems?.length && !lanes.some(({ state }) => state.paused);
}

function asJson({ daemon, counts, lanes, quota, overrides, next }: Status, config: Config): object {
  const { timezone } = config.daemon;
  const time = (instant: EpochMs | undefined) => instant && isoInZone(instant, timezone);
  return {
    running: daemon !== undefined,
    ...daemon,
    startedAt: time(daemon?.startedAt),
    clock: daemon?.clock && { ...daemon.clock, since: time(daemon.clock.since) },
    lastReload: daemon?.lastReload && { ...daemon.lastReload, at: time(daemon.lastReload.at) },
    counts,
    lanes: lanes.map(({ robots, state: { pending, sending, oldestPendingDueAt, coolingUntil, paused } }) => ({
      robots,
      pending,
      sending,
      oldestPendingDueAt: time(oldestPendingDueAt),
      coolingUntil: time(coolingUntil),
      paused: paused && { since: time(paused.since), reason: paused.reason },
    })),
    quota,
    overrides: overrides.map((override) => overrideAsJson(config, override)),
    next: next && { at: isoInZone(next.occurrence.at, next.reminder.timezone), reminder: next.reminder.id },
  };
}
