import { nearest } from '../../message/nearest.ts';
import { vouched } from '../printable.ts';
import type { Printable } from '../printable.ts';
import { elsewhereGuess } from '../elsewhere-guess.ts';
import { quoted } from '../quoted.ts';
import type { Report } from '../report.ts';
import { lineRange, positionAt } from '../source.ts';
import type { Place } from '../source.ts';
import { suggestionFor } from '../suggestion.ts';
import { isAfterMidnight } from '../time-guess.ts';
import type { Expected } from '../texts/expected.ts';
import type { Got } from '../texts/params.ts';
import { isNothing, shown } from '../tree.ts';
import type { Scalar, Tree } from '../tree.ts';
import type { Spot } from './decoder.ts';

/** Says that something else should stand there, and what was probably meant. */
export function wrong(tree: Tree, expected: Expected, { key, inList, beside, report }: Spot): undefined {
  sayUnlessHidden(tree, report, (text) => {
    if (reportTrap(tree, expected, report)) return;
    const given = { expected, got: gotOf(tree), ...(key !== undefined && { key: vouched(key) }) };
    const keys = beside?.map((entry) => entry.key);
    const meant = text ?? (key === 'every' ? textsIn(tree) : undefined);
    const lines = meant === undefined ? undefined : elsewhereGuess(key, meant, keys);
    if (lines) {
      const [only = '', ...more] = lines;
      // `days-off` may stand in the list in which `!workdays` did.
      const isSame = inList && more.length === 0 && only.startsWith(`${key}: `);
      const suggestion = isSame ? { suggestion: vouched(only.slice(`${key}: `.length)) } : { lines };
      report.error(tree.place, 'wrong-value', {
        ...given,
        ...suggestion,
        ...(inList && !isSame && { place: 'beside' }),
      });
      return;
    }
    if (key === 'robot' && tree.kind === 'list' && !inList) {
      const suggestion = vouched(`robots: [${tree.items.map(({ place }) => shown(place)).join(', ')}]`);
      return report.error(tree.place, 'wrong-value', { ...given, suggestion });
    }
    const guess = text === undefined ? undefined : suggestionFor(expected, text);
    const suggestion = guess !== undefined && (inList ? vouched(guess.replace(/^\[(.*)\]$/, '$1')) : keyed(key, guess));
    const isNextDay = text !== undefined && TIMES.has(expected) && isAfterMidnight(text.normalize('NFKC').trim());
    report.error(tree.place, 'wrong-value', {
      ...given,
      ...(suggestion !== false && { suggestion, ...(isNextDay && { place: 'next-day' }) }),
    });
  });
}

/** `every: [周一, 周三]`. */
function textsIn(tree: Tree): Printable | undefined {
  if (tree.kind !== 'list' || tree.items.length === 0) return undefined;
  const isOurs = tree.items.every((item) => item.kind === 'scalar' && !item.fromEnvironment);
  return isOurs ? vouched(tree.items.map(({ place }) => shown(place)).join(',')) : undefined;
}

const TIMES: ReadonlySet<Expected> = new Set(['time', 'times']);

/** Says what is to be written instead of all of a list, or of a group. */
export function wrongList(item: Tree, expected: Expected, lines: readonly Printable[], report: Report): undefined {
  const place = item.kind === 'map' ? {} : ({ place: 'list' } as const);
  report.error(item.place, 'wrong-value', { expected, got: gotOf(item), lines, ...place });
}

export function wrongChoice(choices: readonly string[]): typeof wrong {
  return (tree, _expected, { report }) => {
    sayUnlessHidden(tree, report, (text) => {
      const only = choices.length === 1 ? choices[0] : undefined;
      const meant =
        only ??
        (text === undefined
          ? undefined
          : (choiceIn(text, choices) ?? nearest(text, choices) ?? begunBy(text, choices)));
      const got = gotOf(tree);
      report.error(tree.place, 'wrong-choice', {
        choices: choices.map(vouched),
        got,
        ...(meant !== undefined && { nearest: vouched(meant) }),
      });
    });
  };
}

/** In Chinese. */
function choiceIn(text: string, choices: readonly string[]): string | undefined {
  return choices.find((choice) => CHOICES[choice]?.test(text.trim()));
}

const CHOICES: Readonly<Record<string, RegExp>> = {
  'next-workday': /^(?:顺延|推迟|延后|往后|后延|(?:到|移到)?(?:下|后)一?个?工作日|after|later|forward)$/i,
  'previous-workday': /^(?:提前|提早|往前|(?:到|移到)?[上前]一?个?工作日|before|earlier|back(?:ward)?)$/i,
  skip: /^(?:跳过|不提醒|略过)$/,
  last: /^(?:月底|月末|最后一天)$/,
  both: /^(?:都满足|同时)$/,
  either: /^(?:任一|任意一个)$/,
  'in-turn': /^(?:轮流|依次|按顺序)$/,
  random: /^(?:随机)$/,
  zhousui: /^周岁$/,
  xusui: /^虚岁$/,
};

/** `next` for `next-workday`. */
function begunBy(text: string, choices: readonly string[]): string | undefined {
  const [begun, ...more] = choices.filter((choice) => choice.startsWith(`${text.trim().toLowerCase()}-`));
  return more.length === 0 ? begun : undefined;
}

/** What stands where a group of names should: a file or a section. */
export function reportWrongGroup(tree: Tree, expected: Expected, report: Report): void {
  if (!reportTrap(tree, expected, report)) report.error(tree.place, 'wrong-value', { expected, got: gotOf(tree) });
}

/**
 * Says what is wrong with a value. Its text is handed on to be repeated, unless some of it came from the environment:
 * of that only the place is told.
 *
 * @param say gets `undefined` where no text is written
 */
export function sayUnlessHidden(tree: Tree, report: Report, say: (text: Printable | undefined) => void): void {
  if (tree.kind !== 'scalar') return say(undefined);
  if (!tree.fromEnvironment) return say(tree.text === undefined ? undefined : vouched(tree.text));
  report.error(tree.place, 'bad-environment-value', { written: shown(tree.place) });
}

/** What YAML made something else of than was meant. */
function reportTrap(found: Tree, expected: Expected, report: Report): boolean {
  const written = shown(found.place);
  if (isEmptyBlock(found) && hasLineBelow(found.place)) {
    report.error(found.place, 'yaml-block-indent', {});
    return true;
  }
  if (found.kind !== 'scalar') {
    // `text: {name}` is a map to YAML, `text: [提醒]` a list.
    if (!/^[{[]/.test(written) || !TEXTUAL.has(expected) || contentsOf(found) !== 1) return false;
    const suggestion = quoted(written);
    const character = vouched(written.charAt(0));
    report.error(found.place, 'yaml-quote-needed', { character, ...(suggestion !== undefined && { suggestion }) });
    return true;
  }
  // `lunch：` and what should have stood below it; `at:"11:50"` and nothing else.
  const [together] = GROUPS.has(expected) ? (/^[A-Za-z][\w-]*(?=:[^\s/])/.exec(written) ?? []) : [];
  if (together !== undefined) {
    const start = found.place.start + together.length;
    report.error({ ...found.place, start, end: start + 1 }, 'yaml-space-after-colon', { key: vouched(together) });
    return true;
  }
  const colon = GROUPS.has(expected) ? written.indexOf('：') : -1;
  if (colon <= 0) return false;
  const start = found.place.start + colon;
  const key = vouched(written.slice(0, colon));
  report.error({ ...found.place, start, end: start + 1 }, 'yaml-full-width-colon', { key });
  return true;
}

/** Nobody says `[]`, and several are a list that was meant. */
function contentsOf(found: Exclude<Tree, Scalar>): number {
  return found.kind === 'list' ? found.items.length : found.entries.length;
}

const TEXTUAL: ReadonlySet<Expected> = new Set(['text', 'title', 'words', 'name', 'tags', 'keywords']);
const GROUPS: ReadonlySet<Expected> = new Set([
  'file',
  'robots',
  'people',
  'calendars',
  'reminders',
  'daemon',
  'http',
  'robot',
  'person',
  'defaults',
  'reminder',
]);

function gotOf(found: Tree): Got {
  if (found.kind === 'list' && found.items.length === 0) return { kind: 'empty-list' };
  if (found.kind !== 'scalar') return { kind: found.kind };
  return isNothing(found) || isEmptyBlock(found) ? { kind: 'nothing' } : { kind: 'text', written: shown(found.place) };
}

function isEmptyBlock(found: Tree): boolean {
  return found.kind === 'scalar' && found.text === '' && (found.style === 'literal' || found.style === 'folded');
}

/** The next line is no deeper, or it would be the block's, and so may have been meant to be. */
function hasLineBelow({ source, start }: Place): boolean {
  const { end } = lineRange(source, positionAt(source, start).line);
  return /^\r?\n[ \t]+\S/.test(source.text.slice(end));
}

function keyed(key: string | undefined, value: Printable): Printable {
  return key === undefined ? value : vouched(`${key}: ${value}`);
}
