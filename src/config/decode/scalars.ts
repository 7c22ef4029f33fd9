import type { Fault } from '../../schedule/fault.ts';
import type { Printable } from '../printable.ts';
import type { Report } from '../report.ts';
import type { Expected } from '../texts/expected.ts';
import type { Place } from '../source.ts';
import { isNothing } from '../tree.ts';
import type { Scalar } from '../tree.ts';
import type { Decoder, JsonSchema, Spot, Written } from './decoder.ts';
import { sayUnlessHidden, wrong, wrongChoice } from './wrong.ts';

/** What comes from the environment cannot be judged in an editor. */
const VARIABLE = String.raw`\$\{`;

/** For what an editor may take for a number although we read a text: a mobile number, a title. */
export const TEXT_OR_NUMBER: JsonSchema = { type: ['string', 'number'] };
export const NOT_EMPTY: JsonSchema = { type: 'string', minLength: 1 };

/** Any text, an empty one too. */
export function text(expected: Expected, schema: JsonSchema = { type: 'string' }): Decoder<Written> {
  return scalar(expected, schema, (written) => written);
}

/** A text with something in it. */
export function words(expected: Expected, schema: JsonSchema = {}): Decoder<Written> {
  return scalar(expected, { ...NOT_EMPTY, ...schema }, (written) => written || undefined);
}

/** The name of a robot, a person, a calendar: compared as Unicode composes it, however its accents were typed. */
export function reference(expected: Expected, schema: JsonSchema = TEXT_OR_NUMBER): Decoder<Written> {
  return scalar(expected, { ...NOT_EMPTY, ...schema }, (written) => written.normalize('NFC') || undefined);
}

export function matching(expected: Expected, pattern: RegExp, schema: JsonSchema = {}): Decoder<Written> {
  return scalar(expected, patternSchema(pattern, schema), (written) => (pattern.test(written) ? written : undefined));
}

export function patternSchema({ source }: RegExp, schema: JsonSchema = {}): JsonSchema {
  return { type: 'string', pattern: `${source}|${VARIABLE}`, ...schema };
}

export function integer(expected: Expected, minimum: number, maximum: number): Decoder<Written<number>> {
  const schema = { type: ['integer', 'string'], minimum, maximum, pattern: VARIABLE };
  return scalar(expected, schema, (written) => {
    const number = /^-?\d{1,9}$/.test(written) ? Number(written) : Number.NaN;
    return number >= minimum && number <= maximum ? number : undefined;
  });
}

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };
export const boolean = scalar('boolean', { type: ['boolean', 'string'], pattern: VARIABLE }, (written) =>
  Object.hasOwn(TRUTH, written) ? TRUTH[written] : undefined,
);

/** One of a few words. */
export function choice<const Word extends string>(...choices: readonly Word[]): Decoder<Written<Word>> {
  const convert = (written: string): Word | undefined => choices.find((each) => each === written);
  return scalar('choice', { type: 'string', enum: choices }, convert, wrongChoice(choices));
}

/**
 * @param convert what the text means; `undefined` where it means nothing
 * @param say tells so. Default: what should stand there instead
 */
export function scalar<Value>(
  expected: Expected,
  schema: JsonSchema,
  convert: (written: string) => Value | undefined,
  say: typeof wrong = wrong,
): Decoder<Written<Value>> {
  return {
    expected,
    kinds: ['scalar'],
    schema,
    read(tree, spot) {
      if (tree.kind !== 'scalar' || tree.text === undefined) return say(tree, expected, spot);
      const value = convert(tree.text);
      return value === undefined ? say(tree, expected, spot) : { value, place: tree.place, scalar: tree };
    },
  };
}

/** @returns whether there was one to tell */
export function reportIfAny(found: Fault | undefined, place: Place, report: Report): boolean {
  if (found) report.fault(place, found);
  return found !== undefined;
}

/**
 * Says more of a text than what should stand there. Of one that came from the environment nothing is said but where
 * it stands, and what is no text at all is told as usual.
 *
 * @param say whether it has said something
 */
export function refusing(say: (text: Printable, tree: Scalar, report: Report, spot: Spot) => boolean): typeof wrong {
  return (tree, expected, spot) => {
    if (isNothing(tree) || tree.kind !== 'scalar') return wrong(tree, expected, spot);
    sayUnlessHidden(tree, spot.report, (written) => {
      if (written === undefined || !say(written, tree, spot.report, spot)) wrong(tree, expected, spot);
    });
  };
}
