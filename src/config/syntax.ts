import { visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { BLOCK_HEADER, contentLines } from './content-lines.ts';
import type { ContentLine } from './content-lines.ts';
import { oddLine } from './odd-line.ts';
import { reportConflict } from './report-conflict.ts';
import type { Report } from './report.ts';
import { own, type Printable, vouched } from './printable.ts';
import { quoted } from './quoted.ts';
import { isKnownKey } from './sections.ts';
import type { Place, Source } from './source.ts';
import { lineRange, positionAt } from './source.ts';
import { shown } from './tree.ts';

type Fault = Pick<YAMLError, 'code' | 'pos' | 'message'>;

/** More in one file, nobody mends at once. */
const MOST = 8;

/**
 * Says in plain words why a text is no YAML. The parser stumbles over many things after a mistake that come from the
 * mistake alone: so the first is explained, mended in a copy, and the copy read again, as long as it can be mended.
 */
export function reportSyntax(
  source: Source,
  parsed: Document.Parsed,
  parse: (text: string) => Document.Parsed,
  report: Report,
): void {
  if (reportConflict(source, report)) return;
  let { text } = source;
  let document = parsed;
  for (let count = 0; count < MOST; count += 1) {
    const [fault] = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
    const mend = fault && explain(source, document, fault, report);
    if (!mend) return;
    text = text.slice(0, mend.start) + mend.text + text.slice(mend.start + mend.text.length);
    document = parse(text);
  }
}

/** What to put in place of as many characters, so that all other places stay true. */
interface Mend {
  readonly start: number;
  readonly text: string;
}

function explain(source: Source, document: Document.Parsed, fault: Fault, report: Report): Mend | undefined {
  const [start] = fault.pos;
  const space = fullWidthSpace(source, start);
  if (space) {
    report.error(space, 'yaml-full-width-space', {});
    return undefined;
  }
  if (source.text[start] === '\t' || fault.code === 'TAB_AS_INDENT') {
    report.error({ source, start, end: start + 1 }, 'yaml-tab', {});
    return undefined;
  }
  if (isUnclosed(fault)) {
    reportUnclosed(source, document, fault, report);
    return undefined;
  }
  const mend = inLines(source, fault, report);
  const quote = mend ? undefined : runawayQuote(source, document, fault);
  if (quote) report.error(quote, 'yaml-unclosed-quote', { quote: vouched(source.text.charAt(quote.start)) });
  else if (!mend) byCode(source, fault, report);
  return mend;
}

/** An ideographic or no-break space in the indentation of a line, up to the one where the parser stumbled. */
function fullWidthSpace(source: Source, offset: number): Place | undefined {
  const { line: stumbled } = positionAt(source, offset);
  for (const { line, indent } of contentLines(source)) {
    if (line > stumbled) return undefined;
    const { start } = lineRange(source, line);
    const match = /[\u3000\u00A0]+/.exec(source.text.slice(start, start + indent));
    if (match) return { source, start: start + match.index, end: start + match.index + match[0].length };
  }
  return undefined;
}

/** A quote or bracket that was opened and never closed: everything after it was swallowed. */
function isUnclosed({ code, message }: Fault): boolean {
  return (
    (code === 'MISSING_CHAR' && message.startsWith('Missing closing')) ||
    /^Flow (?:map|sequence) in block collection|^Expected flow (?:map|sequence) to end/.test(message)
  );
}

function reportUnclosed(
  source: Source,
  document: Document.Parsed,
  { code, message, pos: [end] }: Fault,
  report: Report,
): void {
  const isQuote = code === 'MISSING_CHAR' && message.startsWith('Missing closing');
  const start = isQuote ? startOfScalarBefore(document, end) : startOfFlowBefore(document, source, end);
  const place = { source, start, end: start + 1 };
  const open = vouched(source.text.charAt(start));
  if (isQuote) report.error(place, 'yaml-unclosed-quote', { quote: open });
  else report.error(place, 'yaml-unclosed-bracket', { open, close: own(open === '{' ? '}' : ']') });
}

/** A quote that the next one in some later line closed: the parser stumbles behind that one. */
function runawayQuote(source: Source, document: Document.Parsed, { code, pos }: Fault): Place | undefined {
  if (code !== 'UNEXPECTED_TOKEN' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
  const start = startOfScalarBefore(document, pos[0] + 1);
  const opens = /["']/.test(source.text.charAt(start));
  const lineEnd = endOfLine(source, start);
  const isClosedOnLine = source.text.slice(start + 1, lineEnd).includes(source.text.charAt(start));
  return opens && !isClosedOnLine && lineEnd < pos[0] ? { source, start, end: start + 1 } : undefined;
}

function startOfScalarBefore(document: Document.Parsed, end: number): number {
  let found = 0;
  visit(document, {
    Scalar(_, { range, type }) {
      if (range && range[0] < end && range[1] <= end && type?.startsWith('QUOTE')) found = Math.max(found, range[0]);
    },
  });
  return found;
}

function startOfFlowBefore(document: Document.Parsed, { text }: Source, end: number): number {
  let found = 0;
  visit(document, {
    Collection(_, { range, flow }) {
      // A pair in a list is a group without braces.
      const isOpened = range && /[{[]/.test(text.charAt(range[0]));
      if (flow && isOpened && range[0] < end && range[1] >= end - 1) found = range[0];
    },
  });
  return found;
}

/** What the lines themselves give away, wherever the parser stumbled. */
function inLines(source: Source, fault: Fault, report: Report): Mend | undefined {
  const first = positionAt(source, fault.pos[0]).line;
  const last = Math.min(positionAt(source, Math.max(fault.pos[0], fault.pos[1] - 1)).line, first + 2);
  const lines = contentLines(source);
  // A line that is no entry to YAML reads as the beginning of the next one.
  const before = lines.findLast(({ line }) => line < first)?.line ?? first;
  for (const { line } of lines) {
    if (line < before || line > last) continue;
    const mend =
      badColon(source, line, report) ??
      fullWidthGap(source, line, report) ??
      badComma(source, line, report) ??
      bareBraces(source, line, fault.pos[0], report);
    if (mend) return mend;
  }
  const value = valueNeedsQuotes(source, fault.pos[0], report);
  return value && { start: value.start, text: 'x'.repeat(value.end - value.start) };
}

/** `at：08:50` and `at:08:50`. */
function badColon(source: Source, line: number, report: Report): Mend | undefined {
  const { start, end } = lineRange(source, line);
  const match = /^(?<before>\s*(?:- +)?)(?<key>[^\s:：#"'{}[\],]+)(?<colon>：|:(?=[^\s/]))/u.exec(
    source.text.slice(start, end),
  );
  const { before = '', key = '', colon = '' } = match?.groups ?? {};
  if (!match || (colon === ':' && !/^[a-z-]+$/i.test(key))) return undefined;
  const at = start + before.length + key.length;
  const code = colon === ':' ? 'yaml-space-after-colon' : 'yaml-full-width-colon';
  report.error({ source, start: at, end: at + 1 }, code, {
    key: shown({ source, start: start + before.length, end: at }),
  });
  return { start: at, text: at + 1 < end ? ': ' : ':' };
}

/** `at:` and behind it a space that only looks like one. */
function fullWidthGap(source: Source, line: number, report: Report): Mend | undefined {
  const { start, end } = lineRange(source, line);
  const { before = '', gap } =
    /^(?<before>\s*(?:- +)?[^\s:：#"'{}[\],]+:)(?<gap>[\u3000\u00A0]+)/u.exec(source.text.slice(start, end))?.groups ??
    {};
  if (gap === undefined) return undefined;
  const at = start + before.length;
  report.error({ source, start: at, end: at + gap.length }, 'yaml-full-width-gap', {});
  return { start: at, text: ' '.repeat(gap.length) };
}

/** `{ at: "11:50"，text: 午饭 }`, `["11:50"，"12:00"]` */
function badComma(source: Source, line: number, report: Report): Mend | undefined {
  const { start, end } = lineRange(source, line);
  const match = /^[^#]*?[{[][^#]*?(?=，\s*[A-Za-z-]+\s*[:：]|(?<=["'\]}])\s*，)\s*/.exec(
    withoutQuoted(source.text.slice(start, end)),
  );
  if (!match) return undefined;
  const at = start + match[0].length;
  report.error({ source, start: at, end: at + 1 }, 'yaml-full-width-comma', {});
  return { start: at, text: ',' };
}

/** `{ webhook: ${NAME}, text: 今天 {{ date }} }`: within braces, what holds braces must be in quotes. */
function bareBraces(source: Source, line: number, from: number, report: Report): Mend | undefined {
  const { start, end } = lineRange(source, line);
  const unquoted = withoutQuoted(source.text.slice(start, end));
  const braces = [...unquoted.matchAll(/\$\{[^{}]*\}|\{\{[^{}]*\}\}/g)].find(
    ({ 0: text, index }) => start + index + text.length > from && /[{[]/.test(unquoted.slice(0, index)),
  );
  if (!braces) return undefined;
  const after = braces.index + braces[0].length;
  // What stands before it in the same value; by splitting, for a pattern would look at each character again and again.
  const before =
    unquoted
      .slice(0, braces.index)
      .split(/[{}[\],:]/)
      .at(-1)
      ?.trimStart().length ?? 0;
  const rest = /^[^{}[\],]*/.exec(unquoted.slice(after))?.[0].trimEnd().length ?? 0;
  const place = { source, start: start + braces.index - before, end: start + after + rest };
  report.error(place, 'yaml-quote-needed', { character: vouched(braces[0].slice(0, 2)), ...suggestionOf(place) });
  return { start: place.start, text: 'x'.repeat(place.end - place.start) };
}

/** The same length, with nothing within quotes or in a comment that could be taken for YAML. */
function withoutQuoted(line: string): string {
  return line
    .replaceAll(/(["'])(.*?)\1/g, (_, quote: string, inside: string) => quote + 'x'.repeat(inside.length) + quote)
    .replace(/(?<=\s)#.*/, (comment) => 'x'.repeat(comment.length));
}

/** A line's value: where it begins, and what it is. */
interface LineValue {
  readonly start: number;
  readonly text: string;
  readonly place: Place;
}

const KEY = /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s:#"'{}[\],][^:#]*?)\s*:\s+/;

function valueOnLine(source: Source, offset: number): LineValue | undefined {
  const { start, end } = lineRange(source, positionAt(source, offset).line);
  const line = source.text.slice(start, end);
  const key = KEY.exec(line)?.[0] ?? /^\s*(?:- +)+/.exec(line)?.[0];
  if (key === undefined) return undefined;
  const text = line
    .slice(key.length)
    .replace(/(?<!\s)\s+#\s.*$/, '')
    .trimEnd();
  const from = start + key.length;
  return { start: from, text, place: { source, start: from, end: from + Math.max(1, text.length) } };
}

/**
 * Reports a value on the line of `offset` that begins with a character which means something to YAML, or holds a
 * colon: `*`, `@`, `{name} 你好`, `[提醒] 开会`, `提醒: 交周报`. `undefined` where the line is no such case.
 */
export function valueNeedsQuotes(source: Source, offset: number, report: Report): Place | undefined {
  const value = valueOnLine(source, offset);
  if (!value || value.text === '') return undefined;
  const suggest = suggestionOf(value.place);
  const character = vouched(value.text.charAt(0));
  if (/["']/.test(character)) {
    const end = value.text.indexOf(character, 1);
    if (end === -1 || value.text.slice(end + 1).trim() === '') return undefined;
    const after = value.start + end + 1;
    const suggestion = requoted(shown(value.place));
    const place = { source, start: after, end: value.place.end };
    report.error(place, 'yaml-text-after-quote', suggestion === undefined ? {} : { suggestion });
    return value.place;
  }
  if (/^!\w/.test(value.text)) {
    report.error(value.place, 'yaml-tag', {});
    return value.place;
  }
  if (/^[|>][-+\d]*(?![-+\d])\s*\S/.test(value.text)) {
    report.error(value.place, 'yaml-text-after-block', suggest);
    return value.place;
  }
  if (/[*&!@`%{[]|^-$/.test(character) && !isWholeFlow(value.text)) {
    report.error(value.place, 'yaml-quote-needed', { character, ...suggest });
    return value.place;
  }
  if (!/:(?:\s|$)/.test(value.text) || /^[{[]/.test(value.text)) return undefined;
  report.error(value.place, 'yaml-colon-in-text', suggest);
  return value.place;
}

/** A flow map or list and nothing after it: if that is wrong, quotes are not the cure. `{{ x }}` is never meant so. */
function isWholeFlow(text: string): boolean {
  return /^(?:\[.*\]|\{(?![{%]).*\})\s*(?:#.*)?$/.test(text);
}

/** A quoted text with more behind it: its own quotes go, or, if it ends with one as well, are of the other kind. */
function requoted(text: Printable): Printable | undefined {
  const quote = text.charAt(0);
  const stopped = /^(.*["'])\s*[;；,，。]+$/.exec(text)?.[1];
  if (stopped !== undefined && !stopped.slice(1, -1).includes(quote)) return vouched(stopped);
  return quoted(text.endsWith(quote) ? vouched(text.slice(1, -1)) : text);
}

function byCode(source: Source, { code, pos: [start, end], message }: Fault, report: Report): void {
  const place: Place = { source, start, end: Math.max(start + 1, Math.min(end, endOfLine(source, start))) };
  const lines = contentLines(source);
  const stumbled = lines.find(({ line }) => line >= positionAt(source, start).line) ?? lines.at(-1);
  const odd = oddLine(lines, stumbled?.line ?? 1);
  const simple = SIMPLE[code];
  const block = flatBlock(source, lines, stumbled);
  if (simple !== undefined) {
    report.error(place, simple, {});
  } else if (block) {
    report.error(block, 'yaml-block-indent', {});
  } else if (/[}\]]/.test(source.text.charAt(start))) {
    report.error(place, 'yaml-extra-bracket', { character: vouched(source.text.charAt(start)) });
  } else if (code === 'MULTILINE_IMPLICIT_KEY' || message.includes('need to be followed by map values')) {
    report.error(place, 'yaml-missing-colon', { text: shown(place) });
  } else if (code === 'BLOCK_IN_FLOW' && missingComma(place)) {
    const comma = missingComma(place);
    if (comma) report.error(comma.place, 'yaml-missing-comma', { key: vouched(comma.key) });
  } else if (code === 'BLOCK_IN_FLOW') {
    report.error(place, 'yaml-colon-in-text', suggestionOf(place));
  } else if (code === 'BAD_ALIAS' || code === 'BAD_SCALAR_START') {
    report.error(place, 'yaml-quote-needed', { character: vouched(source.text.charAt(start)) });
  } else if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY') {
    report.error(misplaced(source, start, code), 'yaml-indent', {});
  } else if (odd) {
    report.error(firstOnLine(source, lineRange(source, odd.line).start), 'yaml-indent', {});
  } else {
    const isOnIt = stumbled?.line === positionAt(source, start).line;
    report.error(
      isOnIt || !stumbled ? place : firstOnLine(source, lineRange(source, stumbled.line).start),
      'yaml-syntax',
      {},
    );
  }
}

/** `{ at: "08:30" text: 吃饭 }`, `{ text: 吃饭; robot: team }`: another key that we know, and no comma before it. */
function missingComma(place: Place): { readonly place: Place; readonly key: string } | undefined {
  const { before = '', key = '' } =
    /^(?<before>(?:"[^"]*"|'[^']*'|[^"':]+?)\s*[;；]?)\s+(?<key>[A-Za-z]+):\s/.exec(shown(place).slice(0, 200))
      ?.groups ?? {};
  if (!isKnownKey(key)) return undefined;
  const end = place.start + before.length;
  const start = /[;；]$/.test(before) ? end - 1 : end;
  return { place: { ...place, start, end: start + 1 }, key };
}

/** The line after `text: |` that is no deeper than it, and so no part of the text. */
function flatBlock(
  source: Source,
  lines: readonly ContentLine[],
  stumbled: ContentLine | undefined,
): Place | undefined {
  const index = lines.findIndex(({ line }) => line === stumbled?.line);
  // The parser may see the line only as the beginning of the next one.
  for (const at of [index, index - 1]) {
    const [above, line] = [lines[at - 1], lines[at]];
    if (!above || !line || !BLOCK_HEADER.test(above.text) || line.indent > above.indent) continue;
    if (/^[\w-]+:(?:\s|$)/.test(line.text)) continue;
    return firstOnLine(source, lineRange(source, line.line).start);
  }
  return undefined;
}

/** What the parser's code alone explains. */
const SIMPLE: Readonly<
  Partial<Record<Fault['code'], 'yaml-bad-escape' | 'yaml-tag' | 'yaml-too-deep' | 'yaml-documents'>>
> = {
  BAD_DQ_ESCAPE: 'yaml-bad-escape',
  TAG_RESOLVE_FAILED: 'yaml-tag',
  RESOURCE_EXHAUSTION: 'yaml-too-deep',
  MULTIPLE_DOCS: 'yaml-documents',
};

/** In quotes, where that can be shown. */
function suggestionOf(place: Place): { readonly suggestion?: Printable } {
  const suggestion = quoted(vouched(shown(place).trimEnd()));
  return suggestion === undefined ? {} : { suggestion };
}

function endOfLine(source: Source, offset: number): number {
  return lineRange(source, positionAt(source, offset).line).end;
}

/**
 * The line that is out of place: the odd one among its neighbours; where they do not tell, the one over which the
 * parser stumbled, or the line after a value that was taken for a name because of it.
 */
function misplaced(source: Source, start: number, code: Fault['code']): Place {
  const { line } = positionAt(source, start);
  const lines = contentLines(source);
  const isAfter = code === 'BLOCK_AS_IMPLICIT_KEY';
  const stumbled = lines.find((each) => (isAfter ? each.line > line : each.line >= line)) ?? lines.at(-1);
  const odd = oddLine(lines, stumbled?.line ?? line) ?? stumbled;
  return firstOnLine(source, odd ? lineRange(source, odd.line).start : start);
}

function firstOnLine(source: Source, offset: number): Place {
  const { start, end } = lineRange(source, positionAt(source, offset).line);
  const text = source.text.slice(start, end);
  const first = start + text.length - text.trimStart().length;
  return { source, start: first, end: Math.max(first + 1, end) };
}
