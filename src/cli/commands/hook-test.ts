import { tellUnheard } from '../../daemon/unheard-words.ts';
import { refusedText } from '../../hooks/because-text.ts';
import { readFile } from 'node:fs/promises';
import { buffer as readAll } from 'node:stream/consumers';
import type { Config, HookConfig } from '../../config/config.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import { type Rehearsal, rehearse, rehearseSample, whyUntold } from '../../daemon/hook-rehearsal.ts';
import { addressesOf } from '../../daemon/lanes.ts';
import type { Received } from '../../delivery/inbox.ts';
import { decodedXml } from '../../hooks/decoded-xml.ts';
import { ALL_KINDS, isMeant, type Kind } from '../../hooks/kinds.ts';
import { sampleOf } from '../../hooks/samples.ts';
import { SENDERS } from '../../hooks/senders.ts';
import { nearest } from '../../message/nearest.ts';
import { printable } from '../../message/printable.ts';
import { localTime } from '../../message/local-time.ts';
import { buildPayload } from '../../robot/dingtalk/payload.ts';
import { type EpochMs, SECOND, toEpochMs } from '../../schedule/instant.ts';
import { indexOverrides } from '../../schedule/override-index.ts';
import { loadConfiguration } from '../configuration.ts';
import { deliverNow } from '../deliver-now.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure, wrongUsage } from '../failure.ts';
import { messageForPeople } from '../message-text.ts';
import { heldText } from '../hook-outcome.ts';
import { hookNamed } from '../named.ts';
import { isoTime } from '../../web/iso-time.ts';
import type { Session } from '../session.ts';
import { storedByHand } from '../stored-overrides.ts';
import { parseTimeArgument } from '../time-argument.ts';
import { eventNamed } from './hook-events.ts';

export interface HookTestInput {
  readonly name: string;
  /** The body; `-` = standard input. One of the three has to be there. */
  readonly file?: string;
  /** A kind: what is tried is made up. */
  readonly sample?: string;
  /** The beginning of an event's id: what is tried came before. */
  readonly event?: string;
  /** A file: JSON, or `Name: value` in each line. Default: none but the content type. */
  readonly headers?: string;
  /** When it came: signed times count from there. */
  readonly at?: string;
  readonly send?: boolean;
  readonly dir: string;
}

/** What would become of a body that a sender posts, and the message; nothing leaves without `--send`. */
export async function hookTest(session: Session, input: HookTestInput): Promise<ExitCode> {
  const { file, sample, event, send = false } = input;
  if ([file, sample, event].filter((each) => each !== undefined).length !== 1) {
    throw wrongUsage(session.texts.hook.oneInput);
  }
  const config = await loadConfiguration(session, input.dir);
  const hook = hookNamed(session, config, input.name);
  const { timezone, dataDirectory } = config.daemon;
  const now = signedTime(input.at) ?? parseTimeArgument(session, input.at, { option: '--at', timezone, bare: 'past' });
  const trial = { hook, now, send };
  if (sample !== undefined) {
    const tried = sampleOf(kindNamed(session, sample, hook), hook.from);
    return tryOut(session, config, {
      ...trial,
      isProven: true,
      rehearse: (around) => rehearseSample(hook, tried, around),
    });
  }
  if (event !== undefined) {
    const stored = await eventNamed(session, dataDirectory, event);
    return tryOut(session, config, { ...trial, ...ofStored(session, hook, stored) });
  }
  const { publicUrl } = config.daemon.http;
  // A sender that signs the address signs the address of the channel.
  const url = hook.relay ?? (publicUrl && hookAddress(publicUrl, hook.name));
  const isProven = SENDERS[hook.from].isFetched === true;
  const bytes = await readBytes(session, file ?? '');
  const request = {
    headers: await readHeaders(session, input.headers),
    body: isProven ? await newestIn(bytes, hook) : bytes,
    ...(url !== undefined && { url }),
  };
  return tryOut(session, config, { ...trial, isProven, rehearse: (around) => rehearse(hook, request, around) });
}

/** Of a feed that was saved, the entry that would be told; an entry as JSON as it is. */
async function newestIn(bytes: Uint8Array, { feed }: HookConfig): Promise<Uint8Array> {
  const xml = decodedXml(Buffer.from(bytes));
  if (xml.kind !== 'text' || !xml.text.trimStart().startsWith('<')) return bytes;
  // Only here: the XML reader is of no use to anything else.
  const { readFeed } = await import('../../hooks/feed-read.ts');
  const reading = readFeed(xml.text, feed?.url ?? 'https://feed.example.com/');
  const [newest] = reading.kind === 'feed' ? reading.entries : [];
  return newest === undefined ? bytes : Buffer.from(JSON.stringify(newest));
}

export interface HookReplayInput {
  /** The beginning is enough. */
  readonly id: string;
  readonly send?: boolean;
  readonly dir: string;
}

/** The same with what was received and is still kept; who sent it was proven then. */
export async function hookReplay(session: Session, { id, send = false, dir }: HookReplayInput): Promise<ExitCode> {
  const config = await loadConfiguration(session, dir);
  const event = await eventNamed(session, config.daemon.dataDirectory, id);
  const hook = hookNamed(session, config, event.hook);
  return tryOut(session, config, { hook, now: session.now, send, ...ofStored(session, hook, event) });
}

/** @throws {Failure} when what was received is not kept any more. */
function ofStored({ texts }: Session, hook: HookConfig, { original }: Received): Pick<Trial, 'rehearse' | 'isProven'> {
  if (original === undefined) throw new Failure(texts.hook.notKept);
  const request = { headers: original.headers, body: Buffer.from(original.body) };
  return { isProven: true, rehearse: (around) => rehearse(hook, request, around) };
}

/** `merge_request.opened` is a `pull_request.opened`. */
function kindNamed({ texts }: Session, written: string, { from }: HookConfig): Kind {
  const meant = written.replace(/^merge_request\b/, 'pull_request');
  const kind = ALL_KINDS.find((each) => each === meant);
  const sent = ALL_KINDS.filter((each) => isMeant(each, SENDERS[from].kinds));
  if (kind === undefined) throw wrongUsage(texts.hook.unknownKind(written, nearest(meant, sent)));
  if (!sent.includes(kind)) throw wrongUsage(texts.hook.kindNotSent(from, kind, sent.join(', ')));
  return kind;
}

interface Trial {
  readonly hook: HookConfig;
  readonly rehearse: (around: Parameters<typeof rehearse>[2]) => Promise<Rehearsal>;
  readonly now: EpochMs;
  readonly send: boolean;
  readonly isProven?: boolean;
}

async function tryOut(
  session: Session,
  config: Config,
  { hook, rehearse: rehearsed, now, send, isProven }: Trial,
): Promise<ExitCode> {
  const today = localTime(now, config.daemon.timezone).toFormat('yyyy-MM-dd');
  const away = indexOverrides(await storedByHand(config, session.now)).away(today);
  const around = { config, addresses: addressesOf(config), away };
  const rehearsal = await rehearsed({ ...around, now });
  if (send && rehearsal.deliveries.length > 0) {
    const again = await rehearsed({ ...around, now: session.now });
    return deliverNow(session, config, again.deliveries, true);
  }
  if (session.json) await session.out.json(trialJson(hook, rehearsal, config.daemon.timezone));
  else await printTrial(session, { hook, isProven: isProven ?? false }, rehearsal, config.daemon.timezone);
  // A body that somebody saved has no signature; a wrong one is.
  const { proof, read } = rehearsal;
  const isWrong = proof.kind === 'refused' && proof.because.kind !== 'no-proof' && isProven !== true;
  return read.kind === 'read' && !isWrong ? EXIT.fine : EXIT.notFine;
}

function trialJson(hook: HookConfig, rehearsal: Rehearsal, timezone: string) {
  const { proof, events, deliveries } = rehearsal;
  return {
    hook: hook.name,
    proof: proof.kind === 'proven' ? proof : { ...proof, text: refusedText(proof.because, 'en') },
    events: events.map(({ kind, state, because, subject, dueAt }) => ({
      kind,
      state,
      because,
      subject,
      dueAt: dueAt && isoTime(dueAt, timezone),
    })),
    because: whyUntold(rehearsal),
    messages: deliveries.map(({ robot, message, id }) => ({ robot, payload: buildPayload(message, id) })),
  };
}

async function printTrial(
  session: Session,
  { hook, isProven }: { readonly hook: HookConfig; readonly isProven: boolean },
  rehearsal: Rehearsal,
  timezone: string,
): Promise<void> {
  const { out, texts, language } = session;
  const { proof, read, events, deliveries } = rehearsal;
  const words = texts.hook.trial;
  await out.line(out.paint('bold', `${hook.name} · ${hook.from}`));
  if (!isProven) {
    if (proof.kind === 'proven') await out.line(out.paint('green', words.proven[proof.by]));
    else await out.line(out.paint('red', words.refused(refusedText(proof.because, language))));
  }
  if (read.kind === 'refused') {
    await out.line(out.paint('red', refusedText(read.because, language)));
    return;
  }
  for (const event of events) {
    const { kind = '', state, because, receivedAt, dueAt } = event;
    const waits = dueAt === undefined ? 0 : Math.round((dueAt - receivedAt) / SECOND);
    const told = () => heldText(session, event, timezone) ?? words.told(waits);
    const what = state === 'waiting' ? told() : words.untold(tellUnheard(because as never, language));
    await out.line(out.paint(state === 'waiting' ? 'green' : 'yellow', `${kind}: ${what}`));
  }
  const why = events.length === 0 ? whyUntold(rehearsal) : undefined;
  if (why) await out.line(out.paint('yellow', words.untold(tellUnheard(why, language))));
  for (const { robot, message } of deliveries) {
    await out.line();
    await out.line(out.paint('dim', words.to(robot)));
    await out.line(printable(messageForPeople(message, texts)));
  }
  if (hook.paused) await out.line(out.paint('yellow', words.paused));
}

async function readBytes(session: Session, file: string): Promise<Uint8Array> {
  if (file === '-') return readAll(process.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw new Failure(session.texts.hook.unreadable(file, error instanceof Error ? error.message : String(error)));
  }
}

/** As it stands in the headers of those who sign it: seconds since 1970, or milliseconds. */
function signedTime(text: string | undefined): EpochMs | undefined {
  const [, seconds, milliseconds = '000'] = /^(\d{10})(\d{3})?$/.exec(text ?? '') ?? [];
  return seconds === undefined ? undefined : toEpochMs(Number(`${seconds}${milliseconds}`));
}

async function readHeaders(session: Session, file: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (file === undefined) return { 'content-type': 'application/json' };
  const text = Buffer.from(await readBytes(session, file)).toString();
  const pairs = text.trimStart().startsWith('{') ? fromJson(session, text) : fromLines(session, text);
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value] as const));
}

function fromJson(session: Session, text: string): readonly (readonly [string, string])[] {
  try {
    return Object.entries(JSON.parse(text) as object).map(([name, value]) => [name, String(value)] as const);
  } catch {
    throw wrongUsage(session.texts.hook.headers);
  }
}

function fromLines(session: Session, text: string): readonly (readonly [string, string])[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw wrongUsage(session.texts.hook.headers);
    return [name, value] as const;
  });
}
