import {
  BreakTag,
  CaseTag,
  ContinueTag,
  ForTag,
  IfTag,
  LiquidTag,
  RawTag,
  type Template,
  TokenKind,
  UnlessTag,
} from 'liquidjs';
import type { MessageSource } from './message-template.ts';
import type { Message } from './message.ts';
import { engine } from './template-engine.ts';
import { hasWords, outlineOf } from './template-outline.ts';

/** Its body is empty: there is nothing to send. */
export function saysNothing(message: Message): boolean {
  return bodiesOf(message).every((body) => body.trim() === '');
}

/** Its body is made of gaps and conditions alone: it can come out empty. */
export function maySayNothing(source: MessageSource): boolean {
  return source.kind === 'text' && typeof source.text !== 'string'
    ? source.text.some((text) => !hasFixedWords(text))
    : bodiesOf(source as Message).every((body) => !hasFixedWords(body));
}

function bodiesOf(message: Message): readonly string[] {
  return message.kind === 'feedCard' ? message.links.map(({ title }) => title) : [message.text];
}

/** Whatever is filled in, and whichever way conditions go. */
export function hasFixedWords(text: string): boolean {
  if (!/^\s*\{/.test(text)) return text.trim() !== '';
  if (outlineOf(text) !== undefined) return hasWords(text);
  const skeleton = skeletonOf(text);
  const known = skeletons.get(skeleton);
  if (known !== undefined) return known;
  const { isSilent, isBroken } = wayThrough(parsed(skeleton));
  if (skeletons.size >= MOST_SKELETONS) skeletons.clear();
  skeletons.set(skeleton, !isSilent && !isBroken);
  return !isSilent && !isBroken;
}

/** Thousands of reminders have a handful of them. */
const skeletons = new Map<string, boolean>();
const MOST_SKELETONS = 1_000;

/** Its tags, and where words are between them: which they are decides nothing. The text itself where tags are unclear. */
function skeletonOf(text: string): string {
  if (/["'][^"']*[{}]/.test(text)) return text;
  return text.replaceAll(GAP_OR_WORDS, (part: string, gap: string | undefined) =>
    gap === undefined ? part.trim() && 'w' : part,
  );
}

const GAP_OR_WORDS = /(\{\{.*?\}\}|\{%.*?%\})|(?:(?!\{[{%]).)+/gs;

/** What cannot be parsed is refused elsewhere. */
function parsed(text: string): readonly Template[] {
  try {
    return engine.parse(text);
  } catch {
    return [];
  }
}

/** How a stretch of a template can come to its end without having printed a fixed word. */
interface Way {
  /** By going on behind it. */
  readonly isSilent: boolean;
  /** By `break` or `continue`: nothing more of what is around it is printed. */
  readonly isBroken: boolean;
}

const SPEAKS: Way = { isSilent: false, isBroken: false };
const SILENT: Way = { isSilent: true, isBroken: false };

function wayThrough(templates: readonly Template[] = []): Way {
  let isBroken = false;
  for (const template of templates) {
    const way = wayPast(template);
    isBroken ||= way.isBroken;
    if (!way.isSilent) return { isSilent: false, isBroken };
  }
  return { isSilent: true, isBroken };
}

/** What is filled in, or not known here, may be empty. What is captured or commented is not printed. */
function wayPast(template: Template): Way {
  if (template.token.kind === TokenKind.HTML) return template.token.getText().trim() === '' ? SILENT : SPEAKS;
  if (template instanceof RawTag) return template.render().trim() === '' ? SILENT : SPEAKS;
  if (template instanceof BreakTag || template instanceof ContinueTag) return { isSilent: false, isBroken: true };
  if (template instanceof ForTag) return wayPastLoop(template);
  if (template instanceof LiquidTag) return wayThrough(template.templates);
  if (template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag) {
    const branches = [...template.branches.map(({ templates }) => templates), template.elseTemplates];
    const ways = branches.map((branch) => wayThrough(branch));
    return { isSilent: ways.some(({ isSilent }) => isSilent), isBroken: ways.some(({ isBroken }) => isBroken) };
  }
  return SILENT;
}

/** It ends what its own `break` has broken; without anything to go through it is its `else`. */
function wayPastLoop({ templates, elseTemplates }: ForTag): Way {
  const each = wayThrough(templates);
  const otherwise = wayThrough(elseTemplates);
  return { isSilent: each.isSilent || each.isBroken || otherwise.isSilent, isBroken: otherwise.isBroken };
}

/** What is filled in, and tags. */
export const GAP = /\{\{.*?\}\}|\{%.*?%\}/gs;
