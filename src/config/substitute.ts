import { beginning } from '../message/beginning.ts';

/** A text after `${NAME}`, `${NAME:-default}` and `$$` were replaced. */
export interface Substitution {
  readonly text: string;
  /** Some of `text` came from the environment: it must never be shown. */
  readonly fromEnvironment: boolean;
  /** The text in pieces, in order, each with where it stood in what was written. */
  readonly pieces: readonly Piece[];
  readonly faults: readonly SubstitutionFault[];
}

export interface Piece {
  /** Where it begins in the result. */
  readonly at: number;
  /** Where it begins in what was written. */
  readonly writtenAt: number;
  /** Copied as it stood, so that offsets within it correspond; otherwise it stands for one `${…}`. */
  readonly literal: boolean;
}

interface SubstitutionFault {
  readonly code: 'unset-variable' | 'variable-gone' | 'malformed-variable' | 'unclosed-quote-in-env';
  /** What stands between the braces, or the name. */
  readonly name: string;
  /** Offsets in what was written. */
  readonly start: number;
  readonly end: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is known of variables besides what they hold: their names. */
export interface Variables {
  /** They held something under the configuration in force: one that is not set any more is missed, whatever its default. */
  readonly held: ReadonlySet<string>;
  /** Those that hold something are put into it. */
  readonly holding: Set<string>;
}

/**
 * Replaces `${NAME}` by the variable's value, `${NAME:-default}` by the default where the variable is unset or empty,
 * `$$` by a dollar. What comes in is not looked at again. Any other `$` is itself: prices need no escaping.
 */
export function substitute(written: string, env: Environment, variables?: Variables): Substitution {
  if (!written.includes('$')) return { text: written, fromEnvironment: false, pieces: WHOLE, faults: [] };
  const pieces: Piece[] = [];
  const faults: SubstitutionFault[] = [];
  let text = '';
  let fromEnvironment = false;
  let at = 0;
  const add = (piece: string, writtenAt: number, literal: boolean): void => {
    if (piece === '') return;
    pieces.push({ at: text.length, writtenAt, literal });
    text += piece;
  };

  for (const match of written.matchAll(/\$\$|\$\{(?<inside>[^}]*)(?<close>\}?)/g)) {
    add(written.slice(at, match.index), at, true);
    at = match.index + match[0].length;
    if (match[0] === '$$') {
      add('$', match.index, false);
      continue;
    }
    const found = lookUp(match.groups?.['inside'] ?? '', match.groups?.['close'] === '}', env, variables);
    if (found.kind === 'fault') {
      faults.push({ code: found.code, name: found.name, start: match.index, end: at });
    } else {
      fromEnvironment ||= found.kind === 'value';
      add(found.text, match.index, false);
    }
  }
  add(written.slice(at), at, true);
  return { text, fromEnvironment, pieces, faults };
}

const WHOLE: readonly Piece[] = [{ at: 0, writtenAt: 0, literal: true }];

/** Where an offset in the result stood in what was written. */
export function writtenOffset({ pieces }: Pick<Substitution, 'pieces'>, offset: number): number {
  const piece = pieces.findLast(({ at }) => at <= offset);
  if (!piece) return 0;
  return piece.literal ? piece.writtenAt + offset - piece.at : piece.writtenAt;
}

type Found =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'default'; readonly text: string }
  | { readonly kind: 'fault'; readonly code: SubstitutionFault['code']; readonly name: string };

function lookUp(inside: string, closed: boolean, env: Environment, variables?: Variables): Found {
  const match = /^(?<name>[A-Za-z_]\w*)(?<fallback>:-(?<text>.*))?$/s.exec(inside);
  const name = match?.groups?.['name'];
  if (name === undefined || !closed) return { kind: 'fault', code: 'malformed-variable', name: beginning(inside, 40) };
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  const hasDefault = match?.groups?.['fallback'] !== undefined;
  if (value === undefined && variables?.held.has(name)) return { kind: 'fault', code: 'variable-gone', name };
  if (hasDefault && (value === undefined || value === '')) {
    return { kind: 'default', text: match?.groups?.['text'] ?? '' };
  }
  if (value === undefined) return { kind: 'fault', code: 'unset-variable', name };
  if (value !== '') variables?.holding.add(name);
  return isUnclosed(value) ? { kind: 'fault', code: 'unclosed-quote-in-env', name } : { kind: 'value', text: value };
}

/**
 * What Node reads from a line of `.env` whose quote is never closed: all up to the next quote, the lines between
 * included, or where there is none, the line with its quote.
 */
function isUnclosed(value: string): boolean {
  return /\n\s*(?:export\s+)?\w+=/.test(value) || /^(["'`])(?!.*\1)/s.test(value);
}
