import type { Config, RobotConfig } from './config.ts';
import { vouched } from './printable.ts';
import type { Read } from './read-sections.ts';
import type { Report } from './report.ts';

/** Warns of robots that nothing uses, and of failures that are reported to the robot that failed. */
export function lintRobots(
  written: readonly Read<'robots'>[],
  { robots, reminders, hooks }: Pick<Config, 'robots' | 'reminders' | 'hooks'>,
  report: Report,
): void {
  const used = new Set([
    ...reminders.flatMap((reminder) => reminder.robots),
    ...[...hooks.values()].flatMap((hook) => [hook, ...hook.routes].flatMap((each) => each.robots)),
    ...[...robots.values()].map(({ onFailure }) => onFailure),
  ]);
  for (const { entry, part } of written) {
    const { key, keyPlace } = entry;
    // Not while there are no reminders: someone is just beginning.
    if (reminders.length + hooks.size > 0 && !used.has(key))
      report.warning(keyPlace, 'unused-robot', { robot: vouched(key) });
    const [robot, told] = [robots.get(key), robots.get(part.onFailure?.value ?? '')];
    if (part.onFailure && robot && told && laneOf(robot) === laneOf(told)) {
      report.warning(part.onFailure.place, 'failure-told-to-itself', {
        robot: vouched(key),
        told: vouched(told.name),
      });
    }
  }
}

/** What robots share whose messages fail together; each sandbox is one of its own. */
function laneOf({ name, webhook }: RobotConfig): string {
  return webhook.kind === 'sandbox' ? `sandbox ${name}` : webhook.lane;
}
