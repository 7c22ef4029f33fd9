import type { DayMatch } from './schedule/cron-days.ts';
import { cron as cronTrigger } from './schedule/cron-trigger.ts';
import { toEpochMs } from './schedule/instant.ts';

/** When: a pure function from an instant to the next one, in epoch milliseconds. */
export interface Trigger {
  /**
   * The first instant strictly after `after`; `undefined` = never again. Depends on nothing but its argument.
   *
   * @param after Epoch milliseconds, an integer.
   * @throws {RangeError} when it is none.
   */
  next(after: number): number | undefined;
}

export interface CronOptions {
  /** An IANA zone: `Asia/Shanghai`. */
  readonly timezone: string;
  /**
   * What it takes for a day when both day of month and weekday are restricted: crontab(5) means `either`, node-cron
   * `both`. Needed for such an expression, without effect on any other.
   */
  readonly dayMatch?: DayMatch;
}

/**
 * When a cron expression fires: 5 fields, 6 with seconds first, or a nickname such as `@daily`, in node-cron 4.6's
 * grammar. A wall time that a clock change removes fires once, right after the gap; one that it repeats fires the
 * first time only; an expression for every hour follows the clock.
 *
 * ```ts
 * const trigger = cron('30 18 * * 1,3,5', { timezone: 'Asia/Shanghai' });
 * const first = trigger.next(Date.now());
 * ```
 *
 * @throws {Error} when the expression is refused (it can never fire, it is ambiguous) or the zone is unknown; the
 *   message says what to write instead.
 */
export function cron(expression: string, options: CronOptions): Trigger {
  const trigger = cronTrigger(expression, options);
  return { next: (after) => trigger.next(toEpochMs(after)) };
}

export { ConfigError } from './config/config-error.ts';
export { loadConfig, type LoadOptions } from './config/load.ts';
export { createRobot, type CreateRobotOptions } from './robot/create-robot.ts';
export { tellRobotCause } from './robot/cause-words.ts';
export { sign } from './robot/dingtalk/sign.ts';

export type {
  Config,
  DaemonConfig,
  HttpConfig,
  Person,
  Reminder,
  RenderContext,
  RobotConfig,
} from './config/config.ts';
export type { Problem } from './config/problem.ts';
export type {
  ActionCardMessage,
  Button,
  FeedCardMessage,
  FeedLink,
  LinkMessage,
  MarkdownMessage,
  Mentions,
  Message,
  TextMessage,
} from './message/message.ts';
export type { NetworkProblem } from './network/network-problem.ts';
export type { RobotCause, VendorMeaning } from './robot/cause.ts';
export type { Outcome, Robot, SendOptions } from './robot/robot.ts';
export type { DayMatch } from './schedule/cron-days.ts';
export type { HolidaySource } from './schedule/calendar/holiday-source.ts';
export type { EpochMs } from './schedule/instant.ts';
export type { Due, Occurrence, Timetable } from './schedule/occurrence.ts';
