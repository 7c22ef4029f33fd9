import type { Config, Reminder, RobotConfig } from '../../src/config/config.ts';
import { createCalendar } from '../../src/schedule/calendar/calendar.ts';
import { DAY } from '../../src/schedule/instant.ts';

/** A configuration as `config/` would resolve it; one sandbox robot `team` unless told otherwise. */
export function config(
  reminders: readonly Reminder[],
  robots: readonly RobotConfig[] = [robotConfig('team')],
  dataDirectory = '/nowhere',
): Config {
  return {
    directory: 'schedules',
    daemon: {
      timezone: 'Asia/Shanghai',
      locale: 'zh-CN',
      dataDirectory,
      http: { host: '127.0.0.1', port: 0, publicHosts: [] },
      retentionMs: 90 * DAY,
      proxy: [],
    },
    robots: new Map(robots.map((robot) => [robot.name, robot])),
    people: new Map(),
    calendars: new Map(),
    defaultCalendar: createCalendar(),
    reminders: reminders.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    variables: [],
    hooks: new Map(),
    warnings: [],
  };
}

export function robotConfig(name: string, options: Partial<RobotConfig> = {}): RobotConfig {
  return {
    name,
    webhook: { kind: 'sandbox' },
    keywords: [],
    limit: { perMinute: 20, perMonth: 3_000 },
    source: { file: 'schedules/test.yaml', line: 1, column: 3 },
    ...options,
  };
}
