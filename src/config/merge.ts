import { nearest } from '../message/nearest.ts';
import { meantKey } from './meant-key.ts';
import type { Report } from './report.ts';
import { SECTIONS, SHAPES } from './shape.ts';
import type { Section } from './shape.ts';
import { fileAndLine } from './source.ts';
import type { Place } from './source.ts';
import type { Entry, Tree } from './tree.ts';
import { entryOf, shown } from './tree.ts';
import { reportUnknownKey, reportWrongGroup } from './validate.ts';

/** All files taken together, names unique, each entry still as written. */
export interface Merged {
  readonly daemon: Entry | undefined;
  readonly defaults: Entry | undefined;
  readonly robots: readonly Entry[];
  readonly people: readonly Entry[];
  readonly calendars: readonly Entry[];
  readonly reminders: readonly Entry[];
  /** Something stands where it belongs to no section: a name that is not known may be in it. */
  readonly incomplete: boolean;
}

/** Merges what the files say. A name that stands in two of them is reported at the second, naming the first. */
export function merge(files: readonly Tree[], report: Report): Merged {
  const sections = new Map<Section, Entry[]>(SECTIONS.map((section) => [section, []]));
  let incomplete = false;
  for (const file of files) {
    let above: Section | undefined;
    for (const entry of entriesOf(file, 'file', report)) {
      const section = SECTIONS.find((each) => each === entry.key);
      if (section !== undefined) {
        sections.get(section)?.push(entry);
        above = section;
        continue;
      }
      incomplete = true;
      const meant = SECTIONS.find((each) => each === meantKey(entry.key, SECTIONS));
      if (meant === undefined && entry.value.kind === 'map' && (above !== undefined || isLikeReminder(entry))) {
        const name = shown(entry.keyPlace);
        if (above === undefined) report.error(entry.keyPlace, 'outside-section', { name });
        else report.error(entry.keyPlace, 'not-indented', { name, section: above });
        continue;
      }
      reportUnknownKey(entry.keyPlace, entry.key, SECTIONS, report);
      // What is wrong within it is told at once.
      if (meant !== undefined && meant !== 'daemon' && meant !== 'defaults') sections.get(meant)?.push(entry);
    }
  }
  const single = (section: 'daemon' | 'defaults'): Entry | undefined => {
    const [first, ...others] = sections.get(section) ?? [];
    for (const { keyPlace } of others) {
      report.error(keyPlace, 'duplicate-section', { section, first: first ? fileAndLine(first.keyPlace) : '' });
    }
    return first;
  };
  const named = (section: NamedSection): readonly Entry[] => namedEntries(section, sections.get(section) ?? [], report);
  return {
    daemon: single('daemon'),
    defaults: single('defaults'),
    robots: named('robots'),
    people: named('people'),
    calendars: named('calendars'),
    reminders: named('reminders'),
    incomplete,
  };
}

/** A group that says when something fires, or what. */
function isLikeReminder({ value }: Entry): boolean {
  return ['at', 'cron', 'every', 'text', 'markdown'].some((key) => entryOf(value, key));
}

/** Nothing written is an empty group: a section of which everything is commented out. */
function entriesOf(tree: Tree, expected: Section | 'file', report: Report): readonly Entry[] {
  if (tree.kind === 'map') return tree.entries;
  if (!isNothing(tree)) reportWrongGroup(tree, expected, report);
  return [];
}

function isNothing(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.text === undefined;
}

function namedEntries(section: NamedSection, parts: readonly Entry[], report: Report): readonly Entry[] {
  const first = new Map<string, Place>();
  const entries: Entry[] = [];
  const all = parts.flatMap(({ value }) => entriesOf(value, section, report));
  const flat = flatEntries(section, all, report);
  for (const entry of all) {
    if (flat.has(entry)) continue;
    const name = entry.key;
    const before = first.get(name);
    if (before !== undefined) {
      report.error(entry.keyPlace, 'duplicate-name', {
        section,
        name: shown(entry.keyPlace),
        first: fileAndLine(before),
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
function flatEntries(section: NamedSection, entries: readonly Entry[], report: Report): ReadonlySet<Entry> {
  const flat = new Set<Entry>();
  let owner: Entry | undefined;
  for (const entry of entries) {
    if (owner && entry.value.kind !== 'map' && Object.hasOwn(SHAPES[SHAPE_OF[section]].shape, entry.key)) {
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

const SHAPE_OF = { robots: 'robot', people: 'person', calendars: 'calendar', reminders: 'reminder' } as const;
type NamedSection = keyof typeof SHAPE_OF;

/** Ids stand in keys of the store, in URLs and on command lines. */
function isName(name: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}\-_.]{0,63}$/u.test(name);
}

/** The names of a section, to look one up. */
export interface Names {
  readonly all: readonly string[];
  /** Some file could not be read: a name that is not known here may stand there. */
  readonly incomplete: boolean;
}

/** `xiaoming, lili` without brackets. */
function severalIn(name: string, all: readonly string[]): string | undefined {
  const parts = name.split(/\s*[,，、]\s*/).map((part) => nearest(part, all));
  return parts.length > 1 && parts.every((part) => part !== undefined) ? `[${parts.join(', ')}]` : undefined;
}

/** What to say about a name that is not among the known ones; `undefined` when nothing is to be said. */
export function unknownName(
  name: string,
  place: Place,
  { all, incomplete }: Names,
): { readonly name: string; readonly known: readonly string[]; readonly nearest?: string } | undefined {
  if (all.includes(name) || incomplete) return undefined;
  const meant = nearest(name, all) ?? severalIn(name, all);
  return { name: shown(place), known: all, ...(meant === undefined ? {} : { nearest: meant }) };
}
