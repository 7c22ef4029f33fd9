import type { Fields } from '../fields.ts';
import { fromMrkdwn, slackLink } from './slack-text.ts';

/** The texts of a message's blocks, each as a paragraph. https://docs.slack.dev/reference/block-kit/blocks */
export function blocksIn(message: Fields): readonly string[] {
  return message.list('blocks').flatMap(blockIn).filter(Boolean);
}

/** Buttons that open an address; others do something at Slack. */
export function linksIn(elements: readonly Fields[]): readonly string[] {
  const links = elements.flatMap((element) => {
    const url = element.text('url');
    return url === undefined ? [] : [slackLink(url, element.text('text.text') ?? element.text('text') ?? '')];
  });
  return links.length === 0 ? [] : [links.join(' · ')];
}

function blockIn(block: Fields): readonly string[] {
  switch (block.text('type') ?? '') {
    case 'header':
      return [`**${fromMrkdwn(block.text('text.text') ?? '').replaceAll('**', '')}**`];
    case 'image':
      return [slackLink(block.text('image_url'), block.text('title.text') ?? block.text('alt_text') ?? '')];
    case 'actions':
      return linksIn(block.list('elements'));
    case 'context':
      return [
        block
          .list('elements')
          .map((element) => fromMrkdwn(element.text('text') ?? ''))
          .filter(Boolean)
          .join(' · '),
      ];
    case 'rich_text':
      return block.list('elements').map(richText);
    default:
      return [
        fromMrkdwn(block.text('text.text') ?? ''),
        ...block.list('fields').map((field) => fromMrkdwn(field.text('text') ?? '')),
        ...linksIn([block.at('accessory')]),
      ];
  }
}

function richText(part: Fields): string {
  const elements = part.list('elements');
  switch (part.text('type') ?? '') {
    case 'rich_text_list':
      return elements.map((item) => `- ${richText(item)}`).join('\n');
    case 'rich_text_quote':
      return `> ${elements.map(piece).join('')}`;
    case 'rich_text_preformatted':
      return fromMrkdwn(`\`\`\`${elements.map((element) => element.text('text') ?? '').join('')}\`\`\``);
    default:
      return elements.map(piece).join('').trim();
  }
}

/** A piece of a paragraph; where it has spaces around it, they stay. */
function piece(element: Fields): string {
  const { value } = element.at('text');
  const text = typeof value === 'string' ? value : '';
  if (element.text('type') === 'link')
    return slackLink(element.text('url'), text === '' ? (element.text('url') ?? '') : text);
  if (element.text('type') === 'emoji') return `:${element.text('name') ?? ''}:`;
  const [, before = '', said = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const line = fromMrkdwn(said.replaceAll('```', "'''").replaceAll('\n', ' '));
  return `${before && ' '}${element.is('style.bold') && line !== '' ? `**${line.replaceAll('**', '')}**` : line}${after && ' '}`;
}
