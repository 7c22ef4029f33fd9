import type { Config } from '../config/config.ts';
import type { Cause } from '../delivery/cause.ts';
import { tellInlet } from '../daemon/inlet-words.ts';
import { tellHeld } from '../daemon/unheard-words.ts';
import { takeBackCommand } from '../daemon/take-back-command.ts';
import { clockTroubleIn } from '../delivery/clock-trouble.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { STATES } from '../delivery/delivery.ts';
import type { DaemonState } from '../store/daemon-state.ts';
import type { Override } from '../schedule/override.ts';
import type { Standing } from '../web/api/json.ts';
import { ailmentText, type DaemonSeen } from './ailment.ts';
import type { PortTaken } from './page-port.ts';
import type { QuotaUse } from './quota.ts';
import { causeText } from './cause-text.ts';
import { waitingLine } from './deliver-later.ts';
import { durationForPeople, timeForPeople } from './format-time.ts';
import { overrideInList } from './override-text.ts';
import type { Session } from './session.ts';
import { Table, widest } from './table.ts';

/** What is known from the store and the configuration. */
export interface Status extends DaemonSeen, Standing {
  /** Calls of the current month, lane by lane; empty where nothing has run. */
  readonly quota: readonly QuotaUse[];
  readonly portTaken?: PortTaken | undefined;
}

/** The status for people: one headline, the facts below it, then what is wrong. */
export async function printStatus(session: Session, config: Config, status: Status): Promise<void> {
  const { out } = session;
  const facts = factsOf(session, config, status);
  const table = new Table([
    { title: '', width: widest(facts.map(([label]) => label)) },
    { title: '', width: 0 },
  ]);
  await out.line(headline(session, config, status));
  for (const fact of facts) await out.line(`  ${table.row(fact)}`);
  const troubles = troublesOf(session, config, status);
  for (const trouble of troubles) await out.line(out.paint('yellow', `  ! ${trouble}`));
  if (troubles.length > 0) await out.line(`  ${session.texts.tryThis} ${session.texts.status.lookCloser}`);
}

function headline(
  { out, texts, language, now }: Session,
  { daemon: { dataDirectory } }: Config,
  { daemon }: Status,
): string {
  if (!daemon) return out.paint('red', texts.status.notRunning(dataDirectory));
  const duration = daemon.startedAt && durationForPeople(now - daemon.startedAt, language);
  return out.paint('green', texts.status.running(daemon.pid, duration));
}

type Fact = readonly [label: string, value: string];

function factsOf(
  session: Session,
  config: Config,
  { daemon, counts, deliveredInSandbox, later, held, lanes, quota, overrides, next }: Status,
): readonly Fact[] {
  const { labels, ...texts } = session.texts.status;
  const time = timeIn(session, config);
  const reload = daemon?.lastReload;
  const oldest = Math.min(...lanes.map(({ state }) => state.oldestPendingDueAt ?? Number.POSITIVE_INFINITY));
  const isLater = lanes.reduce((sum, { state }) => sum + state.later, 0);
  const waiting = texts.waiting((counts.pending ?? 0) - isLater, counts.sending ?? 0);
  return [
    ...fact(labels.page, daemon?.httpAddress),
    ...fact(labels.reload, reload && `${time(reload.at)}  ${reloadWords(texts, reload, time)}`),
    [labels.waiting, Number.isFinite(oldest) ? `${waiting}  ${texts.oldest(time(oldest as EpochMs))}` : waiting],
    ...later.map((each, index): Fact => [index === 0 ? labels.later : '', waitingLine(session, config, each)]),
    ...held.map(({ hook, because, until, count }, index): Fact => {
      const why = tellHeld(because, time(until), session.language);
      return [index === 0 ? labels.held : '', texts.held(hook, count, why)];
    }),
    ...fact(labels.past, pastOf(session, counts, deliveredInSandbox)),
    ...fact(labels.log, daemon?.logLinesLost ? texts.linesLost(daemon.logLinesLost) : undefined),
    ...quota
      .filter(({ calls }) => calls > 0)
      .map(({ robots, calls, perMonth }, index): Fact => {
        return [index === 0 ? labels.quota : '', texts.quota(session.texts.list(robots), calls, perMonth)];
      }),
    ...(daemon?.problems?.length
      ? []
      : [[labels.next, next ? `${time(next.occurrence.at)}  ${next.reminder.id}` : texts.nothingNext] as const]),
    ...overrides.map(
      (override, index): Fact => [index === 0 ? labels.overrides : '', overrideLine(session, config, override, daemon)],
    ),
  ];
}

function reloadWords(
  texts: Omit<Session['texts']['status'], 'labels'>,
  { accepted, keptSince }: NonNullable<DaemonState['lastReload']>,
  time: (instant: EpochMs) => string,
): string {
  if (accepted) return texts.accepted;
  return keptSince === undefined ? texts.refused : texts.startedOnKept(time(keptSince));
}

/** While an edit has mistakes, nobody can tell whether a reminder is gone. */
function overrideLine(session: Session, config: Config, override: Override, daemon: Status['daemon']): string {
  const line = overrideInList(session, config, override);
  const isKnown = override.kind === 'vacation' || config.reminders.some(({ id }) => id === override.reminder);
  if (isKnown || daemon?.problems?.length) return line;
  return session.texts.override.stale(line, takeBackCommand(override));
}

function fact(label: string, value: string | undefined): readonly Fact[] {
  return value ? [[label, value]] : [];
}

function pastOf({ texts }: Session, counts: Status['counts'], inSandbox: number): string {
  return STATES.slice(2)
    .filter((state) => counts[state])
    .map((state) => {
      const count = `${counts[state]} ${texts.history.states[state]}`;
      return state === 'delivered' && inSandbox > 0 ? texts.status.sandboxed(count, inSandbox) : count;
    })
    .join('  ');
}

function troublesOf(
  session: Session,
  config: Config,
  { daemon, ailment, lanes, portTaken }: Status,
): readonly string[] {
  const { texts } = session;
  const time = timeIn(session, config);
  const why = (cause: Cause) => causeText(session, config, cause);
  return [
    ...(daemon?.clock ? [texts.status.clockDoubtful(clockTroubleIn(session.language, daemon.clock))] : []),
    ...(ailment === undefined ? [] : [ailmentText(session, config, ailment)]),
    ...(portTaken ? [texts.status.portTaken(portTaken.port, portTaken.address)] : []),
    ...Object.entries(daemon?.inlets ?? {})
      .filter(([, { trouble }]) => trouble !== undefined)
      .map(([name, inlet]) => `${name}: ${inlet.kind} ${tellInlet(inlet, session.language, time)}`),
    ...lanes.flatMap(({ robots, state: { cooling, paused } }) => [
      ...(paused ? [texts.status.pausedLane(texts.list(robots), why(paused.cause))] : []),
      ...(cooling ? [texts.status.cooling(texts.list(robots), time(cooling.until), why(cooling.cause))] : []),
    ]),
    ...(daemon?.problems ?? []),
  ];
}

function timeIn({ language }: Session, { daemon }: Config): (instant: EpochMs) => string {
  return (instant) => timeForPeople(instant, daemon.timezone, language);
}
