import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { compact } from './compact.ts';
import { htmlText } from './html-text.ts';

/** An entry of a feed, as plain data: what templates call `body`. Texts are without HTML. */
export interface FeedEntry {
  /** What tells it from the others for ever. */
  readonly id: string;
  readonly title?: string;
  readonly url?: string;
  readonly text?: string;
  readonly author?: string;
  /** As it is written. */
  readonly published?: string;
  readonly updated?: string;
  readonly labels: readonly string[];
  readonly feed: { readonly title?: string; readonly url?: string };
}

export type FeedReading =
  /** In the order of the feed. */
  | { readonly kind: 'feed'; readonly entries: readonly FeedEntry[] }
  | { readonly kind: 'not-xml'; readonly line?: number }
  /** XML, but no feed. */
  | { readonly kind: 'not-feed'; readonly root: string };

/** How many are read of a feed: the others are old. */
const MOST_ENTRIES = 1_000;
const LONGEST_TEXT = 10_000;

/**
 * Reads Atom, RSS 2.0 and RSS 1.0 (RDF).
 *
 * @param address of the feed: what its links are relative to.
 * @see https://www.rfc-editor.org/rfc/rfc4287 https://www.rssboard.org/rss-specification
 */
export function readFeed(xml: string, address: string): FeedReading {
  const text = xml.replace(/^\uFEFF/, '').trimStart();
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { kind: 'not-xml', ...(Number.isInteger(valid.err.line) && { line: valid.err.line }) };
  try {
    return readDocument(PARSER.parse(text) as Element, address);
  } catch {
    // It refuses what no feed needs: nesting without end, entities that multiply.
    return { kind: 'not-xml' };
  }
}

/** An element without attributes and children comes as its text; several of one name as a list. */
type Element = unknown;

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  htmlEntities: true,
});

function readDocument(document: Element, address: string): FeedReading {
  const [atom] = all(document, 'feed');
  if (atom !== undefined) return entriesOf(all(atom, 'entry'), atom, address);
  const [channel] = all(all(document, 'rss')[0], 'channel');
  if (channel !== undefined) return entriesOf(all(channel, 'item'), channel, address);
  const [rdf] = all(document, 'rdf:RDF');
  if (rdf !== undefined) return entriesOf(all(rdf, 'item'), all(rdf, 'channel')[0], address);
  const root = Object.keys(document ?? {}).find((name) => name !== '?xml') ?? '';
  return { kind: 'not-feed', root: root.slice(0, 40) };
}

function entriesOf(elements: readonly Element[], about: Element, address: string): FeedReading {
  const feed = compact<FeedEntry['feed']>({ title: plain(about, 'title'), url: linkOf(about, address) });
  const entries = elements.slice(0, MOST_ENTRIES).flatMap((each) => entryOf(each, feed, address) ?? []);
  return { kind: 'feed', entries };
}

/** `undefined`: nothing tells it from others. */
function entryOf(element: Element, feed: FeedEntry['feed'], address: string): FeedEntry | undefined {
  const url = linkOf(element, address);
  const title = plain(element, 'title');
  const id = textOf(element, 'id') ?? textOf(element, 'guid') ?? attribute(element, 'rdf:about') ?? url ?? title;
  if (id === undefined) return undefined;
  const text = ['content', 'content:encoded', 'summary', 'description']
    .map((name) => plain(element, name))
    .find(Boolean);
  return compact<FeedEntry>({
    id,
    title,
    url,
    text: text?.slice(0, LONGEST_TEXT),
    author: textOf(all(element, 'author')[0], 'name') ?? plain(element, 'dc:creator') ?? plain(element, 'author'),
    published: textOf(element, 'published') ?? textOf(element, 'pubDate') ?? textOf(element, 'dc:date'),
    updated: textOf(element, 'updated'),
    labels: all(element, 'category').flatMap((each): readonly string[] => {
      const label = attribute(each, 'term') ?? said(each);
      return label === undefined ? [] : [label];
    }),
    feed,
  });
}

/** Atom has several, by what they lead to; RSS has one, or none but an address for its id. */
function linkOf(element: Element, address: string): string | undefined {
  const links = all(element, 'link');
  const own = links.find((each) => (attribute(each, 'rel') ?? 'alternate') === 'alternate' && attribute(each, 'href'));
  const written = attribute(own, 'href') ?? links.map((each) => said(each)).find(Boolean) ?? guidOf(element);
  return written === undefined ? undefined : URL.parse(written, address)?.href;
}

function guidOf(element: Element): string | undefined {
  const [guid] = all(element, 'guid');
  const isLink = attribute(guid, 'isPermaLink') !== 'false';
  const id = said(guid);
  return isLink && id !== undefined && /^https?:\/\//i.test(id) ? id : undefined;
}

/** Without HTML, which stands there as a text, as elements or in CDATA. */
function plain(element: Element, name: string): string | undefined {
  const [found] = all(element, name);
  const text = htmlText(found === undefined ? '' : allText(found));
  return text === '' ? undefined : text;
}

/** All that stands within: XHTML comes as elements. */
function allText(element: Element): string {
  if (typeof element === 'string') return element;
  if (Array.isArray(element)) return element.map(allText).join('\n');
  if (typeof element !== 'object' || element === null) return '';
  return Object.entries(element)
    .filter(([name]) => !name.startsWith('@'))
    .map(([, each]) => allText(each))
    .join('\n');
}

function textOf(element: Element, name: string): string | undefined {
  return said(all(element, name)[0]);
}

function said(element: Element): string | undefined {
  const text = typeof element === 'string' ? element : own(element, '#text');
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function attribute(element: Element, name: string): string | undefined {
  const value = own(element, `@${name}`);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function all(element: Element, name: string): readonly Element[] {
  const found = own(element, name);
  if (found === undefined) return [];
  return Array.isArray(found) ? found : [found];
}

function own(element: Element, name: string): unknown {
  return typeof element === 'object' && element !== null && Object.hasOwn(element, name)
    ? (element as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
