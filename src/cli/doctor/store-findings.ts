import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../daemon/system-clock.ts';
import type { Cause } from '../../delivery/cause.ts';
import type { LaneState } from '../../delivery/history.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { MINUTE } from '../../schedule/instant.ts';
import type { DaemonState } from '../../store/daemon-state.ts';
import { isLocked, lockHolder } from '../../store/lock.ts';
import { DATABASE_FILE } from '../../store/open.ts';
import { StoreError } from '../../store/store-error.ts';
import { openStore, type Store } from '../../store/store.ts';
import { causeText } from '../cause-text.ts';
import { durationForPeople, timeForPeople } from '../format-time.ts';
import { robotsOn } from '../lanes.ts';
import { type QuotaUse, quotaUse } from '../quota.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Longer than a limiter's minute and a few tries. */
const BACKLOG = 10 * MINUTE;
const QUOTA_NEARLY = 0.8;
/** The clock of a machine may jump a little. */
const SET_BACK = MINUTE;

/** The daemon and its memory: does it run, is its database sound, does what waits go out. */
export async function storeFindings(patient: ConfiguredPatient): Promise<readonly Finding[]> {
  const { dataDirectory } = patient.config.daemon;
  const { texts } = patient;
  if (!existsSync(join(dataDirectory, DATABASE_FILE))) {
    return [warn('daemon', texts.daemon.never(dataDirectory), texts.daemon.start)];
  }
  try {
    const isRunning = isLocked(dataDirectory);
    const store = openStore(dataDirectory);
    try {
      return await look(patient, store, isRunning);
    } finally {
      store.close();
    }
  } catch (error) {
    // A StoreError says what it is; anything else is a finding here too, for nothing works with it.
    return [fail('database', whyItFailed(error, patient), texts.database.mend)];
  }
}

function whyItFailed(error: unknown, { session }: ConfiguredPatient): string {
  if (error instanceof StoreError) return error.tell(session.language);
  return error instanceof Error ? error.message : String(error);
}

async function look(patient: ConfiguredPatient, store: Store, isRunning: boolean): Promise<readonly Finding[]> {
  const { session, config, texts } = patient;
  const { history, daemonState } = store;
  const counts = await history.count();
  const [newest] = await history.list({ limit: 1 });
  const state = await daemonState.read();
  const known = Object.values(counts).reduce((sum, each) => sum + each, 0);
  return [
    ok('database', texts.database.fine(known)),
    ...daemonFindings(patient, isRunning, state),
    ...setBackFindings(patient, newest?.delivery.createdAt ?? 0),
    ...(await history.laneStates(systemClock.read())).flatMap((lane) => laneFindings(patient, lane)),
    ...(await quotaUse(history, config, session.now)).map((use) => quotaFinding(patient, use)),
  ];
}

function daemonFindings(
  { session, config, texts: { daemon } }: ConfiguredPatient,
  isRunning: boolean,
  state: Partial<DaemonState>,
): readonly Finding[] {
  const { dataDirectory, timezone } = config.daemon;
  if (!isRunning) return [warn('daemon', daemon.stopped(dataDirectory), daemon.start)];
  const holder = lockHolder(dataDirectory);
  const since = state.startedAt ?? holder?.since;
  const time = (at: NonNullable<typeof since>) => timeForPeople(at, timezone, session.language);
  const running = ok('daemon', daemon.running(state.pid ?? holder?.pid, since && time(since)));
  const { lastReload, problems = [] } = state;
  if (lastReload && !lastReload.accepted) {
    return [
      running,
      fail('reload', daemon.refused(time(lastReload.at)), `npx dingbell check ${state.configDirectory ?? ''}`.trim()),
    ];
  }
  const troubles = problems.map((problem) =>
    fail('reload', problem, `npx dingbell check ${state.configDirectory ?? ''}`.trim()),
  );
  return [
    running,
    ...troubles,
    ...(lastReload && troubles.length === 0 ? [ok('reload', daemon.accepted(time(lastReload.at)))] : []),
  ];
}

function setBackFindings({ session, texts: { database } }: ConfiguredPatient, newest: number): readonly Finding[] {
  if (newest <= session.now + SET_BACK) return [];
  return [
    warn(
      'clock-set-back',
      database.setBack(durationForPeople(newest - session.now, session.language)),
      database.setBackMend,
    ),
  ];
}

function laneFindings({ session, config, texts }: ConfiguredPatient, state: LaneState): readonly Finding[] {
  const { lanes } = texts;
  const robots = session.texts.list(robotsOn(state.lane, config));
  const time = (at: EpochMs) => timeForPeople(at, config.daemon.timezone, session.language);
  const why = (cause: Cause) => causeText(session, config, cause);
  const { paused, cooling, oldestPendingDueAt } = state;
  const isBehind = oldestPendingDueAt !== undefined && session.now - oldestPendingDueAt > BACKLOG;
  return [
    ...(paused ? [fail('lane', lanes.paused(robots, time(paused.since), why(paused.cause)), lanes.pausedMend)] : []),
    ...(cooling
      ? [warn('lane', lanes.cooling(robots, time(cooling.until), why(cooling.cause)), lanes.coolingMend)]
      : []),
    ...(isBehind
      ? [warn('backlog', lanes.behind(robots, state.pending, time(oldestPendingDueAt)), lanes.behindMend)]
      : []),
  ];
}

function quotaFinding(
  { session, texts: { quota } }: ConfiguredPatient,
  { robots, calls, perMonth }: QuotaUse,
): Finding {
  const text = quota.used(session.texts.list(robots), calls, perMonth);
  if (calls >= perMonth) return fail('quota', text, quota.spentMend);
  return calls >= perMonth * QUOTA_NEARLY ? warn('quota', text, quota.nearlyMend) : ok('quota', text);
}
