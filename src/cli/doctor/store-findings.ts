import { basename, join } from 'node:path';
import { namesByLane } from '../../daemon/lanes.ts';
import { systemClock } from '../../daemon/system-clock.ts';
import type { Cause } from '../../delivery/cause.ts';
import { clockTroubleIn } from '../../delivery/clock-trouble.ts';
import type { LaneState } from '../../delivery/history.ts';
import { type EpochMs, MINUTE } from '../../schedule/instant.ts';
import { isThere } from '../../store/is-there.ts';
import { DATABASE_FILE } from '../../store/open.ts';
import { StoreError } from '../../store/store-error.ts';
import type { Store } from '../../store/store.ts';
import { type Ailment, ailmentText, type DaemonSeen, lookAtDaemon } from '../ailment.ts';
import { causeText } from '../cause-text.ts';
import { durationForPeople, timeForPeople } from '../format-time.ts';
import { type QuotaUse, quotaUse } from '../quota.ts';
import { withStore } from '../with-store.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Longer than a limiter's minute and a few tries. */
const BACKLOG = 10 * MINUTE;
const QUOTA_NEARLY = 0.8;
/** The clock of a machine may jump a little. */
const SET_BACK = MINUTE;

/**
 * The daemon and its memory: does it run, is its database sound, does what waits go out.
 *
 * @param isDiskTold What ails the folder of the data or its disk has been told: it is not told once more.
 */
export async function storeFindings(patient: ConfiguredPatient, isDiskTold: boolean): Promise<readonly Finding[]> {
  const found = await lookAtStore(patient);
  return found.filter(({ isOfDisk = false }) => !(isDiskTold && isOfDisk));
}

/** `isOfDisk`: the folder or its disk is at fault, not what lies in it. */
type StoreFinding = Finding & { readonly isOfDisk?: boolean };

async function lookAtStore(patient: ConfiguredPatient): Promise<readonly StoreFinding[]> {
  const { texts, config, session } = patient;
  const { dataDirectory } = config.daemon;
  try {
    if (isThere(join(dataDirectory, DATABASE_FILE))) {
      return await withStore(dataDirectory, (store) => look(patient, store));
    }
    const seen = await lookAtDaemon(undefined, config, session.now);
    if (seen.daemon) return daemonFindings(patient, seen);
    return [warn('daemon', texts.daemon.never(dataDirectory), texts.daemon.start)];
  } catch (error) {
    // A StoreError says what it is; anything else is a finding here too, for nothing works with it.
    return [failure(error, patient)];
  }
}

/** What is to be done, a {@link StoreError} says itself; only a database that is none has more ways out. */
function failure(error: unknown, { session, texts }: ConfiguredPatient): StoreFinding {
  if (!(error instanceof StoreError)) {
    return fail('database', error instanceof Error ? error.message : String(error), texts.database.mend);
  }
  const { kind, refusal } = error;
  const check = basename(refusal.location).startsWith(DATABASE_FILE) ? 'database' : 'data';
  const mend = kind === 'corrupt' ? texts.database.mend : undefined;
  return { ...fail(check, error.tell(session.language), mend), isOfDisk: OF_DISK.has(kind) };
}

const OF_DISK: ReadonlySet<StoreError['kind']> = new Set(['full', 'not-writable', 'not-allowed', 'not-a-folder', 'io']);

async function look(patient: ConfiguredPatient, store: Store): Promise<readonly StoreFinding[]> {
  const { session, config, texts } = patient;
  const { history } = store;
  const counts = await history.count();
  const [newest] = await history.list({ limit: 1 });
  const known = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const robots = namesByLane(config);
  return [
    ok('database', texts.database.fine(known)),
    ...daemonFindings(patient, await lookAtDaemon(store, config, session.now)),
    ...setBackFindings(patient, newest?.delivery.createdAt ?? 0),
    ...(await history.laneStates(systemClock.read())).flatMap((lane) =>
      laneFindings(patient, session.texts.list(robots.get(lane.lane) ?? []), lane),
    ),
    ...(await quotaUse(history, config, session.now)).map((use) => quotaFinding(patient, use)),
  ];
}

function daemonFindings(
  { session, config, texts }: ConfiguredPatient,
  { daemon: state, ailment }: DaemonSeen,
): readonly StoreFinding[] {
  const { dataDirectory, timezone } = config.daemon;
  if (!state) return [warn('daemon', texts.daemon.stopped(dataDirectory), texts.daemon.start)];
  const time = (at: EpochMs) => timeForPeople(at, timezone, session.language);
  const { lastReload, problems = [], pid, startedAt, clock, configDirectory = '' } = state;
  const check = `npx dingbell check ${configDirectory}`.trim();
  const reloads = problems.map((problem) => fail('reload', problem, check));
  if (lastReload && reloads.length === 0) {
    const at = time(lastReload.at);
    const isGood = lastReload.accepted;
    reloads.push(isGood ? ok('reload', texts.daemon.accepted(at)) : fail('reload', texts.daemon.refused(at), check));
  }
  return [
    ok('daemon', texts.daemon.running(pid, startedAt && time(startedAt))),
    // What is to be done about these, they say themselves.
    ...(ailment ? [{ ...fail('daemon', ailmentText(session, config, ailment)), isOfDisk: isOfDisk(ailment) }] : []),
    ...(clock ? [fail('clock', session.texts.status.clockDoubtful(clockTroubleIn(session.language, clock)))] : []),
    ...reloads,
  ];
}

function isOfDisk(ailment: Ailment): boolean {
  return ailment.kind === 'store-refuses' && OF_DISK.has(ailment.error.kind);
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

function laneFindings(
  { session, config, texts }: ConfiguredPatient,
  robots: string,
  state: LaneState,
): readonly Finding[] {
  const { lanes } = texts;
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
