import { schedule } from 'node-cron';
import type { Armed } from './arm.ts';
import { manyCronTexts } from './many-reminders.ts';
import { heldBytes } from './memory-use.ts';

/** The same times, scheduled as node-cron's page says. */
const texts = manyCronTexts(Number(process.argv[2]));
const before = heldBytes();
const arming = performance.now();
const tasks = texts.map(({ cron, timezone }) => schedule(cron, () => {}, { timezone }));
const ms = performance.now() - arming;
const result: Armed = { ms, withParsingMs: ms, bytes: heldBytes() - before };
for (const task of tasks) await task.stop();
process.send?.(result);
process.disconnect?.();
