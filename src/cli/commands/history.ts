import { type Delivery, lastDueOf, type State, STATES } from '../../delivery/delivery.ts';
import type { HistoryEntry, HistoryQuery } from '../../delivery/history.ts';
import { type EpochMs, MINUTE } from '../../schedule/instant.ts';
import type { Config } from '../../config/config.ts';
import { causeText } from '../cause-text.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { deliveryJson } from '../../web/api/json.ts';
import { timeForPeople } from '../format-time.ts';
import { messageInOneLine } from '../message-text.ts';
import { lookIntoStore } from '../with-store.ts';
import type { Style } from '../output.ts';
import type { Session } from '../session.ts';
import { robotText } from '../robot-text.ts';
import { Table, TIME_WIDTH, widest } from '../table.ts';
import { parseTimeArgument } from '../time-argument.ts';

export interface HistoryInput {
  readonly since?: string;
  readonly state?: State;
  readonly reminder?: string;
  readonly limit: number;
  readonly dir: string;
}

/** What was sent, missed and failed, newest first; beside a running daemon or without one. */
export async function history(session: Session, input: HistoryInput): Promise<ExitCode> {
  const config = await loadToLook(session, input.dir);
  const { dataDirectory, timezone } = config.daemon;
  const query = toQuery(session, timezone, input);
  const entries = (await lookIntoStore(dataDirectory, ({ history }) => history.list(query))) ?? [];
  if (session.json) for (const entry of entries) await session.out.json(deliveryJson(entry, timezone));
  else await printTable(session, config, entries);
  return EXIT.fine;
}

function toQuery(session: Session, timezone: string, { since, state, reminder, limit }: HistoryInput): HistoryQuery {
  return {
    limit,
    ...(since !== undefined && {
      since: parseTimeArgument(session, since, { option: '--since', timezone, bare: 'past' }),
    }),
    ...(state !== undefined && { state }),
    // Not looked up in the configuration: the history remembers reminders that are gone.
    ...(reminder !== undefined && { reminder }),
  };
}

async function printTable(session: Session, config: Config, entries: readonly HistoryEntry[]): Promise<void> {
  const { out, texts, language } = session;
  if (entries.length === 0) return out.line(texts.history.nothing);
  const { columns, states } = texts.history;
  const table = new Table([
    { title: columns.due, width: TIME_WIDTH },
    { title: columns.state, width: widest(STATES.map((state) => states[state])) },
    { title: columns.source, width: widest(entries.map(({ delivery }) => sourceOf(session, delivery))) },
    { title: columns.robot, width: widest(entries.map(({ delivery }) => robotText(session, delivery))) },
    { title: columns.message, width: 0 },
  ]);
  await out.line(out.paint('dim', table.header));
  for (const { delivery, attempts } of entries) {
    const row = table.row([
      timeForPeople(lastDueOf(delivery), config.daemon.timezone, language),
      states[delivery.state],
      sourceOf(session, delivery),
      robotText(session, delivery),
      messageInOneLine(delivery.message),
    ]);
    await out.line(row);
    const why = [
      runForPeople(session, delivery, config.daemon.timezone),
      whyForPeople(session, config, { delivery, attempts }),
    ]
      .filter(Boolean)
      .join(' · ');
    if (why) await out.line(out.paint(COLOURS[delivery.state], `    ${why}`));
  }
}

/** What is not as it should be is to be seen from afar. */
const COLOURS: Readonly<Record<State, Style>> = {
  pending: 'cyan',
  sending: 'cyan',
  delivered: 'dim',
  failed: 'red',
  expired: 'red',
  missed: 'yellow',
  skipped: 'dim',
};

function sourceOf({ texts }: Session, { reminder, origin }: Delivery): string {
  return reminder ?? texts.history.origins[origin];
}

/** How many missed occurrences stand behind one row, and when they were due. */
function runForPeople({ texts, language }: Session, { dueAt, run }: Delivery, timezone: string): string | undefined {
  const time = (instant: EpochMs) => timeForPeople(instant, timezone, language);
  return run && texts.history.run(run.count, time(dueAt), time(run.lastAt));
}

/** What needs saying besides the state: the reason, how often it was tried, how late it was, that it was fired by hand. */
function whyForPeople(session: Session, config: Config, { delivery, attempts }: HistoryEntry): string {
  const { texts } = session;
  const { cause, lateMs, origin, part, digest, run } = delivery;
  const remarks = [
    cause && causeText(session, config, cause),
    part && texts.history.part(part.number, part.of),
    digest !== undefined && texts.history.inDigest,
    attempts.length > 1 && texts.history.tried(attempts.length),
    origin === 'fire' && texts.history.origins.fire,
    run === undefined && lateMs >= MINUTE && texts.history.late(Math.round(lateMs / MINUTE)),
  ];
  return remarks.filter(Boolean).join(' · ');
}
