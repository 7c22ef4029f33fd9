import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { stopSignals } from '../../daemon/stop-signals.ts';
import { type Arrival, Sandbox } from '../../robot/sandbox/sandbox.ts';
import { readableText } from '../../robot/sandbox/shape.ts';
import { type SandboxServer, type SandboxServerOptions, startSandboxServer } from '../../robot/sandbox/server.ts';
import { toEpochMs } from '../../schedule/instant.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { isoTime } from '../../web/iso-time.ts';
import { createSandboxPage } from '../../web/sandbox-page.ts';
import { inOneLine } from '../one-line.ts';
import type { Session } from '../session.ts';

export interface SandboxInput {
  /** 0 = any free one. */
  readonly port: number;
  /** Empty = messages need no signature. Default: a new one. */
  readonly secret?: string;
  readonly keyword?: readonly string[];
  /** Messages per minute before it refuses. */
  readonly limit: number;
}

/** The fake DingTalk on its own: one robot, a page, and a line for everything that arrives. */
export async function sandbox(session: Session, input: SandboxInput): Promise<ExitCode> {
  const robot = {
    name: 'sandbox',
    token: randomBytes(32).toString('hex'),
    secret: input.secret ?? `SEC${randomBytes(32).toString('hex')}`,
    keywords: input.keyword ?? [],
    perMinute: input.limit,
  };
  const fake = new Sandbox({ robots: [robot] });
  const page = createSandboxPage({ sandbox: fake, language: session.language, zone: Temporal.Now.timeZoneId() });
  const server = await listen(session, { sandbox: fake, now: Date.now, port: input.port, page: page.listener });
  const stopping = stopSignals(process);
  const unread = new AbortController();
  fake.subscribe((arrival) => {
    // Nobody reads any more what arrives.
    printArrival(session, arrival).catch(() => unread.abort());
  });
  try {
    await printAddress(session, server, server.webhook(robot), robot.secret);
    const over = AbortSignal.any([stopping.signal, unread.signal]);
    if (!over.aborted) await once(over, 'abort');
  } finally {
    stopping.dispose();
    page.close();
    await server.stop();
  }
  return EXIT.fine;
}

async function listen({ texts }: Session, options: SandboxServerOptions): Promise<SandboxServer> {
  try {
    return await startSandboxServer(options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Failure(texts.sandbox.portTaken(options.port ?? 0), EXIT.notFine, { cause: error });
    }
    throw error;
  }
}

async function printAddress(session: Session, server: SandboxServer, webhook: string, secret: string): Promise<void> {
  const { out, json, texts } = session;
  if (json) await out.json({ kind: 'listening', page: server.origin, webhook, secret });
  else await out.line(texts.sandbox.listening(server.origin, webhook, secret));
  await out.flush();
}

async function printArrival({ out, json, texts }: Session, arrival: Arrival): Promise<void> {
  const at = isoTime(toEpochMs(arrival.at), Temporal.Now.timeZoneId());
  if (json) await out.json({ ...arrival, at });
  else await out.line(`${at}  ${texts.sandbox.arrivals[arrival.kind]}  ${whatArrived(arrival)}`);
  await out.flush();
}

function whatArrived(arrival: Arrival): string {
  if (arrival.kind === 'refused') return `${arrival.errcode} ${arrival.errmsg}`;
  return inOneLine(readableText(arrival.payload));
}
