import type { EventState, Received } from '../../delivery/inbox.ts';
import { cut } from '../../message/excerpt.ts';
import { printable } from '../../message/printable.ts';
import { eventJson } from '../../web/api/hook-json.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { timeForPeople } from '../format-time.ts';
import { outcomeText } from '../hook-outcome.ts';
import { hookNamed } from '../named.ts';
import type { Style } from '../output.ts';
import type { Session } from '../session.ts';
import { Table, TIME_WIDTH, widest } from '../table.ts';
import { lookIntoStore } from '../with-store.ts';

export interface HookEventsInput {
  /** Default: of all hooks. */
  readonly name?: string;
  readonly limit: number;
  readonly dir: string;
}

/** What hooks received, newest first, and what came of it. */
export async function hookEvents(session: Session, { name, limit, dir }: HookEventsInput): Promise<ExitCode> {
  const { out, json, texts, language } = session;
  const config = await loadToLook(session, dir);
  const { dataDirectory, timezone } = config.daemon;
  const query = { limit, ...(name !== undefined && { hook: name }) };
  const events = (await lookIntoStore(dataDirectory, ({ inbox }) => inbox.list(query))) ?? [];
  // One that is gone from the configuration has left its events.
  if (name !== undefined && events.length === 0) hookNamed(session, config, name);
  if (json) {
    for (const event of events) await out.json(eventJson(event, timezone));
    return EXIT.fine;
  }
  if (events.length === 0) {
    await out.line(texts.hook.nothing);
    return EXIT.fine;
  }
  const { columns } = texts.hook;
  const table = new Table([
    { title: columns.id, width: SHORT },
    { title: columns.time, width: TIME_WIDTH },
    { title: columns.hook, width: widest(events.map(({ hook }) => hook)) },
    { title: columns.kind, width: widest(events.map(({ kind = '' }) => kind)) },
    { title: columns.subject, width: 0 },
  ]);
  await out.line(out.paint('dim', table.header));
  for (const event of events) {
    const { id, hook, kind = '', subject = '', receivedAt, state } = event;
    const time = timeForPeople(receivedAt, timezone, language);
    await out.line(table.row([id.slice(0, SHORT), time, hook, kind, subject]));
    await out.line(out.paint(COLOURS[state], `    ${outcomeText(session, event, timezone)}`));
  }
  return EXIT.fine;
}

const COLOURS: Readonly<Record<EventState, Style>> = {
  waiting: 'cyan',
  told: 'dim',
  ignored: 'yellow',
  refused: 'red',
};

/** So much of an id tells it from the others. */
const SHORT = 8;

export interface HookShowInput {
  /** The beginning is enough. */
  readonly id: string;
  readonly dir: string;
}

/** One event: what became of it, and what was received. */
export async function hookShow(session: Session, { id, dir }: HookShowInput): Promise<ExitCode> {
  const { out, json, texts, language } = session;
  const { dataDirectory, timezone } = (await loadToLook(session, dir)).daemon;
  const event = await eventNamed(session, dataDirectory, id);
  if (json) {
    await out.json(eventJson(event, timezone));
    return EXIT.fine;
  }
  const { hook, kind = '', subject = '', receivedAt, deliveries, original } = event;
  await out.line(out.paint('bold', `${timeForPeople(receivedAt, timezone, language)}  ${hook}  ${kind}`));
  if (subject !== '') await out.line(printable(subject));
  await out.line(outcomeText(session, event, timezone));
  for (const delivery of deliveries) await out.line(`  ${delivery}`);
  if (original === undefined) return EXIT.fine;
  await out.line();
  for (const [header, value] of Object.entries(original.headers)) {
    await out.line(out.paint('dim', cut(`${header}: ${value}`, LONGEST_HEADER)));
  }
  const { body } = original;
  await out.line(printable(cut(body, LONGEST_BODY)));
  if (body.length > LONGEST_BODY) {
    const left = body.length - LONGEST_BODY;
    await out.line();
    await out.line(out.paint('yellow', texts.hook.restOfBody(left, id)));
  }
  return EXIT.fine;
}

/** Nobody reads more at a terminal; `--json` has all of it. In characters. */
const [LONGEST_HEADER, LONGEST_BODY] = [500, 4_000];

/** @throws {Failure} when there is none, or several begin so. */
export async function eventNamed({ texts }: Session, dataDirectory: string, id: string): Promise<Received> {
  const found = await lookIntoStore(dataDirectory, async ({ inbox }) => {
    const exact = await inbox.find(id);
    if (exact) return [exact];
    const all = await inbox.list({ limit: 1_000 });
    const begun = all.filter((each) => each.id.startsWith(id));
    return Promise.all(begun.slice(0, 2).map((each) => inbox.find(each.id)));
  });
  const [event, other] = found ?? [];
  if (event === undefined) throw new Failure(texts.hook.unknownEvent(id));
  if (other !== undefined) throw new Failure(texts.hook.severalEvents(id));
  return event;
}
