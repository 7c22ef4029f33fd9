import type { Config } from '../config/config.ts';
import type { History } from '../delivery/history.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { lanesOf } from './lanes.ts';

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
  const real = [...lanesOf(config)].filter(([name]) => config.robots.get(name)?.webhook.kind === 'dingtalk');
  const lanes = Map.groupBy(real, ([, lane]) => lane);
  return Array.from(lanes, ([lane, members]) => {
    const robots = members.map(([name]) => name);
    const limits = robots.map((name) => config.robots.get(name)?.limit.perMonth ?? Number.POSITIVE_INFINITY);
    return { robots, calls: calls.get(lane) ?? 0, perMonth: Math.min(...limits) };
  });
}
