import type { Report } from '../report.ts';
import type { Place } from '../source.ts';
import type { Expected } from '../texts/expected.ts';
import type { Entry, Scalar, Tree } from '../tree.ts';

/** How one value of a file is read: what may stand there, and what is said when something else does. */
export interface Decoder<Value> {
  /** The name of what should stand there; `texts/` has the words. */
  readonly expected: Expected;
  /** The kinds of value that it takes at all. */
  readonly kinds: readonly Tree['kind'][];
  /** The same for editors. */
  readonly schema: JsonSchema;
  /** `undefined`: something in it is wrong, and reported where it stands. */
  read(tree: Tree, spot: Spot): Value | undefined;
}

/** Where a value stands, for what is said about it. */
export interface Spot {
  /** The nearest key above it. */
  readonly key: string | undefined;
  /** It is one of a list: what to write instead stands without the key. */
  readonly inList: boolean;
  /** What stands in the same group. Default: nothing is known of it. */
  readonly beside?: readonly Entry[];
  /** Where it is told that something is missing in it. */
  readonly owner: Place;
  readonly report: Report;
}

/**
 * A value that was written as one text. Problems take only what is `Printable`, which `value` is not: it may have come
 * from the environment.
 */
export interface Written<Value = string> {
  readonly value: Value;
  readonly place: Place;
  readonly scalar: Scalar;
}

/** As it was written. */
export function textOf({ scalar }: Written<unknown>): string {
  return scalar.text ?? '';
}

/** Draft 7, as far as we use it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly title?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly propertyNames?: JsonSchema;
}
