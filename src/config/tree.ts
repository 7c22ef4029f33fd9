import { type Printable, vouched } from './printable.ts';
import type { Piece } from './substitute.ts';
import type { Place } from './source.ts';

/**
 * What a YAML file says, with the place of everything: scalars are texts (what a text means, its key decides, so a
 * mobile number stays one, and so does `08:30`), aliases are resolved, variables substituted.
 */
export type Tree = Scalar | Mapping | List;

export interface Scalar {
  readonly kind: 'scalar';
  readonly place: Place;
  /** `undefined`: nothing is written, or `~` or `null`. */
  readonly text: string | undefined;
  readonly style: ScalarStyle;
  /** Some of `text` came from the environment: it must never be shown. */
  readonly fromEnvironment: boolean;
  /** The text as the YAML parser gave it, before substitution. */
  readonly parsed: string;
  readonly pieces: readonly Piece[];
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface Mapping {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: readonly Entry[];
}

export interface Entry {
  /** As Unicode composes it: names that look the same are the same. */
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: Tree;
}

export interface List {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}

export function entryOf(tree: Tree | undefined, key: string): Entry | undefined {
  return tree?.kind === 'map' ? tree.entries.find((entry) => entry.key === key) : undefined;
}

/** Nothing is written, or `~` or `null`: a group whose lines are all commented out, for example. */
export function isNothing(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.text === undefined;
}

/** What was written, as plain data. Objects have no prototype: no name that a person chooses means anything else. */
export function toData(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.text ?? null;
    case 'list':
      return tree.items.map(toData);
    case 'map': {
      const data: Record<string, unknown> = Object.create(null);
      for (const { key, value } of tree.entries) data[key] = toData(value);
      return data;
    }
  }
}

/** A group as data in one order, however its keys stand. */
export function inOrder(written: unknown, keys: readonly string[]): unknown {
  if (typeof written !== 'object') return written;
  const known = new Map<string, unknown>(Object.entries(written ?? {}));
  return Object.fromEntries(keys.filter((key) => known.has(key)).map((key) => [key, known.get(key)]));
}

/** What a person wrote there, secrets masked, nothing from the environment: fit for a message. */
export function shown({ source, start, end }: Place): Printable {
  return vouched(source.shown.slice(start, end));
}

/** The same without its quotes: a message sets its own around a name. */
export function bare(place: Place): Printable {
  const [, , inner] = /^(["'])(.*)\1$/s.exec(shown(place)) ?? [];
  return inner === undefined ? shown(place) : vouched(inner);
}
