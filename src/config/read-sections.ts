import { emptyPart, type Sound } from './decode/group.ts';
import type { Section } from './decode/section.ts';
import type { Merged } from './merge.ts';
import type { Report } from './report.ts';
import { type SectionName, SECTION_NAMES, SECTIONS } from './sections.ts';
import { type Entry, isNothing } from './tree.ts';

/** An entry of a section, with what is sound of it. */
export type Read<Section extends SectionName> = { readonly entry: Entry } & Sound<
  (typeof SECTIONS)[Section]['entry']['fields']
>;

/** Every entry of every section; of one with which nothing can be begun there is only the place. */
export type Sections = { readonly [Section in SectionName]: readonly Read<Section>[] };

/** Reads what stands in all sections, and reports what is wrong with it by itself. */
export function readSections(merged: Merged, report: Report): Sections {
  const read = (section: SectionName) => readEntries(section, merged.entries.get(section) ?? [], report);
  return Object.fromEntries(SECTION_NAMES.map((section) => [section, read(section)])) as unknown as Sections;
}

function readEntries(section: SectionName, entries: readonly Entry[], report: Report): readonly object[] {
  const { entry: decoder, mayBeEmpty }: Section = SECTIONS[section];
  return entries.flatMap((entry) => {
    const { value, keyPlace } = entry;
    if (mayBeEmpty && isNothing(value)) return [{ entry, part: emptyPart(value.place), isWhole: true }];
    const found = decoder.readPart(value, { key: undefined, inList: false, owner: keyPlace, report });
    return found ? [{ entry, ...found }] : [];
  });
}
