import type { Expected } from '../texts/expected.ts';
import { isNothing } from '../tree.ts';
import type { Tree } from '../tree.ts';
import type { Decoder, JsonSchema, Spot } from './decoder.ts';
import { vouched } from '../printable.ts';
import { reportUnknownKey } from './unknown-key.ts';
import { wrong } from './wrong.ts';

/** One value alone, or a list of at least one. */
export function oneOrMore<Item>(item: Decoder<Item>, expected: Expected): Decoder<readonly Item[]> {
  return aloneOr(item, list(item, expected, { least: 1 }));
}

/** For what may as well be left out: an empty list says the same. */
export function noneOrMore<Item>(
  item: Decoder<Item>,
  expected: Expected,
  limits: { readonly most?: number } = {},
): Decoder<readonly Item[]> {
  return aloneOr(item, list(item, expected, limits));
}

export function list<Item>(
  item: Decoder<Item>,
  expected: Expected,
  { least = 0, most = Number.POSITIVE_INFINITY }: { readonly least?: number; readonly most?: number } = {},
): Decoder<readonly Item[]> {
  const limits: JsonSchema = {
    ...(least > 0 && { minItems: least }),
    ...(Number.isFinite(most) && { maxItems: most }),
  };
  return {
    expected,
    kinds: ['list'],
    schema: { type: 'array', items: item.schema, ...limits },
    read(tree, spot) {
      if (tree.kind !== 'list') return wrong(tree, expected, spot);
      const items = tree.items.map((each) => item.read(each, { ...spot, inList: true, owner: each.place }));
      if (items.length < least || items.length > most) return wrong(tree, expected, spot);
      const sound = items.filter((each) => each !== undefined);
      return sound.length === items.length ? sound : undefined;
    },
  };
}

/** Any of these names, each with a value of one kind. */
export function record<Value>(
  item: Decoder<Value>,
  names: readonly string[],
  expected: Expected,
): Decoder<readonly Named<Value>[]> {
  const known = names.map(vouched);
  return {
    expected,
    kinds: ['map'],
    schema: { type: 'object', propertyNames: { enum: names }, additionalProperties: item.schema },
    read(tree, spot) {
      if (tree.kind !== 'map') return wrong(tree, expected, spot);
      const read = tree.entries.map((entry): Named<Value> | undefined => {
        const { key, keyPlace, value } = entry;
        if (!names.includes(key)) reportUnknownKey(entry, tree.entries, known, spot.report);
        const found = item.read(value, { ...spot, key, inList: false, owner: keyPlace });
        return found === undefined || !names.includes(key) ? undefined : { name: key, value: found };
      });
      const sound = read.filter((each) => each !== undefined);
      return sound.length === read.length ? sound : undefined;
    },
  };
}

export interface Named<Value> {
  readonly name: string;
  readonly value: Value;
}

function aloneOr<Item>(item: Decoder<Item>, several: Decoder<readonly Item[]>): Decoder<readonly Item[]> {
  const both = either(item, several, several.expected);
  return {
    ...both,
    read(tree, spot) {
      if (tree.kind === 'list') return several.read(tree, spot);
      const alone = takes(item, tree) ? item.read(tree, spot) : wrong(tree, several.expected, spot);
      return alone === undefined ? undefined : [alone];
    },
  };
}

/** Two ways to write it, of different kinds: only what is said of the kind that is written is worth saying. */
export function either<A, B>(first: Decoder<A>, second: Decoder<B>, expected: Expected): Decoder<A | B> {
  return {
    expected,
    kinds: [...first.kinds, ...second.kinds],
    schema: { anyOf: [first, second].flatMap(({ schema }) => schema.anyOf ?? [schema]) },
    read(tree: Tree, spot: Spot) {
      if (takes(first, tree)) return first.read(tree, spot);
      return takes(second, tree) ? second.read(tree, spot) : wrong(tree, expected, spot);
    },
  };
}

function takes({ kinds }: Decoder<unknown>, tree: Tree): boolean {
  return !isNothing(tree) && kinds.includes(tree.kind);
}
