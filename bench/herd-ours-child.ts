import type { WallSeconds } from '../src/schedule/civil.ts';
import { once } from '../src/schedule/once.ts';
import { reminderAt } from './many-reminders.ts';
import { robotsAt, startRealDaemon } from './real-daemon.ts';
import { onSend } from './sender-process.ts';

/** The daemon with so many reminders that are all due in one second, each told to one of so many robots. */
const [origin = '', reminders, robots] = process.argv.slice(2);
const running = await startRealDaemon([], robotsAt(origin, Number(robots)));
onSend(
  (dueAt) => {
    const pattern = once((dueAt / 1_000) as WallSeconds);
    return running.remind(
      Array.from({ length: Number(reminders) }, (_, index) =>
        reminderAt(pattern, {
          id: `reminder-${index}`,
          robots: [`robot-${index % Number(robots)}`],
          triggerKey: `once ${dueAt}`,
        }),
      ),
    );
  },
  () => running[Symbol.asyncDispose](),
);
