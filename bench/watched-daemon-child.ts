import { setTimeout as sleep } from 'node:timers/promises';
import type { Reminder } from '../src/config/config.ts';
import { every, parseEvery } from '../src/schedule/every.ts';
import { MINUTE, SECOND, toEpochMs } from '../src/schedule/instant.ts';
import type { Pattern } from '../src/schedule/pattern.ts';
import { openStore } from '../src/store/store.ts';
import { createLeapingClock } from './leaping-clock.ts';
import { readInThread } from '../src/daemon/read-in-thread.ts';
import { Workspace } from '../test/support/workspace.ts';
import { LoopProbe } from './loop-probe.ts';
import { manyCronTexts, reminderAt, reminderOf } from './many-reminders.ts';
import { robotsAt, startRealDaemon } from './real-daemon.ts';
import { fillPast, fillPending, isPlanned, prune } from './seed-store.ts';
import { ROBOT_YAML } from './yaml-folder.ts';
import type { MemoryMB, Watched, Wish } from './watched-daemon.ts';

const watched = JSON.parse(process.argv[2] ?? '') as Watched;
const { past = 0 } = watched;
const clock = createLeapingClock(watched.offset);
const startedAt = clock.now();
const running = await startRealDaemon(reminders(), robots(), {
  clock,
  page: true,
  async seed(dataDirectory) {
    if (past === 0) return;
    const store = openStore(dataDirectory);
    await fillPast(store, past, startedAt);
    store.close();
  },
});
const { daemon } = running;
// The page is loaded with its first request: that is another figure's.
await (await fetch(daemon.address ?? '')).text();
const probe = new LoopProbe();

process.on('message', (wish: Wish) => void fulfil(wish).then((answer) => process.send?.(answer)));
process.on('disconnect', () => void running[Symbol.asyncDispose]().then(() => process.exit()));
process.send?.(daemon.address);

async function fulfil(wish: Wish): Promise<number | MemoryMB> {
  switch (wish.kind) {
    case 'longest-turn':
      // What ran until now counts as well.
      await sleep(10);
      return probe.takeLongest();
    case 'leap':
    case 'suspend':
      clock[wish.kind](wish.ms);
      return clock.now();
    case 'has-caught-up':
      return Number(await isPlanned(running, toEpochMs(clock.now() - MINUTE)));
    case 'prune':
      return prune(running, toEpochMs(startedAt - (past - wish.oldest) * SECOND));
    case 'reload':
      await running.remind(reminders());
      return 0;
    case 'read-again':
      return readAgain(wish.count);
    case 'fill-pending':
      await fillPending(running, 'robot-0', wish.count);
      return wish.count;
    case 'memory':
      return memory();
  }
}

/** Written before anything is measured, read and taken over while it is. */
async function readAgain(count: number): Promise<number> {
  using workspace = new Workspace();
  const texts = manyCronTexts(count).map(({ id, cron }) => `  ${id}: { cron: "${cron}", text: x }\n`);
  for (let file = 0; file < FILES; file += 1) {
    const part = texts.filter((_, index) => index % FILES === file).join('');
    workspace.write(`schedules/${file}.yaml`, `${file === 0 ? ROBOT_YAML : ''}reminders:\n${part}`);
  }
  await sleep(100);
  probe.takeLongest();
  const { reminders } = await readInThread({ directory: workspace.at('schedules'), locale: 'en', now: clock.now() });
  await running.remind(reminders);
  return reminders.length;
}

const FILES = 10;

/** So often V8 collects before it gives up the compiled code that nobody has run meanwhile: what it keeps is no growth. */
const COLLECTIONS = 10;

async function memory(): Promise<MemoryMB> {
  for (let round = 0; round < COLLECTIONS; round += 1) {
    globalThis.gc?.();
    await sleep(60);
  }
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss / 1e6, heap: heapUsed / 1e6 };
}

function robots(): ReturnType<typeof robotsAt> | undefined {
  const { origin, robots: count = 0, perMinuteOfFirst } = watched;
  if (origin === undefined) return undefined;
  const all = robotsAt(origin, count);
  if (perMinuteOfFirst === undefined) return all;
  return all.map((each, index) =>
    index === 0 ? { ...each, limit: { ...each.limit, perMinute: perMinuteOfFirst } } : each,
  );
}

function reminders(): readonly Reminder[] {
  const { kind, count } = watched.reminders;
  switch (kind) {
    case 'many':
      return manyCronTexts(count).map(reminderOf);
    case 'each-minute':
      return Array.from({ length: count }, (_, index) => eachTime(index, MINUTE, 'team'));
    case 'each-second':
      return Array.from({ length: count }, (_, index) =>
        eachTime(index, SECOND, `robot-${1 + (index % ((watched.robots ?? 2) - 1))}`),
      );
  }
}

function eachTime(index: number, interval: number, robot: string): Reminder {
  return reminderAt(patternOf(interval), { id: `reminder-${index}`, triggerKey: `every ${interval}`, robots: [robot] });
}

function patternOf(interval: number): Pattern {
  const grid = parseEvery(interval);
  if (grid.kind !== 'grid') throw new Error(`no interval: ${interval}`);
  return every(grid);
}
