import { meantKey } from './meant-key.ts';
import { type Printable, vouched } from './printable.ts';
import { type Entry, isNothing } from './tree.ts';

/**
 * `{ on: mon, wed }`: within braces a comma ends the value, and the rest of the list is taken for keys without values.
 *
 * @param known the keys that can stand there
 * @returns the line that was meant, for the first such key; `told` for those after it
 */
export function tornList(
  entry: Entry,
  beside: readonly Entry[],
  known: readonly string[],
): Printable | 'told' | undefined {
  const isRest = ({ key, value }: Entry): boolean => isNothing(value) && !known.includes(key);
  if (!isRest(entry)) return undefined;
  const here = beside.indexOf(entry);
  const begin = beside.findLastIndex((each, index) => index < here && !isRest(each));
  const end = beside.findIndex((each, index) => index > here && !isRest(each));
  const owner = beside[begin];
  if (owner?.value.kind !== 'scalar' || owner.value.style !== 'plain' || owner.value.fromEnvironment) return undefined;
  const rest = beside.slice(begin + 1, end === -1 ? undefined : end).map(({ key }) => key);
  const line = joined(owner.key, [owner.value.text ?? '', ...rest], known);
  if (line === undefined) return undefined;
  return here === begin + 1 ? vouched(`${owner.key}: ${line}`) : 'told';
}

/** As it has to be written; `undefined` where these are no such values. */
function joined(key: string, items: readonly string[], known: readonly string[]): string | undefined {
  const [, ...rest] = items;
  if (key === 'cron' && rest.every((item) => /^[\d*/-]+(?: [\d*/,a-z?-]+)*$/i.test(item)))
    return `"${items.join(',')}"`;
  const isSlip = rest.some((item) => meantKey(item, known) !== undefined);
  if (key === 'text' && !isSlip && !items.some((item) => /["\\]/.test(item))) return `"${items.join(', ')}"`;
  const isValue = LISTS[key];
  if (isValue === undefined) return undefined;
  const isMeant = rest.every((item) => isValue.test(item) && (isValue !== NAME || !isSlip));
  return isMeant ? `[${items.map((item) => (/[:：]/.test(item) ? `"${item}"` : item)).join(', ')}]` : undefined;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const DAYS =
  /^(?:(?:sun|mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur)(?:day)?|workdays|weekdays|weekends|holidays|days-off|(?:before|after)-holiday|last-workday-.+)$/i;
const DATES = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}|\.\.\S+)?$/;

/** What may stand in a list under a key, told from a slip of another key. */
const LISTS: Readonly<Record<string, RegExp>> = {
  at: /^\d{1,2}:\d{2}(?::\d{2})?$/,
  on: DAYS,
  unless: DAYS,
  monthly: /^(?:\d{1,2}|.*(?:last|workday|day))$/i,
  months: /^\d{1,2}$/,
  once: DATES,
  skip: DATES,
  advance: /^\d+(?:[smhd]| ?workdays?)$/,
  mention: NAME,
  robots: NAME,
  birthdays: NAME,
  anniversaries: NAME,
  tags: NAME,
};
