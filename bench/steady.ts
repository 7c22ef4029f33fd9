import { MINUTE, SECOND } from '../src/schedule/instant.ts';
import { atMost, type Figure, figureOf } from './figure.ts';
import { live } from './live.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { quantile } from './statistics.ts';
import { type MemoryMB, startWatchedDaemon } from './watched-daemon.ts';

/** Messages a second. */
const RATE = 20;
/** The first has its own troubles; the others are told each second. */
const ROBOTS = 1 + RATE;
/** Until all that is loaded late is there, and the collector knows what stays, minutes. */
const [WARMUP, MINUTES] = [2, 8];
const PENDING = 300_000;
/** A minute at 20 messages a second says enough of how late they are. */
const CROWDED = MINUTE;

/** Memory of a daemon that sends, is edited and is looked at, and of one in which a robot's line grows and grows. */
export async function steady(scale: number): Promise<readonly Figure[]> {
  await using sandbox = await startSandboxProcess(ROBOTS);
  await using daemon = await startWatchedDaemon({
    origin: sandbox.origin,
    robots: ROBOTS,
    perMinuteOfFirst: 20,
    reminders: { kind: 'each-second', count: RATE },
  });
  const minute = MINUTE * scale;
  await live(daemon, WARMUP, minute);
  const start = await daemon.ask<MemoryMB>({ kind: 'memory' });
  await live(daemon, MINUTES, minute);
  const end = await daemon.ask<MemoryMB>({ kind: 'memory' });

  const messages = Math.ceil((RATE * CROWDED * scale) / SECOND);
  const before = p99((await sandbox.receive(messages)).latenesses);
  const pending = Math.ceil(PENDING * scale);
  await daemon.ask({ kind: 'fill-pending', count: pending });
  const after = p99((await sandbox.receive(messages)).latenesses);
  const crowded = await daemon.ask<MemoryMB>({ kind: 'memory' });
  const among = `among ${pending.toLocaleString('en')} pending of another robot`;
  return [
    one('resident', 'MB', end.resident, start.resident, `itself ${MINUTES} reloads before`, 1.05),
    one('heap', 'MB', end.heap, start.heap, `itself ${MINUTES} reloads before`, 1.05),
    one(`resident ${among}`, 'MB', crowded.resident, end.resident, 'itself with none', 1.5),
    one(`lateness ${among}`, 'ms at p99', after, before, 'itself with none', 1.5),
  ];
}

function p99(latenesses: readonly number[]): number {
  return Math.max(1, quantile(latenesses, 0.99));
}

function one(what: string, unit: string, ours: number, peer: number, peerName: string, limit: number): Figure {
  return figureOf({ name: `steady: ${what}`, unit, ours: [ours], peer: [peer], peerName, goal: atMost(limit) });
}
