import type { Calendar } from '../schedule/calendar/calendar.ts';
import { fault } from '../schedule/fault.ts';
import type { Quiet } from '../schedule/quiet.ts';
import { parseWindow } from '../schedule/window.ts';
import { DAY_SECONDS } from '../schedule/civil.ts';
import { zone } from '../schedule/zone.ts';
import type { QuietHours } from './config.ts';
import { checked } from './decode/checked.ts';
import { either, noneOrMore } from './decode/collections.ts';
import type { Spot } from './decode/decoder.ts';
import { type AnyPart, field, type Group, group, writtenEntry } from './decode/group.ts';
import { boolean, choice, words } from './decode/scalars.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { hookEvent } from './hook-event-name.ts';
import { reportGuessed } from './report-guessed.ts';
import { timezone } from './values.ts';

const window = checked(words('quiet-between'), (written, { report }) => {
  const read = parseWindow(written.value);
  const isWholeDay = read.kind === 'window' && read.untilSecond - read.fromSecond >= DAY_SECONDS;
  if (read.kind === 'window' && !isWholeDay) return read;
  sayUnlessHidden(written.scalar, report, (text) => {
    const { place } = written;
    if (read.kind === 'window') report.fault(place, ALWAYS);
    else if (read.code === 'empty-window') report.fault(place, { ...read, hint: ALWAYS.hint });
    else if (text === undefined) report.fault(place, read);
    else reportGuessed('between', { text, place }, read, report);
  });
  return undefined;
});

const ALWAYS = fault(
  'quiet-always',
  { zh: '全天都安静，就永远不发了', en: 'quiet all day long, every day: nothing would ever be told' },
  {
    zh: '写一段时间，例如 between: "22:00-08:30"',
    en: 'write a part of the day, for example between: "22:00-08:30"',
  },
);

const FIELDS = {
  between: field(window, '每天什么时间段，"22:00-08:30"，可以跨过午夜 · window of the day, or of a night'),
  daysOff: field(boolean, '休息日全天 · days that are no workdays, all day, false'),
  except: field(noneOrMore(hookEvent, 'events'), 'hook 的哪些事件照样发 · events of hooks that are told all the same'),
  timezone: field(timezone, '按哪个时区 · time zone: Asia/Shanghai'),
};

const { except: _ofHooks, ...OF_REMINDERS } = FIELDS;

/** `quiet: { between: "22:00-08:30", daysOff: true }`. */
export const quiet = checked(group('quiet', FIELDS), read);

/** The same, or `robot`: that of the robots; or `off`: none. */
export const reminderQuiet = either(
  choice('robot', 'off'),
  checked(group('quiet', OF_REMINDERS), read),
  'reminder-quiet',
);

type Part = Partial<Group<typeof FIELDS>> & AnyPart;

function read(written: Part, { owner, report }: Spot): QuietHours | undefined {
  const { between, daysOff, except = [], timezone: zoned } = written;
  if (!between && daysOff?.value !== true) {
    if (!writtenEntry(written, 'between')) report.fault(owner, NEVER);
    return undefined;
  }
  return {
    ...(between && { window: between }),
    daysOff: daysOff?.value ?? false,
    ...(except.length > 0 && { except: except.map(({ value }) => value) }),
    ...(zoned && { timezone: zoned.value }),
  };
}

const NEVER = fault(
  'quiet-never',
  { zh: 'quiet 没有写什么时候安静', en: 'quiet does not say when it is quiet' },
  {
    zh: '写 quiet: { between: "22:00-08:30" }，休息日全天安静再加 daysOff: true',
    en: 'write quiet: { between: "22:00-08:30" }; for days off as well add daysOff: true',
  },
);

/** Quiet hours as they run. */
export function runQuiet(
  { window: hours, daysOff, timezone: own }: QuietHours,
  { timezone: fallback, calendar }: { readonly timezone: string; readonly calendar: Calendar },
): Quiet {
  return {
    zone: zone(own ?? fallback),
    ...(hours && { window: hours }),
    ...(daysOff && { isDayOff: (day) => !calendar.isWorkday(day) }),
  };
}
