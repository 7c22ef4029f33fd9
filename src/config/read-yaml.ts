import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node, ParsedNode } from 'yaml';
import { vouched } from './printable.ts';
import type { Report } from './report.ts';
import type { Place, Source } from './source.ts';
import { lineRange, positionAt } from './source.ts';
import { substitute } from './substitute.ts';
import type { Environment, Variables } from './substitute.ts';
import { reportSyntax, valueNeedsQuotes } from './syntax.ts';
import { quoted } from './quoted.ts';
import type { Entry, List, Mapping, Scalar, ScalarStyle, Tree } from './tree.ts';
import { shown } from './tree.ts';

/** Values in one file, aliases counted each time they are used: more is a mistake, or meant to exhaust memory. */
const MOST_VALUES = 100_000;

/**
 * Reads one file as YAML 1.2 in which every scalar is a text: no number, date or `yes` is guessed, no key merged, no
 * tag obeyed. `undefined` where the syntax is broken: what could be read of such a file would mislead.
 */
export function readYaml(source: Source, env: Environment, report: Report, variables?: Variables): Tree | undefined {
  const document = parse(source.text);
  if (document.errors.length + document.warnings.length === 0) {
    return buildTree(source, document, { env, variables }, report);
  }
  // Of this very document: how deep is too deep depends on the stack, and a second look may find nothing.
  reportSyntax(source, document, parse, report);
  return undefined;
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    strict: true,
    stringKeys: true,
    // Ours says where the first one stands.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
}

interface Substituting {
  readonly env: Environment;
  readonly variables: Variables | undefined;
}

function buildTree(
  source: Source,
  document: Document.Parsed,
  substituting: Substituting,
  report: Report,
): Tree | undefined {
  const builder = new TreeBuilder(source, document, substituting, report);
  const tree = builder.build(document.contents, { source, start: 0, end: 0 });
  warnUnusedAnchors(source, document, report);
  return builder.broken ? undefined : tree;
}

/** `text: &重要 开会`: to YAML a mark on a value, for use elsewhere; where nobody uses it, it was meant as text. */
function warnUnusedAnchors(source: Source, document: Document.Parsed, report: Report): void {
  if (!source.text.includes('&')) return;
  const [anchors, used] = [new Map<string, number>(), new Set<string>()];
  visit(document, {
    Alias: (_, { source: name }) => void used.add(name),
    Scalar: (_, { anchor, range }) => void (anchor !== undefined && range && anchors.set(anchor, range[0])),
  });
  for (const [anchor, end] of anchors) {
    const start = source.text.lastIndexOf(`&${anchor}`, end);
    if (used.has(anchor) || start === -1) continue;
    const place = { source, start, end: Math.max(start + 1 + anchor.length, lineEndOf(source, start)) };
    const written = shown(place).replace(/(?<!\s)\s+#.*$/, '');
    const suggestion = quoted(vouched(written.trimEnd()));
    const onAnchor = { source, start, end: start + 1 + anchor.length };
    report.warning(onAnchor, 'anchor-unused', {
      anchor: vouched(anchor),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
}

function lineEndOf(source: Source, offset: number): number {
  return lineRange(source, positionAt(source, offset).line).end;
}

class TreeBuilder {
  /** Something was reported that leaves the tree incomplete. */
  broken = false;
  readonly #source: Source;
  readonly #document: Document.Parsed;
  readonly #substituting: Substituting;
  readonly #report: Report;
  readonly #ancestors = new Set<Node>();
  #count = 0;

  constructor(source: Source, document: Document.Parsed, substituting: Substituting, report: Report) {
    this.#source = source;
    this.#document = document;
    this.#substituting = substituting;
    this.#report = report;
  }

  /** @param fallback where the value would stand, for one that is not written. */
  build(node: Node | null | undefined, fallback: Place): Tree {
    this.#count += 1;
    const place = node?.range ? this.#place(node.range[0], node.range[1]) : fallback;
    if (this.#count > MOST_VALUES) {
      if (!this.broken) this.#report.error(place, 'yaml-too-large', { limit: MOST_VALUES });
      this.broken = true;
      return nothing(place);
    }
    if (!node) return nothing(place);
    if (node.tag !== undefined) this.#tagged(node, place);
    if (isAlias(node)) return this.#followed(node, place);
    this.#ancestors.add(node);
    const tree = this.#collection(node, place);
    this.#ancestors.delete(node);
    return tree;
  }

  #collection(node: Node, place: Place): Tree {
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const entries = node.items.map(({ key, value }) => this.#entry(key, value));
      return { kind: 'map', place: insideOf(place), entries: this.#unique(entries, node) } satisfies Mapping;
    }
    if (isSeq<ParsedNode>(node)) {
      const items = node.items.map((item) => this.build(item, endOf(place)));
      return { kind: 'list', place: insideOf(place), items } satisfies List;
    }
    return isScalar(node) ? this.#scalar(node.value, node.type, place) : nothing(place);
  }

  #entry(key: ParsedNode, value: ParsedNode | null): Entry {
    const keyPlace = this.#place(key.range[0], key.range[1]);
    const name = isScalar(key) ? String(key.value).normalize('NFC') : '';
    return { key: name, keyPlace, value: this.build(value, endOf(keyPlace)) };
  }

  #unique(entries: readonly Entry[], group: Node): readonly Entry[] {
    if (new Set(entries.map(({ key }) => key)).size === entries.length) return entries;
    const first = new Map<string, Entry>();
    for (const entry of entries) {
      const before = first.get(entry.key);
      if (before === undefined) {
        first.set(entry.key, entry);
        continue;
      }
      const { line: firstLine } = positionAt(this.#source, before.keyPlace.start);
      const isSection = group === this.#document.contents;
      this.#report.error(entry.keyPlace, 'duplicate-key', { key: shown(entry.keyPlace), firstLine, isSection });
    }
    return [...first.values()];
  }

  #scalar(value: unknown, type: string | undefined, place: Place): Scalar {
    // In this schema every scalar is a text.
    const parsed = typeof value === 'string' ? value : '';
    const style = STYLES[type ?? 'PLAIN'] ?? 'plain';
    if (style === 'plain' && /^(?:~|null|Null|NULL|)$/.test(parsed)) return nothing(place);
    const { env, variables } = this.#substituting;
    const { text, fromEnvironment, pieces, faults } = substitute(parsed, env, variables);
    const scalar: Scalar = { kind: 'scalar', place, text, style, fromEnvironment, parsed, pieces };
    for (const { code, name } of faults) this.#report.error(place, code, { name: vouched(name) });
    return scalar;
  }

  #followed(alias: Node, place: Place): Tree {
    const target = isAlias(alias) ? alias.resolve(this.#document) : undefined;
    if (!target) {
      this.broken = true;
      valueNeedsQuotes(this.#source, place.start, this.#report);
      return nothing(place);
    }
    if (this.#ancestors.has(target)) {
      this.broken = true;
      this.#report.error(place, 'yaml-alias-loop', {});
      return nothing(place);
    }
    return this.build(target, place);
  }

  #tagged(node: Node, place: Place): void {
    this.broken = true;
    const start = this.#source.text.lastIndexOf('!', node.range?.[0] ?? 0);
    const onTag = start === -1 ? place : this.#place(start, place.start);
    if (!valueNeedsQuotes(this.#source, onTag.start, this.#report)) this.#report.error(onTag, 'yaml-tag', {});
  }

  #place(start: number, end: number): Place {
    return { source: this.#source, start, end };
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function nothing(place: Place): Scalar {
  return { kind: 'scalar', place, text: undefined, style: 'plain', fromEnvironment: false, parsed: '', pieces: [] };
}

/** A block collection's range reaches over the white space after it. */
function insideOf({ source, start, end }: Place): Place {
  return { source, start, end: start + source.text.slice(start, end).trimEnd().length };
}

function endOf({ source, end }: Place): Place {
  return { source, start: end, end };
}
