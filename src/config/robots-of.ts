import type { Written } from './decode/decoder.ts';
import { type Fields, type Part, writtenEntry } from './decode/group.ts';
import { hasMisspelt } from './keys.ts';
import { checkName, type Names } from './names.ts';
import { own, vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Defaults, SHARED } from './section-defaults.ts';
import type { Entry } from './tree.ts';

export type RobotsPart = Part<Pick<typeof SHARED, 'robot' | 'robots'>>;

interface RobotsContext {
  readonly defaults: Defaults;
  readonly robots: Names;
  readonly report: Report;
}

/**
 * Where it goes: its own `robot` or `robots`, else the defaults'; `undefined` where nothing says, which is reported.
 *
 * @param fields the keys that such an entry may have
 */
export function robotsOf(
  { key, keyPlace, value }: Pick<Entry, 'key' | 'keyPlace' | 'value'>,
  part: RobotsPart,
  fields: Fields,
  { report, defaults, robots }: RobotsContext,
): readonly string[] | undefined {
  const own = ownRobotsOf(part, { robots, report });
  if (own) return own.length === 0 ? undefined : own;
  const inherited = namesIn(defaults);
  if (inherited.length > 0) return inherited.map((each) => each.value);
  const isTold = value.kind !== 'map' || hasMisspelt(value, ['robot', 'robots'], fields);
  if (!robots.incomplete && !isTold) {
    report.error(keyPlace, 'no-robot', { reminder: vouched(key), known: robots.all });
  }
  return undefined;
}

/** What it says of its own; `undefined` where it says nothing. */
export function ownRobotsOf(
  part: RobotsPart,
  { robots, report }: Pick<RobotsContext, 'robots' | 'report'>,
): readonly string[] | undefined {
  const [one, several] = [writtenEntry(part, 'robot'), writtenEntry(part, 'robots')];
  if (!one && !several) return undefined;
  if (one && several) report.error(several.keyPlace, 'keys-exclude', { key: own('robot'), other: own('robots') });
  const written = namesIn(part);
  for (const each of written) checkName(each, 'unknown-robot', robots, report);
  return [...new Set(written.map((each) => each.value))];
}

function namesIn({ robot, robots = [] }: RobotsPart | Defaults): readonly Written[] {
  return robot ? [robot, ...robots] : robots;
}
