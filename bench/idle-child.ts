import { setTimeout as sleep } from 'node:timers/promises';
import type { Waiting } from './idle.ts';
import { cronTextsNextMonths, reminderOf } from './many-reminders.ts';

/** Arms so many, none of them due in the coming weeks, and tells what processor time waiting takes. */
const [who, count] = [process.argv[2] as Waiting, Number(process.argv[3])];
await arm(who);
// What arming left behind is collected now, not while the clock runs.
globalThis.gc?.();
await sleep(3_000);
process.on('message', (windows: Windows) => void watch(windows));
process.send?.('armed');

interface Windows {
  readonly windows: number;
  readonly windowMs: number;
}

async function arm(who: Waiting): Promise<unknown> {
  const texts = cronTextsNextMonths(count, new Date());
  switch (who) {
    case 'ours': {
      const { startRealDaemon } = await import('./real-daemon.ts');
      return startRealDaemon(texts.map(reminderOf));
    }
    case 'node-cron': {
      const { schedule } = await import('node-cron');
      return texts.map(({ cron, timezone }) => schedule(cron, () => {}, { timezone }));
    }
    case 'croner': {
      const { Cron } = await import('croner');
      return texts.map(({ cron, timezone }) => new Cron(cron, { timezone }, () => {}));
    }
  }
}

async function watch({ windows, windowMs }: Windows): Promise<void> {
  const used: number[] = [];
  for (let window = 0; window < windows; window += 1) {
    const before = process.cpuUsage();
    await sleep(windowMs);
    const { user, system } = process.cpuUsage(before);
    used.push((user + system) / 1_000);
  }
  process.send?.(used, () => process.exit());
}
