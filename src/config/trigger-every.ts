import { parseIsoDate } from '../schedule/civil.ts';
import { parseDuration } from '../schedule/duration.ts';
import { parseEvery } from '../schedule/every.ts';
import { type Fault, fault } from '../schedule/fault.ts';
import { DAY, HOUR } from '../schedule/instant.ts';
import { checkRun } from '../schedule/interval.ts';
import { type Interval, parseInterval } from '../schedule/parse-interval.ts';
import { textOf } from './decode/decoder.ts';
import { field, type Part, treeOf, writtenEntry } from './decode/group.ts';
import { patternSchema, refusing, reportIfAny, scalar, words } from './decode/scalars.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import { alternateWeeks } from './alternate-weeks.ts';
import { endBeside } from './meant-entry.ts';
import { own, vouched } from './printable.ts';
import { reportFault } from './report-fault.ts';
import { reportGuessed } from './report-guessed.ts';
import type { Report } from './report.ts';
import { entryOf, shown, type Tree } from './tree.ts';
import type { DayTrigger, Trigger } from './trigger.ts';
import { date } from './values.ts';

/** A grid within the day, or an interval of dates. */
const EVERY = /^(?:\d{1,8}[smhd]|(?:[1-9]\d{0,3} *)?(?:day|week|month|year)s?)$/;
const RUN = /^(?:[1-9]\d{0,3} *)?(?:day|week)s?$/;

type Every =
  | { readonly kind: 'grid'; readonly ms: number }
  | { readonly kind: 'interval'; readonly interval: Interval };

const every = scalar(
  'every',
  patternSchema(EVERY),
  readEvery,
  refusing((written, { place }, report) => reportIfAny(alternateWeeks(written, 'every'), place, report)),
);

function readEvery(written: string): Every | undefined {
  const interval = EVERY.test(written) ? parseInterval(written) : undefined;
  if (interval) return { kind: 'interval', interval };
  const ms = parseDuration(written);
  return ms === undefined ? undefined : { kind: 'grid', ms };
}

const run = scalar('run', patternSchema(RUN), (written) => (RUN.test(written) ? parseInterval(written) : undefined));

/** What begins beside an `until` that is told about is told with it. */
const from: typeof date = {
  ...date,
  read(tree, spot) {
    const isTold = endBeside('from', spot.beside ?? []) !== undefined && tree.kind === 'scalar';
    return isTold && parseIsoDate(tree.text ?? '') === undefined ? undefined : date.read(tree, spot);
  },
};

export const EVERY_FIELDS = {
  every: field(
    every,
    '每隔多久，45m；或 2 weeks（天、周、月、年），从 from 起 · interval: 45m, or 2 weeks from a date',
  ),
  from: field(from, 'every: 2 weeks 的第一天 · first date of every: 2 weeks: 2026-12-02'),
  for: field(run, 'every: 6 days 里连续几天，4 days · so many days in a row'),
  between: field(words('between'), '在什么时间段内，"09:30-18:00"，可以跨过午夜 · window of the day, or of a night'),
};

type EveryPart = Part<typeof EVERY_FIELDS>;

/** `every: 2 weeks`, or what may have been meant so: then `at` is only a time of day. */
export function isEveryDays(reminder: Tree): boolean {
  const written = entryOf(reminder, 'every')?.value;
  const text = written?.kind === 'scalar' ? written.text : undefined;
  return text !== undefined && !((parseDuration(text) ?? Number.POSITIVE_INFINITY) <= DAY);
}

/** A grid of wall times within each day. */
export function resolveGrid(part: EveryPart, report: Report): Trigger | undefined {
  const { every, between } = part;
  // Keys that only an interval of days and more has.
  for (const key of ['from', 'for']) {
    const entry = writtenEntry(part, key);
    if (entry && every && !endBeside(key, treeOf(part).entries)) report.fault(entry.keyPlace, onlyWithDates(key));
  }
  if (every?.value.kind !== 'grid' || (!between && writtenEntry(part, 'between'))) return undefined;
  const grid = parseEvery(every.value.ms, between?.value);
  if (grid.kind === 'grid') {
    if (!between && isUneven(every.value.ms)) reportFault(every.scalar, unevenGrid(every.value.ms), report, WARNING);
    const rhythm = { kind: 'every', interval: textOf(every), ...(between && { between: between.value }) } as const;
    return { rhythm, text: ['every', rhythm.interval, ...(between ? [between.value] : [])].join(' ') };
  }
  const { scalar } = grid.code === 'bad-interval' || !between ? every : between;
  sayUnlessHidden(scalar, report, (text) => {
    if (grid.code !== 'unknown-window' || text === undefined) report.fault(scalar.place, grid);
    else reportGuessed('between', { text, place: scalar.place }, grid, report);
  });
  return undefined;
}

const WARNING = { severity: 'warning' } as const;

/** Of hours, where the day ends with a shorter gap: of minutes nobody sees it. */
function isUneven(ms: number): boolean {
  return ms > HOUR && DAY % ms !== 0;
}

function unevenGrid(ms: number): Fault {
  const last = new Date(DAY - (DAY % ms)).toISOString().slice(11, 16);
  return fault(
    'every-uneven',
    {
      zh: `每天从 00:00 重新数起：${last} 之后，下一次是 00:00`,
      en: `each day it is counted from 00:00 anew: after ${last} comes 00:00`,
    },
    {
      zh: '要间隔相等就用 2h、3h、4h、6h、8h 或 12h；只在一段时间里就加上 between: "08:00-22:00"',
      en: 'for even gaps use 2h, 3h, 4h, 6h, 8h or 12h; for part of the day add between: "08:00-22:00"',
    },
  );
}

/** `every` of days and more, with `from` and `for`; `on` chooses among the days of a week. */
export function resolveInterval(part: EveryPart, report: Report): DayTrigger | undefined {
  const { every: written, from, for: run } = part;
  if (written?.value.kind !== 'interval') return undefined;
  const { interval: every } = written.value;
  const between = writtenEntry(part, 'between');
  if (between) {
    const other = vouched(`every: ${shown(written.place)}`);
    report.error(between.keyPlace, 'keys-exclude', { key: own('between'), other });
  }
  if (!writtenEntry(part, 'from')) reportFault(written.scalar, withoutStart(shown(written.place)), report);
  const wrong = run && checkRun(every, run.value, textOf(run));
  if (wrong) reportFault(run.scalar, wrong, report);
  if (!from || wrong) return undefined;
  const days = run && { days: run.value.count * (run.value.unit === 'week' ? 7 : 1) };
  const text = [`every ${textOf(written)}`, ...(run ? [`for ${textOf(run)}`] : []), `from ${textOf(from)}`];
  const chosen = writtenEntry(part, 'on') && { wholeWeeks: true as const };
  return { rhythm: { kind: 'interval', every, from: from.value, ...days, ...chosen }, text: text.join(' ') };
}

function withoutStart(written: string): Fault {
  return fault(
    'interval-without-from',
    { zh: `every: ${written} 要从一个日子算起`, en: `every: ${written} has to count from a date` },
    { zh: '加上第一天，例如 from: 2026-12-01', en: 'add its first date, for example from: 2026-12-01' },
  );
}

function onlyWithDates(key: string): Fault {
  return fault(
    'only-with-dates',
    {
      zh: `“${key}”要和 every: 2 weeks 这样按天、周、月、年的间隔一起用`,
      en: `"${key}" goes with an every of days, weeks, months or years, such as 2 weeks`,
    },
    {
      zh: `删掉 ${key}；只想从某一天开始，就写 active: { from: 2026-12-01 }`,
      en: `delete ${key}; to begin on a date, write active: { from: 2026-12-01 }`,
    },
  );
}
