import { elsewhereGuess } from './elsewhere-guess.ts';
import { dayWords } from './on-guess.ts';
import { type Printable, vouched } from './printable.ts';
import { suggestionFor } from './suggestion.ts';
import type { Entry, Tree } from './tree.ts';

/** What a key that is not ours says together with its value, as the entries that say so; none = it says nothing. */
export type MeantEntry = readonly Printable[] | undefined;

/** By both of them: `enabled: false` is `paused: true`, `enabled: true` is how it is without it. */
export function meantEntry({ key, value }: Entry, beside: readonly Entry[], known: readonly string[]): MeantEntry {
  const guess = GUESSES.find(([words]) => words.test(key))?.[1];
  const lines = guess?.(textsOf(value), beside)?.map(vouched);
  return lines?.every((line) => known.includes(keyOf(line))) ? lines : undefined;
}

/** The key of an entry as it is offered. */
export function keyOf(line: string): string {
  return line.slice(0, line.indexOf(':'));
}

type Texts = readonly string[];
type Guess = (texts: Texts, beside: readonly Entry[]) => Texts | undefined;

const GUESSES: readonly (readonly [words: RegExp, guess: Guess])[] = [
  [/^enabled?$|^启用$/i, (texts) => truth(texts, [], ['paused: true'])],
  [/^disabled?$|^停用$/i, (texts) => truth(texts, ['paused: true'], [])],
  [/^(?:is|mention|notify)?[-_]?(?:at)?[-_]?(?:all|everyone)$/i, (texts) => truth(texts, ['mention: all'], [])],
  [/^(?:until|to|end|结束|截止)$/i, activeUntil],
  [/^(?:not|except|exclud(?:e|ed|ing)|without|跳过|排除|除|除了|不在)$/i, without],
  [/^(?:repeat|recurrence|rrule|frequency|重复|频率)$/i, repeated],
  [/^(?:daily|every[-_]?day|每天|每日)$/i, daily],
  [/^(?:weekly|每周|每星期)$/i, weekly],
];

function truth(texts: Texts, yes: Texts | undefined, no: Texts | undefined): Texts | undefined {
  const text = texts[0] ?? '';
  const said = suggestionFor('boolean', vouched(text)) ?? text;
  if (said === 'true') return yes;
  return said === 'false' ? no : undefined;
}

/** The date on which it begins, as other programs call it beside its end. */
export function beginBeside(key: string, beside: readonly Entry[]): Entry | undefined {
  return END.test(key) ? beside.find((entry) => BEGIN.test(entry.key)) : undefined;
}

/** Its end, beside the date on which it begins: with that, it is told what to write. */
export function endBeside(key: string, beside: readonly Entry[]): Entry | undefined {
  const end = BEGIN.test(key) ? beside.find((entry) => END.test(entry.key)) : undefined;
  return end && activeUntil(textsOf(end.value), beside) ? end : undefined;
}

const BEGIN = /^(?:from|start|begin|开始)$/i;
const END = /^(?:until|to|end|结束|截止)$/i;

function activeUntil(texts: Texts, beside: readonly Entry[]): Texts | undefined {
  const begin = beside.find(({ key }) => BEGIN.test(key));
  const [first, last] = [begin && (textsOf(begin.value)[0] ?? ''), texts[0] ?? ''];
  const [from, until] = [first === undefined ? undefined : dateOf(first), dateOf(last)];
  if (until !== undefined) return [`active: { ${from ? `from: ${from}, ` : ''}until: ${until} }`];
  const window = first === undefined ? undefined : [clockOf(first), clockOf(last)];
  return window && !window.includes(undefined) ? [`between: "${window.join('-')}"`] : undefined;
}

function clockOf(text: string): string | undefined {
  return /^\d{2}:\d{2}$/.test(text) ? text : timeOf(text)?.slice(1, -1);
}

/** `repeat: 每周一`. */
function repeated(texts: Texts, beside: readonly Entry[]): Texts | undefined {
  const keys = beside.map(({ key }) => key);
  return elsewhereGuess('every', vouched(texts.join(',')), keys);
}

/** `except: weekends`, `exclude: 2026-12-25`. */
function without(texts: Texts): Texts | undefined {
  const days = texts.map(dayWords);
  if (days.length > 0 && !days.includes(undefined)) return [`unless: ${listed(days)}`];
  const dates = texts.map((text) => elsewhereGuess('unless', vouched(text))?.[0]?.match(/^skip: (.+)$/)?.[1]);
  return dates.length > 0 && !dates.includes(undefined) ? [`skip: ${listed(dates)}`] : undefined;
}

function daily(texts: Texts, beside: readonly Entry[]): Texts | undefined {
  const times = texts.map(timeOf);
  if (times.length > 0 && !times.includes(undefined)) return [`at: ${listed(times)}`];
  // A time alone is one of each day.
  return beside.some(({ key }) => key === 'at') ? truth(texts, [], undefined) : undefined;
}

/** `friday`, `[mon, fri]`, `fri 15:00`, `周五 下午三点`; beside it there may be a time. */
function weekly(texts: Texts, beside: readonly Entry[]): Texts | undefined {
  const alone = texts[0] ?? '';
  const [, day = '', time = ''] = texts.length === 1 ? (/^(\S+)\s+(.*\d.*|\S+点\S*)$/.exec(alone) ?? []) : [];
  const at = timeOf(time);
  const days = (at === undefined ? texts : [day]).map(
    (text) => elsewhereGuess('every', vouched(text), ['at'])?.[0]?.match(/^on: (.+)$/)?.[1],
  );
  if (days.length === 0 || days.includes(undefined)) return undefined;
  const on = `on: ${listed(days)}`;
  if (at !== undefined) return [`at: ${at}`, on];
  return beside.some(({ key }) => key === 'at') ? [on] : ['at: "09:00"', on];
}

function timeOf(text: string): string | undefined {
  return suggestionFor('time', vouched(text));
}

function dateOf(text: string): string | undefined {
  return /^(?:\d{4}-)?\d{2}-\d{2}$/.test(text) ? text : suggestionFor('active-date', vouched(text));
}

function listed(items: readonly (string | undefined)[]): string {
  return items.length === 1 ? (items[0] ?? '') : `[${items.join(', ')}]`;
}

/** Nothing of what came from the environment. */
function textsOf(value: Tree): readonly string[] {
  const items = value.kind === 'list' ? value.items : [value];
  const texts = items.map((item) => (item.kind === 'scalar' && !item.fromEnvironment ? item.text : undefined));
  return texts.every((text) => text !== undefined) ? texts : [];
}
