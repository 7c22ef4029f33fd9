import { meantKey } from '../meant-key.ts';
import { vouched } from '../printable.ts';
import type { Place } from '../source.ts';
import type { Expected } from '../texts/expected.ts';
import type { Entry, Mapping, Tree } from '../tree.ts';
import { entryOf } from '../tree.ts';
import type { Decoder, JsonSchema, Spot } from './decoder.ts';
import { reportUnknownKey } from './unknown-key.ts';
import { wrong } from './wrong.ts';

/** One key of a group: what may stand there, and what editors and the reference say of it. */
export interface Field<Value = unknown, Needed extends boolean = boolean> {
  readonly decoder: Decoder<Value>;
  readonly description: string;
  readonly isNeeded: Needed;
}

/** A key that may be left out. */
export function field<Value>(decoder: Decoder<Value>, description = ''): Field<Value, false> {
  return { decoder, description, isNeeded: false };
}

/** A key that must be there. */
export function needed<Value>(decoder: Decoder<Value>, description = ''): Field<Value, true> {
  return { decoder, description, isNeeded: true };
}

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<Each> = Each extends Field<infer Value> ? Value : never;
type Needed<All extends Fields> = {
  [Key in keyof All]: All[Key] extends Field<unknown, true> ? Key : never;
}[keyof All];

const TREE = Symbol('tree');

/** What a group says under each of its keys, each value with its place. */
export type Group<All extends Fields> = { readonly [Key in Needed<All>]: ValueOf<All[Key]> } & Part<All>;

/** Of a group, what is sound. */
export type Part<All extends Fields> = { readonly [Key in keyof All]?: ValueOf<All[Key]> } & AnyPart;

/** Of whatever group. */
export interface AnyPart {
  readonly [TREE]: Mapping;
}

export interface Sound<All extends Fields> {
  readonly part: Part<All>;
  /** Nothing is wrong with any of it. */
  readonly isWhole: boolean;
}

export interface GroupDecoder<All extends Fields> extends Decoder<Group<All>> {
  readonly fields: All;
  /** What is sound of it, whatever is wrong with the rest; `undefined` where it is no group. */
  readPart(tree: Tree, spot: Spot): Sound<All> | undefined;
}

/** Keys and what stands under them; any other key is a mistake. */
export function group<const All extends Fields>(expected: Expected, fields: All): GroupDecoder<All> {
  const known = new Map(Object.entries(fields));
  const names = [...known.keys()].map(vouched);
  const needs = [...known].filter(([, { isNeeded }]) => isNeeded);

  const readAll = (tree: Tree, spot: Spot): Sound<All> | undefined => {
    if (tree.kind !== 'map') return wrong(tree, expected, spot);
    const values: Record<PropertyKey, unknown> = { [TREE]: tree };
    const unknown: string[] = [];
    let isWhole = true;
    for (const entry of tree.entries) {
      const { key, keyPlace, value } = entry;
      const decoder = known.get(key)?.decoder;
      const beside = tree.entries;
      const read = decoder?.read(value, { key, inList: false, beside, owner: keyPlace, report: spot.report });
      if (read === undefined) isWhole = false;
      else values[key] = read;
      if (decoder) continue;
      unknown.push(key);
      reportUnknownKey(entry, tree.entries, names, spot.report);
    }
    for (const [key, { decoder }] of needs) {
      if (values[key] !== undefined) continue;
      isWhole = false;
      // Misspelt it is there, which is reported where it stands.
      const isWritten = entryOf(tree, key) || unknown.some((each) => meantKey(each, [key]) !== undefined);
      if (!isWritten) spot.report.error(spot.owner, 'missing-key', { key: vouched(key), expected: decoder.expected });
    }
    return { part: values as unknown as Part<All>, isWhole };
  };

  return {
    expected,
    kinds: ['map'],
    schema: groupSchema(fields),
    fields,
    read(tree, spot) {
      const found = readAll(tree, spot);
      return found?.isWhole ? (found.part as unknown as Group<All>) : undefined;
    },
    readPart: readAll,
  };
}

function groupSchema(fields: Fields): JsonSchema {
  const required = Object.keys(fields).filter((key) => fields[key]?.isNeeded);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, described(each)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function described({ decoder, description }: Field): JsonSchema {
  return description === '' ? decoder.schema : { ...decoder.schema, description };
}

/** A group in which nothing is written. */
export function emptyPart<All extends Fields>(place: Place): Part<All> {
  return { [TREE]: { kind: 'map', place, entries: [] } } as unknown as Part<All>;
}

/** A key as it is written in a group, whether or not what stands under it is sound. */
export function writtenEntry(part: AnyPart, key: string): Entry | undefined {
  return entryOf(part[TREE], key);
}

/** The group as it stands in its file. */
export function treeOf(part: AnyPart): Mapping {
  return part[TREE];
}
