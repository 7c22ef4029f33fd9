import { cut, excerpt } from '../message/excerpt.ts';
import { escaped } from '../message/escaped.ts';
import { localTime } from '../message/local-time.ts';
import type { MarkdownMessage, Message } from '../message/message.ts';
import { toEpochMs } from '../schedule/instant.ts';
import { calling, templated } from './hook-message.ts';
import type { HookEvent } from './hook-event.ts';
import { Pen, type Telling } from './pen.ts';
import type { DatedStory } from './stories.ts';
import { tell } from './tell.ts';
import { fitting } from './tell/fitting.ts';

export interface DigestFacts {
  /** Of the hook: what it is called where it tells of several repositories. */
  readonly name: string;
  /** It is told once a day. */
  readonly isDaily: boolean;
}

/** Nobody reads more lines. */
const MOST_LINES = 40;
const LONGEST_TITLE = 40;

/** What came over hours, as one message: how much of what, then a line for each thing. */
export function hookDigest(stories: readonly DatedStory[], telling: Telling, facts: DigestFacts): MarkdownMessage {
  const pen = new Pen(telling, { longestName: 60 });
  const title = titleOf(stories, pen, facts);
  const told = fitting(stories.slice(0, MOST_LINES).map((story) => lineOf(story, pen)));
  const left = stories.length - told.length;
  const lines = [...told, ...(left > 0 ? [`- ${pen.texts.more(left)}`] : [])];
  const text = `#### ${title}\n\n${lines.join('\n')}`;
  return calling({ kind: 'markdown', title: cut(title, LONGEST_TITLE), text }, telling);
}

/** `shop 今天 · 12 次推送、3 颗星` */
function titleOf(stories: readonly DatedStory[], pen: Pen, { name, isDaily }: DigestFacts): string {
  const { texts, telling } = pen;
  const places = new Set(stories.map(({ story }) => story.headline.repository?.short));
  const [place] = places;
  const whose = pen.text(places.size === 1 && place !== undefined ? place : name, 30);
  const first = toEpochMs(Math.min(...stories.map(({ since }) => since)));
  const dayOf = (at: number) => localTime(at, telling.zone).toISODate();
  const isToday = dayOf(first) === dayOf(telling.now);
  const when = isDaily && isToday ? texts.digest.today : texts.digest.since(pen.time(first));
  return `${whose} ${when} · ${texts.list(countsOf(stories, pen))}`;
}

/** The most first. */
function countsOf(stories: readonly DatedStory[], { texts }: Pen): readonly string[] {
  const counts = new Map<Counted, number>();
  for (const { story } of stories) {
    for (const event of isOneThing(story.headline) ? [story.headline] : story.events) {
      const what = countedAs(event);
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
  }
  const most = [...counts].toSorted(([, some], [, others]) => others - some);
  return most.map(([what, number]) => texts.digest.counts[what](number));
}

/** However much happened to it. */
function isOneThing({ kind }: HookEvent): boolean {
  return /^(?:pull_request|issue|card)\./.test(kind);
}

type Counted = keyof Pen['texts']['digest']['counts'];

function countedAs({ kind }: HookEvent): Counted {
  const [family = ''] = kind.split('.');
  if (family === 'mentioned' || family === 'comment' || family === 'commit') return 'comment';
  return COUNTED.find((each) => each === family) ?? 'other';
}

const COUNTED: readonly Counted[] = [
  'push',
  'branch',
  'tag',
  'release',
  'pull_request',
  'issue',
  'build',
  'deployment',
  'card',
  'alert',
  'message',
  'star',
  'fork',
];

/** `- 10:05 [shop/main：小明 推送了 3 个提交](…)` */
function lineOf({ story, at }: DatedStory, pen: Pen): string {
  const { headline } = story;
  const { message } = headline;
  const own = message === undefined ? templated(headline, pen.telling).title : saidIn(message);
  return `- ${pen.time(at)} ${pen.link(own ?? tell(story, pen).title, addressOf(headline))}`;
}

function saidIn(message: Message): string {
  const said =
    message.kind === 'feedCard' ? message.links[0]?.title : message.kind === 'text' ? message.text : message.title;
  return escaped(excerpt(said ?? '', 100));
}

/** Where the whole of it can be read. */
function addressOf({ url, thing, commits, alerts, repository }: HookEvent): string | undefined {
  return url ?? thing?.url ?? commits?.url ?? commits?.list[0]?.url ?? alerts?.url ?? repository?.url;
}
