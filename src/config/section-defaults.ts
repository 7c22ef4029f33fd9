import { field, group, type Part } from './decode/group.ts';
import { boolean } from './decode/scalars.ts';
import { single } from './decode/section.ts';
import { checkName, type Names } from './names.ts';
import type { Report } from './report.ts';
import { spread } from './spread.ts';
import { calendarName, catchUp, duration, robotName, robotNames, timezone } from './values.ts';

/** What a reminder may say as well, in the same words. */
export const SHARED = {
  robot: field(robotName, '由哪个机器人发 · robot that sends it'),
  robots: field(robotNames, '由哪几个机器人发 · robots that send it'),
  calendar: field(calendarName, '哪份工作日历 · calendar of workdays'),
  timezone: field(timezone, '时区 · time zone: Asia/Shanghai'),
  late: field(duration, '最多晚多久还发，15m · how late it may still be sent'),
  catchUp: field(catchUp, '错过几次时补发哪些 · which of several late ones are sent: latest'),
  coalesce: field(boolean, '积压太多时可以合并成一条发送 · may be merged into one message when many pile up, true'),
  spread: field(
    spread,
    '错开发送：固定错后一点，2m；每天不一样：{ within: 30m, each: day } · each reminder so much later at most, 2m',
  ),
};

const defaults = group('defaults', SHARED);

export const defaultsSection = single(defaults, '默认值，只写在一个文件里 · defaults, in one file only');

export type Defaults = Partial<Part<(typeof defaults)['fields']>>;

/** Everything that `defaults:` refers to must be there. */
export function checkDefaults(
  { robot, robots = [], calendar }: Defaults,
  known: { readonly robots: Names; readonly calendars: Names },
  report: Report,
): void {
  for (const each of [...(robot ? [robot] : []), ...robots]) checkName(each, 'unknown-robot', known.robots, report);
  if (calendar) checkName(calendar, 'unknown-calendar', known.calendars, report);
}
