import { describe, expect, it } from 'vitest';
import { live } from '../../bench/live.ts';
import { startSandboxProcess } from '../../bench/sandbox-process.ts';
import { type MemoryMB, startWatchedDaemon } from '../../bench/watched-daemon.ts';
import { SECOND } from '../../src/schedule/instant.ts';

/** Messages a second, each to a robot of its own; the first robot stands aside. */
const RATE = 20;
const ROBOTS = 1 + RATE;
const PER_MINUTE = 20;
/** Until all that is loaded late is there; then as many again, several times. */
const RELOADS = 15;
const STRETCHES = 4;
/** What a hundredth of the deliveries of one stretch would take if anybody kept them, MB. */
const FLAT = 1;
/** As many as are written in less than a minute. `npm run bench` takes more. */
const PENDING = 50_000;

describe('memory of a daemon that sends, is edited and is looked at', () => {
  it('stays as it is, and with a long line of one robot, while the messages of others arrive', async () => {
    await using sandbox = await startSandboxProcess(ROBOTS);
    await using daemon = await startWatchedDaemon({
      origin: sandbox.origin,
      robots: ROBOTS,
      perMinuteOfFirst: PER_MINUTE,
      reminders: { kind: 'each-second', count: RATE },
    });
    const measured: MemoryMB[] = [];
    for (let stretch = 0; stretch <= STRETCHES; stretch += 1) {
      await live(daemon, RELOADS, SECOND);
      measured.push(await daemon.ask<MemoryMB>({ kind: 'memory' }));
    }
    const heaps = measured.map(({ heap }) => heap);
    console.log(`heap ${heaps.map((heap) => heap.toFixed(2)).join(', ')} MB`);
    // V8 keeps for a while what it has compiled and what it may need again; what is kept for ever is there in each look.
    expect(Math.min(...heaps.slice(-2)) - (heaps[0] ?? 0), heaps.join(', ')).toBeLessThan(FLAT);

    const before = measured.at(-1)?.resident ?? 0;
    await daemon.ask({ kind: 'fill-pending', count: PENDING });
    // Those of the others say when they were due; of the first robot a minute's share may be among them.
    const { latenesses } = await sandbox.receive(PER_MINUTE + RATE * 10);
    expect(latenesses.length).toBeGreaterThanOrEqual(RATE * 10);
    const { resident } = await daemon.ask<MemoryMB>({ kind: 'memory' });
    console.log(`resident ${before.toFixed(1)} MB, ${resident.toFixed(1)} MB with ${PENDING} pending`);
    expect(resident / before).toBeLessThan(1.5);
  }, 600_000);
});
