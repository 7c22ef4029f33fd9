import type { Config } from '../config/config.ts';
import type { History } from '../delivery/history.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { limitOf, robotsByLane } from '../daemon/lanes.ts';

/** How much of the month's quota the robots of one token have used. */
export interface QuotaUse {
  /** Names of the robots that share the token. */
  readonly robots: readonly string[];
  readonly calls: number;
  /** Of several robots' limits the strictest. */
  readonly perMonth: number;
}

/** For each lane that leads to DingTalk, used or not; the sandbox has no quota. The vendor counts by Beijing's months. */
export async function quotaUse(history: History, config: Config, now: EpochMs): Promise<readonly QuotaUse[]> {
  const calls = await history.callsByLane(now);
  const real = [...robotsByLane(config)].filter(([, [robot]]) => robot.webhook.kind === 'dingtalk');
  return real.map(([lane, robots]) => ({
    robots: robots.map(({ name }) => name),
    calls: calls.get(lane) ?? 0,
    perMonth: limitOf(robots).perMonth,
  }));
}
