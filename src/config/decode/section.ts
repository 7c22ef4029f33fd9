import type { Expected } from '../texts/expected.ts';
import type { JsonSchema } from './decoder.ts';
import type { AnyPart, Fields, GroupDecoder } from './group.ts';

/** A group, whatever its keys are. */
type AnyGroup = Pick<GroupDecoder<Fields>, 'expected' | 'schema' | 'fields'> & {
  readPart(
    ...written: Parameters<GroupDecoder<Fields>['readPart']>
  ): { readonly part: AnyPart; readonly isWhole: boolean } | undefined;
};

/** A part of a file. */
export interface Section<Entry extends AnyGroup = AnyGroup> {
  /** `single`: one group in one file. `named`: any number of entries in any files, each under a name of its own. */
  readonly kind: 'single' | 'named';
  /** What stands in it, as `texts/` words it. */
  readonly expected: Expected;
  /** What it holds, or each of its entries. */
  readonly entry: Entry;
  /** Whether nothing need stand in it: all of it is commented out. */
  readonly mayBeEmpty: boolean;
  readonly schema: JsonSchema;
}

export function single<Entry extends AnyGroup>(entry: Entry, description: string): Section<Entry> {
  const { expected, schema } = entry;
  return { kind: 'single', expected, entry, mayBeEmpty: true, schema: { ...schema, description } };
}

export function named<Entry extends AnyGroup>(
  expected: Expected,
  entry: Entry,
  description: string,
  { mayBeEmpty = false } = {},
): Section<Entry> {
  const schema = { type: 'object', propertyNames: { type: 'string' }, additionalProperties: entry.schema, description };
  return { kind: 'named', expected, entry, mayBeEmpty, schema };
}
