import { isForMerging, reportUnknownKey } from './decode/unknown-key.ts';
import { reportWrongGroup } from './decode/wrong.ts';
import { meantKey } from './meant-key.ts';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import { SECTION_NAMES, type SectionName, SECTIONS } from './sections.ts';
import { fileAndLine } from './source.ts';
import type { Place } from './source.ts';
import type { Expected } from './texts/expected.ts';
import type { Entry, Tree } from './tree.ts';
import { entryOf, isNothing, shown } from './tree.ts';

/** All files taken together: the entries of each section, names unique, each still as written. */
export interface Merged {
  /** Of a section that stands in one file only, the section itself. */
  readonly entries: ReadonlyMap<SectionName, readonly Entry[]>;
  /** Something stands where it belongs to no section: a name that is not known may be in it. */
  readonly incomplete: boolean;
}

/** Merges what the files say. A name that stands in two of them is reported at the second, naming the first. */
export function merge(files: readonly Tree[], report: Report): Merged {
  const parts = new Map<SectionName, Entry[]>(SECTION_NAMES.map((section) => [section, []]));
  let incomplete = false;
  for (const file of files) {
    let above: SectionName | undefined;
    for (const entry of entriesOf(file, 'file', report)) {
      const section = SECTION_NAMES.find((each) => each === entry.key);
      above = section ?? above;
      const belongsTo = section ?? reportOutside(entry, above, report);
      incomplete ||= section === undefined;
      if (belongsTo !== undefined) parts.get(belongsTo)?.push(entry);
    }
  }
  const entries = SECTION_NAMES.map((section) => {
    const written = parts.get(section) ?? [];
    const isSingle = SECTIONS[section].kind === 'single';
    return [section, isSingle ? single(section, written, report) : namedEntries(section, written, report)] as const;
  });
  return { entries: new Map(entries), incomplete };
}

/** What stands beside the sections; where a section of names was meant, it is taken for that. */
function reportOutside(entry: Entry, above: SectionName | undefined, report: Report): SectionName | undefined {
  const { key, keyPlace, value } = entry;
  const meant = SECTION_NAMES.find((each) => each === meantKey(key, SECTION_NAMES));
  if (
    meant === undefined &&
    !isForMerging(key) &&
    value.kind === 'map' &&
    (above !== undefined || isLikeReminder(entry))
  ) {
    const name = shown(keyPlace);
    if (above === undefined) report.error(keyPlace, 'outside-section', { name });
    else report.error(keyPlace, 'not-indented', { name, section: vouched(above) });
    return undefined;
  }
  reportUnknownKey(entry, [], SECTION_NAMES.map(vouched), report);
  // What is wrong within it is told at once.
  return meant !== undefined && SECTIONS[meant].kind === 'named' ? meant : undefined;
}

/** A group that says when something fires, or what. */
function isLikeReminder({ value }: Entry): boolean {
  return ['at', 'cron', 'every', 'text', 'markdown'].some((key) => entryOf(value, key));
}

function single(section: SectionName, [first, ...others]: readonly Entry[], report: Report): readonly Entry[] {
  if (!first) return [];
  for (const { keyPlace } of others) {
    report.error(keyPlace, 'duplicate-section', {
      section: vouched(section),
      first: vouched(fileAndLine(first.keyPlace)),
    });
  }
  return [first];
}

/** No value means an empty group: a section whose lines are all commented out. */
function entriesOf(tree: Tree, expected: Expected, report: Report): readonly Entry[] {
  if (tree.kind === 'map') return tree.entries;
  if (!isNothing(tree)) reportWrongGroup(tree, expected, report);
  return [];
}

function namedEntries(section: SectionName, parts: readonly Entry[], report: Report): readonly Entry[] {
  const first = new Map<string, Place>();
  const entries: Entry[] = [];
  const all = parts.flatMap(({ value }) => entriesOf(value, SECTIONS[section].expected, report));
  const flat = flatEntries(section, all, report);
  for (const entry of all) {
    if (flat.has(entry)) continue;
    const name = entry.key;
    const before = first.get(name);
    if (before !== undefined) {
      report.error(entry.keyPlace, 'duplicate-name', {
        section: vouched(section),
        name: shown(entry.keyPlace),
        first: vouched(fileAndLine(before)),
      });
    } else if (!isName(name)) {
      report.error(entry.keyPlace, 'bad-name', { name: shown(entry.keyPlace) });
    } else {
      first.set(name, entry.keyPlace);
      entries.push(entry);
    }
  }
  return entries;
}

/**
 * A name with nothing in it, and after it what belongs into it at the same depth (`lunch:`, `at:`, `text:`): reported
 * once, at the first line that is not deep enough.
 */
function flatEntries(section: SectionName, entries: readonly Entry[], report: Report): ReadonlySet<Entry> {
  const flat = new Set<Entry>();
  let owner: Entry | undefined;
  for (const entry of entries) {
    if (owner && entry.value.kind !== 'map' && Object.hasOwn(SECTIONS[section].entry.fields, entry.key)) {
      if (!flat.has(owner)) {
        report.error(entry.keyPlace, 'not-indented', { name: shown(entry.keyPlace), section: shown(owner.keyPlace) });
      }
      flat.add(owner).add(entry);
    } else {
      owner = isNothing(entry.value) ? entry : undefined;
    }
  }
  return flat;
}

/** Ids stand in keys of the store, in URLs and on command lines. */
function isName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\-_.]{0,63}$/u.test(name);
}
