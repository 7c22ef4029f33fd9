import type { Button, FeedLink } from '../message/message.ts';
import { compileMessage } from '../message/message-template.ts';
import type { FieldFault, MessageSource, MessageTemplate } from '../message/message-template.ts';
import { either, list } from './decode/collections.ts';
import type { Decoder, Written } from './decode/decoder.ts';
import { field, group, needed, type Part, treeOf } from './decode/group.ts';
import { choice, TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { reportTemplateFault } from './report-template-fault.ts';
import { wrong } from './decode/wrong.ts';
import type { Report } from './report.ts';
import { entryOf, type Scalar, shown, type Tree } from './tree.ts';
import { openIn } from './values.ts';

const text = words('text', TEXT_OR_NUMBER);
const BODY = needed(text, '文字，可以用 {{ 值 }} · text, with {{ values }}');
const TITLE = needed(words('title', TEXT_OR_NUMBER), '标题 · title');
const URL = needed(words('url'), '网址 · web address');
const PICTURE = field(URL.decoder, URL.description);

/** `text: [提醒]` is one text, and the brackets were meant. */
const texts: Decoder<readonly Written[]> = (() => {
  const several = list(text, 'text', { least: 1 });
  return {
    ...several,
    read(tree, spot) {
      const isMeant = tree.kind === 'list' && tree.items.length === 1 && shown(tree.place).startsWith('[');
      return isMeant ? wrong(tree, 'text', spot) : several.read(tree, spot);
    },
  };
})();

const OPEN_IN = field(openIn, '在哪里打开：browser 浏览器 · where it opens');

const button = group('button', { title: TITLE, url: URL, openIn: OPEN_IN });
const feedLink = group('feed-link', { title: TITLE, url: URL, picture: URL, openIn: OPEN_IN });

/** What a reminder sends: exactly one of these. */
export const MESSAGE_FIELDS = {
  text: field(either(text, texts, 'text'), '文字消息，可以用 {{ date }} 等；写几段就换着发 · text message, or several'),
  pick: field(
    choice('in-turn', 'random'),
    '几段文字怎么换：in-turn 轮着来，random 随机 · which of several texts is sent: in-turn',
  ),
  markdown: field(group('markdown', { title: TITLE, text: BODY }), 'Markdown 消息 · Markdown message'),
  link: field(
    group('link', { title: TITLE, text: BODY, url: URL, picture: PICTURE, openIn: OPEN_IN }),
    '链接消息 · link',
  ),
  actionCard: field(
    group('action-card', {
      title: TITLE,
      text: BODY,
      buttons: needed(list(button, 'buttons', { least: 1 })),
      layout: field(choice('vertical', 'horizontal')),
    }),
    '带按钮的卡片 · card with buttons',
  ),
  feedCard: field(
    group('feed-card', { links: needed(list(feedLink, 'links', { least: 1 })) }),
    '多条图文 · several links with pictures',
  ),
};

type MessagePart = Part<typeof MESSAGE_FIELDS>;

/** What it sends, as written, and compiled; `undefined` when something in it is wrong. */
export function resolveMessage(
  kind: MessageSource['kind'],
  part: MessagePart,
  report: Report,
): { readonly source: MessageSource; readonly template: MessageTemplate } | undefined {
  const source = sourceOf(kind, part);
  checkPick(part, report);
  if (!source) return undefined;
  const { actionCard } = part;
  if (actionCard?.layout?.value === 'horizontal' && actionCard.buttons.length !== 2) {
    report.error(actionCard.layout.place, 'two-buttons-horizontal', {});
  }
  const compiled = compileMessage(source);
  if (compiled.kind === 'template') return { source, template: compiled.template };
  for (const fault of compiled.faults) {
    const scalar = scalarAt(treeOf(part), fault.path);
    if (scalar) reportTemplateFault(fault, scalar, report);
  }
  return undefined;
}

/** There is nothing to choose from. */
function checkPick({ pick, text }: MessagePart, report: Report): void {
  if (pick && text && 'value' in text) report.error(pick.place, 'pick-of-one', {});
}

function sourceOf(
  kind: MessageSource['kind'],
  { text, markdown, link, actionCard, feedCard }: MessagePart,
): MessageSource | undefined {
  switch (kind) {
    case 'text':
      return text && { kind, text: 'value' in text ? text.value : text.map(({ value }) => value) };
    case 'markdown':
      return markdown && { kind, ...valuesOf(markdown) };
    case 'link':
      return link && { kind, ...valuesOf(link) };
    case 'actionCard': {
      if (!actionCard) return undefined;
      const { buttons, ...others } = actionCard;
      // There is at least one.
      return {
        kind,
        ...valuesOf(others),
        buttons: buttons.map(valuesOf) as readonly Button[] as readonly [Button, ...Button[]],
      };
    }
    case 'feedCard':
      return (
        feedCard && {
          kind,
          links: feedCard.links.map(valuesOf) as readonly FeedLink[] as readonly [FeedLink, ...FeedLink[]],
        }
      );
  }
}

type Values<Of> = { [Key in keyof Of & string]: Of[Key] extends Written<infer Value> | undefined ? Value : never };

/** The texts of a group without their places. */
function valuesOf<Of extends object>(group: Of): Values<Of> {
  return Object.fromEntries(
    Object.entries(group as Record<string, Written<unknown>>)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { value }]) => [key, value]),
  ) as Values<Of>;
}

function scalarAt(tree: Tree, path: FieldFault['path']): Scalar | undefined {
  let found: Tree | undefined = tree;
  for (const step of path) {
    if (typeof step === 'string') found = entryOf(found, step)?.value;
    else found = found?.kind === 'list' ? found.items[step] : undefined;
  }
  return found?.kind === 'scalar' ? found : undefined;
}
