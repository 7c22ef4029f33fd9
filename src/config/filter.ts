import { isCalendarDays } from '../schedule/calendar/calendar-days.ts';
import { parseDayOfWeek, type DayRange } from '../schedule/filter.ts';
import type { FilterConfig, OnDay } from './config.ts';
import { alternateWeeks } from './alternate-weeks.ts';
import { ACTIVE } from './active.ts';
import { noneOrMore, oneOrMore } from './decode/collections.ts';
import type { Decoder, Written } from './decode/decoder.ts';
import { field, type Part } from './decode/group.ts';
import { NOT_EMPTY, refusing, reportIfAny, scalar } from './decode/scalars.ts';
import { wrongList } from './decode/wrong.ts';
import { negationInList } from './negation-guess.ts';
import { vouched } from './printable.ts';
import { entryOf, type Tree } from './tree.ts';
import { dayRange } from './values.ts';

const day = scalar(
  'on',
  NOT_EMPTY,
  readDay,
  refusing((written, { place }, report) => reportIfAny(alternateWeeks(written, 'on'), place, report)),
);

function readDay(written: string): OnDay | undefined {
  const text = written.trim();
  if (text === 'weekdays' || text === 'weekends' || isCalendarDays(text)) return text;
  return parseDayOfWeek(text);
}

/** `on: { schedule: [{ cron: "0 9 * * *" }] }` of GitHub Actions, which counts in UTC. */
function actionsCrons(tree: Tree): readonly string[] | undefined {
  const schedule = tree.kind === 'map' ? entryOf(tree, 'schedule')?.value : undefined;
  const crons = schedule?.kind === 'list' ? schedule.items.map((item) => entryOf(item, 'cron')?.value) : [];
  const texts = crons.flatMap((cron) =>
    cron?.kind === 'scalar' && !cron.fromEnvironment && cron.text !== undefined ? [`"${cron.text}"`] : [],
  );
  if (texts.length === 0 || texts.length < crons.length) return undefined;
  return [`cron: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`, 'timezone: UTC'];
}

/** `["-sat", "-sun"]`: said of the whole list at once, whatever else stands in it. */
function days(key: 'on' | 'unless'): Decoder<readonly Written<OnDay>[]> {
  const each = oneOrMore(day, 'on');
  return {
    ...each,
    read(tree, spot) {
      const actions = actionsCrons(tree);
      if (actions) return wrongList(tree, 'on', actions.map(vouched), spot.report);
      const items = tree.kind === 'list' ? tree.items : [];
      const texts = items.flatMap((item) =>
        item.kind === 'scalar' && !item.fromEnvironment && item.text !== undefined ? [item.text] : [],
      );
      const lines = texts.length === items.length ? negationInList(texts, key) : undefined;
      const wrong = lines && items.find((item) => item.kind === 'scalar' && readDay(item.text ?? '') === undefined);
      return lines && wrong ? wrongList(wrong, 'on', lines.map(vouched), spot.report) : each.read(tree, spot);
    },
  };
}

export const FILTER_FIELDS = {
  on: field(
    days('on'),
    '只在：workdays 工作日（含调休）、days-off 休息日、holidays、before-holiday、after-holiday、last-workday-of-week、last-workday-before-holiday、weekdays 周一到周五、weekends、[mon, wed] · only on these days',
  ),
  unless: field(days('unless'), '除了这些日子，写法同 on · not on these days'),
  skip: field(noneOrMore(dayRange('skip'), 'skip'), '跳过的日期，2026-02-16..2026-02-22 · dates to leave out'),
  active: ACTIVE,
};

type FilterPart = Part<typeof FILTER_FIELDS>;

/** `on`, `unless`, `skip` and `active` of a reminder. */
export function resolveFilter({ on, unless, skip = [], active }: FilterPart): FilterConfig {
  const ranges: readonly DayRange[] = skip.map(({ value }) => value);
  return {
    ...(on && { on: on.map(({ value }) => value) }),
    ...(unless && { unless: unless.map(({ value }) => value) }),
    ...(ranges.length > 0 && { skip: ranges }),
    ...active,
  };
}
