import { html } from 'hono/html';
import type { Html } from '../page/view.ts';

/**
 * Draws the subset of Markdown that DingTalk draws: headings, quotes, bold, italic, links, pictures, lists.
 * Everything else stays the text it is, HTML above all. As in DingTalk, one line break is none:
 * two spaces before it, or an empty line, make one.
 */
export function renderMarkdown(source: string): Html {
  return html`${blocksOf(source.replace(/\r\n?/g, '\n').split('\n')).map(renderBlock)}`;
}

/** Addresses a chat may open or show; `javascript:` is the reason to ask. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'quote'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] };

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const line of lines) {
    const block = blockOf(line);
    const last = blocks.at(-1);
    const grown = open && last !== undefined && block !== undefined ? joined(last, block) : undefined;
    if (grown !== undefined) blocks[blocks.length - 1] = grown;
    else if (block !== undefined) blocks.push(block);
    open = block !== undefined;
  }
  return blocks;
}

/** `undefined` for an empty line: it ends the block before it. */
function blockOf(line: string): Block | undefined {
  if (line.trim() === '') return undefined;
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: (heading[2] ?? '').trim() };
  const quote = /^>\s?(.*)$/.exec(line);
  if (quote) return { kind: 'quote', lines: [quote[1] ?? ''] };
  const item = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/.exec(line);
  if (item) return { kind: 'list', ordered: item[1] === undefined, items: [item[2] ?? ''] };
  return { kind: 'paragraph', lines: [line] };
}

/** Two neighbours as one block, when they are of one kind; `undefined` when they stay apart. */
function joined(block: Block, next: Block): Block | undefined {
  if (block.kind === 'quote' && next.kind === 'quote') return { ...block, lines: [...block.lines, ...next.lines] };
  if (block.kind === 'paragraph' && next.kind === 'paragraph') {
    return { ...block, lines: [...block.lines, ...next.lines] };
  }
  if (block.kind === 'list' && next.kind === 'list' && block.ordered === next.ordered) {
    return { ...block, items: [...block.items, ...next.items] };
  }
  return undefined;
}

function renderBlock(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<p class="ding-h ding-h${block.level}">${renderInline(block.text)}</p>`;
    case 'quote':
      return html`<blockquote>${renderLines(block.lines)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${renderInline(item)}</li>`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'paragraph':
      return html`<p>${renderLines(block.lines)}</p>`;
  }
}

function renderLines(lines: readonly string[]): readonly Html[] {
  return lines.map((line, index) => {
    const breaks = index < lines.length - 1 && /\s{2,}$/.test(line);
    const gap = index < lines.length - 1 ? ' ' : '';
    return html`${renderInline(line.trimEnd())}${breaks ? html`<br>` : gap}`;
  });
}

/** Bounded in length, so that no text makes them slow. */
const INLINE =
  /!\[(?<alt>[^\]\n]{0,500})\]\((?<picture>[^()\s]{1,2000})\)|\[(?<label>[^\]\n]{1,500})\]\((?<link>[^()\s]{1,2000})\)|\*\*(?<bold>[^*\n]{1,2000})\*\*|(?<![\w*])\*(?<italic>[^*\n]{1,2000})\*(?![\w*])/g;

function renderInline(text: string): Html {
  const pieces: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    pieces.push(html`${text.slice(from, match.index)}`, renderSpan(match));
    from = match.index + match[0].length;
  }
  return html`${pieces}${text.slice(from)}`;
}

function renderSpan(match: RegExpExecArray): Html {
  const { alt, picture, label, link, bold, italic } = match.groups ?? {};
  if (picture !== undefined && isWebAddress(picture)) return renderPicture(picture, alt ?? '');
  if (link !== undefined && isWebAddress(link)) return renderLink(link, renderInline(label ?? ''));
  if (bold !== undefined) return html`<strong>${renderInline(bold)}</strong>`;
  if (italic !== undefined) return html`<em>${renderInline(italic)}</em>`;
  return html`${match[0]}`;
}

export function renderPicture(address: string, alt: string): Html {
  return html`<img src="${address}" alt="${alt}" loading="lazy" referrerpolicy="no-referrer">`;
}

export function renderLink(address: string, content: Html): Html {
  return html`<a href="${address}" target="_blank" rel="noopener noreferrer">${content}</a>`;
}
