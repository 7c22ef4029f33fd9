import type { RobotConfig } from '../../src/config/config.ts';
import { laneOf, parseWebhook } from '../../src/robot/dingtalk/webhook.ts';

/** A robot's address as a configuration holds it. */
export function dingtalk(url: string): Exclude<RobotConfig['webhook'], { readonly kind: 'sandbox' }> {
  const parsed = parseWebhook(url);
  if (parsed.kind === 'fault') throw new Error(parsed.fault.message);
  return { kind: 'dingtalk', ...parsed.webhook, lane: laneOf(parsed.webhook.token) };
}
