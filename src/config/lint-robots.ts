import { parseWebhook } from '../robot/dingtalk/webhook.ts';
import type { RobotConfig } from './config.ts';
import type { Merged } from './merge.ts';
import type { Report } from './report.ts';
import type { Resolved } from './resolve.ts';
import { entryOf } from './tree.ts';

/** Warns of robots that nothing uses, and of failures told to whoever just failed. */
export function lintRobots(merged: Merged, { config, reminders }: Resolved, report: Report): void {
  const used = new Set([
    ...config.reminders.flatMap(({ robots }) => robots),
    ...[...config.robots.values()].map(({ onFailure }) => onFailure),
  ]);
  for (const { key, keyPlace, value } of merged.robots) {
    // Not while there are no reminders: someone is just beginning.
    if (reminders.length > 0 && !used.has(key)) report.warning(keyPlace, 'unused-robot', { robot: key });
    const owner = entryOf(value, 'onFailure')?.value;
    const [robot, told] = [config.robots.get(key), config.robots.get(config.robots.get(key)?.onFailure ?? '')];
    if (owner && robot && told && tokenOf(robot) === tokenOf(told)) {
      report.warning(owner.place, 'failure-told-to-itself', { robot: key, told: told.name });
    }
  }
}

/** What robots share whose messages fail together; each sandbox is one of its own. */
function tokenOf({ name, webhook }: RobotConfig): string {
  if (webhook.kind === 'sandbox') return `sandbox ${name}`;
  const parsed = parseWebhook(webhook.url);
  return parsed.kind === 'webhook' ? parsed.webhook.token : webhook.url;
}
