import type { WallSeconds } from '../src/schedule/civil.ts';
import type { Pattern } from '../src/schedule/pattern.ts';
import { reminderAt } from './many-reminders.ts';
import { robotsAt, startRealDaemon } from './real-daemon.ts';
import { onSend } from './sender-process.ts';

/** The daemon with one reminder per robot, due every second, so many seconds long. */
const [origin = '', robots, seconds] = process.argv.slice(2);
const running = await startRealDaemon([], robotsAt(origin, Number(robots)));
onSend(
  (dueAt) => {
    const pattern = everySecond(dueAt / 1_000, Number(seconds));
    return running.remind(
      Array.from({ length: Number(robots) }, (_, index) =>
        reminderAt(pattern, {
          id: `reminder-${index}`,
          robots: [`robot-${index}`],
          triggerKey: `every second from ${dueAt}`,
        }),
      ),
    );
  },
  () => running[Symbol.asyncDispose](),
);

function everySecond(first: number, count: number): Pattern {
  return {
    clockChange: 'hourly',
    next(after) {
      const wall = Math.max(first, after + 1);
      return wall < first + count ? (wall as WallSeconds) : undefined;
    },
  };
}
