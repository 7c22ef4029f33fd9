import { describe, expect, it } from 'vitest';
import { decodedXml } from '../../src/hooks/decoded-xml.ts';
import { type FeedEntry, type FeedReading, readFeed } from '../../src/hooks/feed-read.ts';
import { eventsIn, rulesOf, told } from './hook-world.ts';

const ADDRESS = 'https://git.example.com/acme/shop/releases.atom';

const ATOM = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">
  <id>tag:github.com,2008:https://github.com/acme/shop/releases</id>
  <link type="text/html" rel="alternate" href="https://git.example.com/acme/shop/releases"/>
  <link type="application/atom+xml" rel="self" href="https://git.example.com/acme/shop/releases.atom"/>
  <title>Release notes from shop</title>
  <entry>
    <id>tag:github.com,2008:Repository/1/v1.4.0</id>
    <updated>2026-11-24T02:00:00Z</updated>
    <link rel="enclosure" href="/acme/shop/v1.4.0.zip"/>
    <link rel="alternate" type="text/html" href="/acme/shop/releases/tag/v1.4.0"/>
    <title>v1.4.0</title>
    <content type="html">&lt;h2&gt;What&#39;s new&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;Coupons &amp;amp; more&lt;/li&gt;&lt;/ul&gt;&lt;script&gt;alert(1)&lt;/script&gt;</content>
    <author><name>xiaoming</name></author>
    <category term="stable"/>
  </entry>
  <entry><id>2</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">An <b>older</b> one</div></title></entry>
</feed>`;

const RSS = `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:atom="http://www.w3.org/2005/Atom"><channel>
  <title>Status</title><atom:link href="https://status.example.com/rss" rel="self"/><link>https://status.example.com</link>
  <item><title><![CDATA[Slow &amp; fast <b>again</b>]]></title><guid>https://status.example.com/1</guid>
    <description><![CDATA[<p>Investigating</p><p>Fixed</p>]]></description><dc:creator>lili</dc:creator>
    <pubDate>Tue, 24 Nov 2026 02:00:00 GMT</pubDate><category>outage</category><category>api</category></item>
  <item><guid isPermaLink="false">https://no.link/2</guid><title>Two</title></item>
  <item><link>https://status.example.com/3</link></item>
  <item><description>nothing tells it from others</description></item>
</channel></rss>`;

const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
  <channel rdf:about="https://old.example.com"><title>Old</title><link>https://old.example.com</link></channel>
  <item rdf:about="https://old.example.com/1"><title>One</title><link>https://old.example.com/1</link></item></rdf:RDF>`;

function entriesOf(reading: FeedReading): readonly FeedEntry[] {
  if (reading.kind !== 'feed') throw new Error(JSON.stringify(reading));
  return reading.entries;
}

describe('a feed', () => {
  it('in Atom: its entries with whole links, and texts without HTML', () => {
    const feed = { title: 'Release notes from shop', url: 'https://git.example.com/acme/shop/releases' };
    expect(entriesOf(readFeed(ATOM, ADDRESS))).toEqual([
      {
        id: 'tag:github.com,2008:Repository/1/v1.4.0',
        title: 'v1.4.0',
        url: 'https://git.example.com/acme/shop/releases/tag/v1.4.0',
        text: "What's new\nCoupons & more",
        author: 'xiaoming',
        updated: '2026-11-24T02:00:00Z',
        labels: ['stable'],
        feed,
      },
      { id: '2', title: expect.stringContaining('older'), labels: [], feed },
    ]);
  });

  it('in RSS: by guid or else by link; an id that is an address leads there, unless it says that it does not', () => {
    const feed = { title: 'Status', url: 'https://status.example.com/' };
    expect(entriesOf(readFeed(RSS, ADDRESS))).toEqual([
      {
        id: 'https://status.example.com/1',
        title: 'Slow & fast again',
        url: 'https://status.example.com/1',
        text: 'Investigating\nFixed',
        author: 'lili',
        published: 'Tue, 24 Nov 2026 02:00:00 GMT',
        labels: ['outage', 'api'],
        feed,
      },
      { id: 'https://no.link/2', title: 'Two', labels: [], feed },
      { id: 'https://status.example.com/3', url: 'https://status.example.com/3', labels: [], feed },
    ]);
  });

  it('in RDF', () => {
    expect(entriesOf(readFeed(RDF, ADDRESS))).toEqual([
      {
        id: 'https://old.example.com/1',
        title: 'One',
        url: 'https://old.example.com/1',
        labels: [],
        feed: { title: 'Old', url: 'https://old.example.com/' },
      },
    ]);
  });

  it('that is none is said to be none, whatever it does to whoever reads it', () => {
    expect(readFeed('<html><body>Sign in</body></html>', ADDRESS)).toEqual({ kind: 'not-feed', root: 'html' });
    expect(readFeed('{"version": "https://jsonfeed.org/version/1"}', ADDRESS)).toMatchObject({ kind: 'not-xml' });
    expect(readFeed('<feed><entry></feed>', ADDRESS)).toEqual({ kind: 'not-xml', line: 1 });
    expect(readFeed('', ADDRESS)).toMatchObject({ kind: 'not-xml' });
    const deep = `<feed>${'<entry>'.repeat(20_000)}${'</entry>'.repeat(20_000)}</feed>`;
    expect(['not-xml', 'feed']).toContain(readFeed(deep, ADDRESS).kind);
    const laughs = `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(
      50,
    )}"><!ENTITY d "${'&c;'.repeat(50)}">]><feed><entry><id>1</id><title>&d;&d;&d;&d;</title></entry></feed>`;
    expect(JSON.stringify(readFeed(laughs, ADDRESS)).length).toBeLessThan(100_000);
    const hostile = '<feed><entry><id>__proto__</id><title>constructor</title><toString/></entry></feed>';
    expect(entriesOf(readFeed(hostile, ADDRESS))).toMatchObject([{ id: '__proto__', title: 'constructor' }]);
  });

  it('is read as it is encoded: as its server says, as it is marked, as it declares', () => {
    const title = '<feed><title>';
    // 发布 in GBK, by its table.
    const gbk = Buffer.concat([
      Buffer.from(title),
      Buffer.from([0xb7, 0xa2, 0xb2, 0xbc]),
      Buffer.from('</title></feed>'),
    ]);
    expect(decodedXml(gbk, 'gbk')).toMatchObject({ text: `${title}发布</title></feed>` });
    const declared = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="gb2312"?>'), gbk]);
    expect(decodedXml(declared)).toMatchObject({ text: expect.stringContaining('发布') });
    const utf16 = Buffer.from(`\uFEFF${title}发布</title></feed>`, 'utf16le');
    expect(decodedXml(utf16, 'gbk')).toMatchObject({ text: `${title}发布</title></feed>` });
    expect(decodedXml(gbk, 'klingon')).toEqual({ kind: 'unknown-encoding', encoding: 'klingon' });
  });
});

describe('an entry', () => {
  const entry = {
    id: '1',
    title: 'v1.4.0',
    url: 'https://git.example.com/acme/shop/releases/tag/v1.4.0',
    text: '# Big\n![x](http://tracker.example/) [a](javascript:x) @13800000000',
    author: 'renovate',
    labels: ['stable'],
    feed: { title: 'Release notes from shop', url: 'https://git.example.com/acme/shop/releases' },
  };

  it('is told with its feed and link, its text as harmless text', async () => {
    const message = told(await eventsIn(rulesOf('feed'), entry));
    expect(message.title).toBe('v1.4.0 · Release notes from shop');
    expect(message.text).toBe(
      '### [v1.4.0 · Release notes from shop](https://git.example.com/acme/shop/releases/tag/v1.4.0)\n\na ＠13800000000',
    );
  });

  it('is told by the templates of its hook', async () => {
    const rules = rulesOf('feed', { title: '{{ body.feed.title }}：{{ body.title }}', text: '{{ body.author }} ' });
    const message = told(await eventsIn(rules, entry));
    expect(message.title).toBe('Release notes from shop：v1.4.0');
    expect(message.text).toContain('\n\nrenovate');
  });

  it('that says nothing is not told', async () => {
    expect(await eventsIn(rulesOf('feed'), { id: '1', labels: [] })).toEqual([]);
  });
});
