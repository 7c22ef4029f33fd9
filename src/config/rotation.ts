import { parseRotation, type RotationText } from '../schedule/parse-rotation.ts';
import type { Person } from './config.ts';
import { either, list, oneOrMore } from './decode/collections.ts';
import { field, group, needed, type Part, treeOf, writtenEntry } from './decode/group.ts';
import { matching, reference, words } from './decode/scalars.ts';
import { checkName, type Names } from './names.ts';
import { KEYS_OF_PEOPLE } from './days-of-people.ts';
import { EVERYONE, peopleMeant } from './mention.ts';
import { meantKey } from './meant-key.ts';
import { own, type Printable, vouched } from './printable.ts';
import { reportFault } from './report-fault.ts';
import type { Report } from './report.ts';
import { suggestionFor } from './suggestion.ts';

/** Turns of workdays are counted one by one from there: a year that is mistyped must not take minutes. */
const RECENT_DATE = /^2[01]\d{2}-\d{2}-\d{2}$/;

const person = reference('rotate-people');

const rotate = group('rotate', {
  people: needed(
    oneOrMore(either(person, list(person, 'rotate-people', { least: 1 }), 'rotate-people'), 'rotate-people'),
    '轮流的人，按顺序；一起值班的写 [a, b] · people in the order of their turns, [a, b] together',
  ),
  every: field(
    words('turn'),
    '多久换一次：1 week、2 days、1 month、1 workday、1 time（每次）· how long a turn lasts, 1 week',
  ),
  from: field(
    matching('first-turn', RECENT_DATE),
    '第一个人从哪天开始，只有 1 time 可以不写 · first day of the first turn: 2026-11-02',
  ),
});

export const ROTATE = field(
  rotate,
  '轮流值班：{ people: [xiaoming, lili], every: 1 week, from: 2026-11-02 } · people take turns',
);

type RotatePart = Part<{ rotate: typeof ROTATE }>;

interface RotationContext {
  readonly people: ReadonlyMap<string, Person>;
  readonly peopleNames: Names;
  readonly report: Report;
}

/** `rotate:` of a reminder; `undefined` when there is none, or something in it is wrong. */
export function resolveRotation(
  part: RotatePart,
  { people, peopleNames, report }: RotationContext,
): RotationText | undefined {
  const { rotate } = part;
  const entry = writtenEntry(part, 'rotate');
  const other = KEYS_OF_PEOPLE.find((key) => writtenEntry(part, key));
  // A birthday is somebody's already.
  if (entry && other) report.error(entry.keyPlace, 'keys-exclude', { key: own('rotate'), other: vouched(other) });
  if (!rotate) return undefined;
  for (const written of rotate.people.flat()) {
    const meant = EVERYONE.test(written.value) ? everyone(peopleNames) : peopleMeant(written.value, people);
    checkName(written, 'unknown-person', peopleNames, report, meant);
  }
  const parsed = parseRotation({
    people: rotate.people.map((each) => ('value' in each ? each.value : each.map(({ value }) => value))),
    ...(rotate.from && { from: rotate.from.value }),
    ...(rotate.every && { every: rotate.every.value }),
  });
  if (parsed.kind === 'rotation') return parsed;
  if (parsed.code === 'no-start') {
    // Misspelt it is there, which is reported where it stands.
    const isMisspelt = treeOf(rotate).entries.some(({ key }) => meantKey(key, ['from']) !== undefined);
    if (entry && !isMisspelt) report.error(entry.keyPlace, 'missing-key', { key: own('from'), expected: 'first-turn' });
    return undefined;
  }
  const at = { 'unknown-turn': rotate.every, 'unknown-start': rotate.from }[parsed.code] ?? rotate.people.flat()[0];
  if (!at) return undefined;
  const turn =
    parsed.code === 'unknown-turn' && !at.scalar.fromEnvironment ? suggestionFor('turn', vouched(at.value)) : undefined;
  const hint = turn !== undefined && { hint: { zh: `写成 every: ${turn}`, en: `write every: ${turn}` } };
  reportFault(at.scalar, { ...parsed, ...hint }, report);
  return undefined;
}

/** `all` means nothing here: the order is that of the turns. */
function everyone({ all }: Names): Printable | undefined {
  return all.length > 1 && all.length <= 12 ? vouched(`[${all.join(', ')}]`) : undefined;
}
