import { z } from 'zod';
import { nearest } from '../message/nearest.ts';
import { meantKey, RUN_TOGETHER } from './meant-key.ts';
import type { Report } from './report.ts';
import type { Place } from './source.ts';
import { lineRange, positionAt } from './source.ts';
import { suggestionFor } from './suggestion.ts';
import { quoted } from './syntax.ts';
import type { Expected } from './texts/expected.ts';
import { EXAMPLES } from './texts/expected.ts';
import type { Got } from './texts/params.ts';
import type { Entry, Path, Tree } from './tree.ts';
import { entryOf, shown, toData, treeAt } from './tree.ts';

/** zod writes a function for each shape otherwise: for one that is used a few times that takes longer than using it. */
const ONCE = { jitless: true };

/**
 * Holds a tree against its shape and reports every difference where it stands.
 *
 * @param owner the key under which the tree stands: what is missing is reported there.
 */
export function validate<Shape extends z.ZodType>(
  shape: Shape,
  tree: Tree,
  owner: Place,
  report: Report,
): z.infer<Shape> | undefined {
  const result = narrowed(shape, tree).safeParse(toData(tree), ONCE);
  if (result.success) return result.data as z.infer<Shape>;
  const unknownKeys = unknownKeysIn(result.error.issues);
  for (const issue of result.error.issues) reportIssue(issue, [], { tree, owner, report, unknownKeys });
  return undefined;
}

/**
 * An entry without those of its keys that are wrong: what is left can be looked at for more. `undefined` where nothing
 * could be told apart, since the entry is no group or lacks what it must have.
 */
export function soundPart(shape: z.ZodObject, entry: Entry): Entry | undefined {
  const { value } = entry;
  if (value.kind !== 'map') return undefined;
  const issues = narrowed(shape, value).safeParse(toData(value)).error?.issues ?? [];
  const wrong = new Set(issues.flatMap(({ path: [key] }) => (key === undefined ? [] : [String(key)])));
  const entries = value.entries.filter(({ key }) => Object.hasOwn(shape.shape, key) && !wrong.has(key));
  const part = { ...entry, value: { ...value, entries } };
  return narrowed(shape, part.value).safeParse(toData(part.value)).success ? part : undefined;
}

/** Also within alternatives: of a value that is a group or a text. */
function unknownKeysIn(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'invalid_union') return issue.errors.flatMap(unknownKeysIn);
    return issue.code === 'unrecognized_keys' ? issue.keys : [];
  });
}

/**
 * Of a group's shape, the keys that are written, and those that must be. zod asks every key of a shape, and of some
 * forty that a reminder may have a handful is written: what those that are absent could say is nothing.
 */
export function narrowed(shape: z.ZodType, tree: Tree): z.ZodType {
  if (!(shape instanceof z.ZodObject) || tree.kind !== 'map') return shape;
  const keys = tree.entries.map(({ key }) => key);
  const together = keys.join('\n');
  const known = narrowShapes.get(shape) ?? new Map<string, z.ZodType>();
  const narrow = known.get(together) ?? pick(shape, new Set(keys));
  // Whoever has thousands of reminders writes few combinations of keys; what is misspelt could make many.
  if (known.size >= MOST_COMBINATIONS) known.clear();
  narrowShapes.set(shape, known.set(together, narrow));
  return narrow;
}

const narrowShapes = new WeakMap<z.ZodObject, Map<string, z.ZodType>>();
const MOST_COMBINATIONS = 500;

function pick(shape: z.ZodObject, written: ReadonlySet<string>): z.ZodType {
  const kept = Object.entries(shape.shape).filter(
    ([key, value]) => written.has(key) || !(value instanceof z.ZodExactOptional),
  );
  return shape.pick(Object.fromEntries(kept.map(([key]) => [key, true])) as Parameters<typeof shape.pick>[0]);
}

interface Context {
  readonly tree: Tree;
  readonly owner: Place;
  readonly report: Report;
  readonly unknownKeys: readonly string[];
}

type Issue = z.core.$ZodIssue;

function reportIssue(issue: Issue, base: Path, context: Context): void {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') return reportUnknownKeys(issue, path, context);
  if (issue.code === 'invalid_union') {
    const branch = branchMeant(issue.errors);
    if (branch) return branch.forEach((each) => reportIssue(each, path, context));
  }
  const found = treeAt(context.tree, path);
  if (!found) return reportMissing(issue, path, context);
  reportWrong(issue, found, path, context);
}

/** Of the alternatives, the one that takes this kind of value (text, list, map) at all: only it is worth explaining. */
function branchMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function reportUnknownKeys(issue: Issue & { code: 'unrecognized_keys' }, path: Path, { tree, report }: Context): void {
  const known = issue.message.split(' ');
  const owner = treeAt(tree, path);
  for (const name of issue.keys) {
    const entry = entryOf(owner, name);
    if (entry) reportUnknownKey(entry.keyPlace, name, known, report);
  }
}

export function reportUnknownKey(place: Place, name: string, known: readonly string[], report: Report): void {
  if (/^[\u3000\u00A0]/.test(name)) {
    return report.error({ ...place, end: place.start + 1 }, 'yaml-full-width-space', {});
  }
  if (name === '<<') return report.error(place, 'yaml-merge-key', {});
  const meant = meantKey(name, known);
  if (meant !== undefined && reportRunTogether(place, name, report)) return;
  report.error(place, 'unknown-key', { key: shown(place), known, ...(meant === undefined ? {} : { nearest: meant }) });
}

/** `{at:"08:30"}`, `at：08:30`: the key is known, but nothing parts it from its value. */
function reportRunTogether(place: Place, name: string, report: Report): boolean {
  const { key, colon, rest = '' } = RUN_TOGETHER.exec(name)?.groups ?? {};
  if (key === undefined) return false;
  const start = place.start + shown(place).indexOf(key) + key.length;
  const gap = colon === ':' ? (/^[\u3000\u00A0]+/.exec(rest)?.[0].length ?? 0) : 0;
  if (gap > 0) report.error({ ...place, start: start + 1, end: start + 1 + gap }, 'yaml-full-width-gap', {});
  else {
    const code = colon === ':' ? 'yaml-space-after-colon' : 'yaml-full-width-colon';
    report.error({ ...place, start, end: start + 1 }, code, { key });
  }
  return true;
}

/** What stands where a group of names should: a file or a section. */
export function reportWrongGroup(tree: Tree, expected: Expected, report: Report): void {
  if (!trap(tree, expected, report)) report.error(tree.place, 'wrong-value', { expected, got: gotOf(tree) });
}

function reportMissing(issue: Issue, path: Path, { tree, owner, report, unknownKeys }: Context): void {
  // It is there, misspelt, which is reported where it stands.
  if (unknownKeys.some((key) => meantKey(key, [String(path.at(-1))]) !== undefined)) return;
  const parent = path.length > 1 ? entryOf(treeAt(tree, path.slice(0, -2)), path.at(-2) ?? '')?.keyPlace : owner;
  const place = parent ?? treeAt(tree, path.slice(0, -1))?.place ?? owner;
  report.error(place, 'missing-key', { key: String(path.at(-1)), expected: expectedOf(issue) });
}

function reportWrong(issue: Issue, found: Tree, path: Path, { report }: Context): void {
  const { place } = found;
  if (found.kind === 'scalar' && found.fromEnvironment) {
    return report.error(place, 'bad-environment-value', { written: shown(place) });
  }
  const got = gotOf(found);
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String);
    const meant = found.kind === 'scalar' ? nearest(found.text ?? '', choices) : undefined;
    return report.error(place, 'wrong-choice', { choices, got, ...(meant === undefined ? {} : { nearest: meant }) });
  }
  const expected = expectedOf(issue);
  if (trap(found, expected, report)) return;
  const suggestion =
    found.kind === 'scalar' && found.text !== undefined ? suggestionFor(expected, found.text) : undefined;
  const key = path.findLast((step) => typeof step === 'string');
  report.error(place, 'wrong-value', {
    expected,
    got,
    ...(key === undefined ? {} : { key }),
    ...(suggestion === undefined
      ? {}
      : { suggestion: typeof path.at(-1) === 'number' ? suggestion : keyed(key, suggestion) }),
  });
}

/** What YAML made something else of than was meant. */
function trap(found: Tree, expected: Expected, report: Report): boolean {
  const written = shown(found.place);
  if (isEmptyBlock(found) && hasLineBelow(found.place)) {
    report.error(found.place, 'yaml-block-indent', {});
    return true;
  }
  if (found.kind !== 'scalar') {
    // `text: {name}` is a map to YAML, `text: [提醒]` a list.
    if (!/^[{[]/.test(written) || !TEXTUAL.has(expected)) return false;
    const suggestion = quoted(written);
    const character = written.charAt(0);
    report.error(found.place, 'yaml-quote-needed', { character, ...(suggestion === undefined ? {} : { suggestion }) });
    return true;
  }
  // `lunch：` and what should have stood below it.
  const colon = GROUPS.has(expected) ? written.indexOf('：') : -1;
  if (colon <= 0) return false;
  const start = found.place.start + colon;
  report.error({ ...found.place, start, end: start + 1 }, 'yaml-full-width-colon', { key: written.slice(0, colon) });
  return true;
}

const TEXTUAL: ReadonlySet<Expected> = new Set(['text', 'title', 'words', 'name', 'tags', 'keywords']);
const GROUPS: ReadonlySet<Expected> = new Set([
  'file',
  'robots',
  'people',
  'calendars',
  'reminders',
  'daemon',
  'http',
  'robot',
  'person',
  'defaults',
  'reminder',
]);

function gotOf(found: Tree): Got {
  if (found.kind === 'list' && found.items.length === 0) return { kind: 'empty-list' };
  if (found.kind !== 'scalar') return { kind: found.kind };
  return found.text === undefined || isEmptyBlock(found)
    ? { kind: 'nothing' }
    : { kind: 'text', written: shown(found.place) };
}

function isEmptyBlock(found: Tree): boolean {
  return found.kind === 'scalar' && found.text === '' && (found.style === 'literal' || found.style === 'folded');
}

/** The next line is no deeper, or it would be the block's, and so may have been meant to be. */
function hasLineBelow({ source, start }: Place): boolean {
  const { end } = lineRange(source, positionAt(source, start).line);
  return /^\r?\n[ \t]+\S/.test(source.text.slice(end));
}

function expectedOf({ message }: Issue): Expected {
  return Object.hasOwn(EXAMPLES, message) ? (message as Expected) : 'text';
}

function keyed(key: PropertyKey | undefined, value: string): string {
  return key === undefined ? value : `${String(key)}: ${value}`;
}
