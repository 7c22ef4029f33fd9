import { Planner } from '../src/daemon/planner.ts';
import { createLogger } from '../src/daemon/logger.ts';
import { systemClock } from '../src/daemon/system-clock.ts';
import { scrub } from '../src/network/scrub.ts';
import { openStore } from '../src/store/store.ts';
import { Workspace } from '../test/support/workspace.ts';
import type { Armed } from './arm.ts';
import { manyCronTexts, reminderOf } from './many-reminders.ts';
import { heldBytes } from './memory-use.ts';

/** A configuration of so many reminders, planned by a planner on a durable store. */
const texts = manyCronTexts(Number(process.argv[2]));
using workspace = new Workspace();
const store = openStore(workspace.path);
const planner = new Planner({
  plans: store.plans,
  overrides: store.overrides,
  clock: systemClock,
  random: Math.random,
  addresses: () => ({ lanes: new Map([['team', 'team']]), keywords: new Map() }),
  logger: createLogger({ scrub, destination: process.stdout }),
  onPlanned: () => {},
});
const before = heldBytes();
const parsing = performance.now();
const reminders = texts.map(reminderOf);
const arming = performance.now();
await planner.start(reminders);
const armed = performance.now();
const result: Armed = { ms: armed - arming, withParsingMs: armed - parsing, bytes: heldBytes() - before };
await planner.stop();
store.close();
process.send?.(result);
process.disconnect?.();
