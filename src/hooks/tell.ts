import type { Story } from './gather.ts';
import type { HookEvent } from './hook-event.ts';
import type { Pen } from './pen.ts';
import { tellAlerts } from './tell/alerts.ts';
import { tellBuild, tellDeployment } from './tell/build.ts';
import { fitting } from './tell/fitting.ts';
import { tellIssue, tellPullRequest } from './tell/opened.ts';
import { tellOther } from './tell/other.ts';
import { tellPush } from './tell/push.ts';
import { remarksOf, sentence } from './tell/sentence.ts';

/** A message before it is one: lines of Markdown, and a title that says all of it. */
export interface Told {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Beyond it nobody reads on. */
const MOST_LINES = 6;

/** The strongest news first, then what else happened to the same thing. */
export function tell(story: Story, pen: Pen): Told {
  const main = tellMain(story, pen);
  const rest = others(story, main.covers ?? []).map((event) => sentence(event, pen));
  const room = Math.max(MOST_LINES - main.lines.length, 0);
  const shown = fitting(rest.slice(0, room), main.lines);
  const more = rest.length - shown.length;
  return { title: main.title, lines: [...main.lines, ...shown, ...(more > 0 ? [pen.texts.moreNews(more)] : [])] };
}

/** What it has told of the story. */
export interface ToldMain extends Told {
  readonly covers?: readonly HookEvent[];
}

function tellMain(story: Story, pen: Pen): ToldMain {
  const { headline, events } = story;
  const { kind } = headline;
  if (kind === 'push' || kind === 'push.forced') return tellPush(events, headline, pen);
  if (headline.alerts !== undefined) return tellAlerts(headline, pen);
  if (headline.build !== undefined) return { ...tellBuild(headline, pen), covers: events };
  if (headline.deployment !== undefined) return tellDeployment(headline, pen);
  const opened = events.find((event) => event.kind.endsWith('.opened'));
  if (opened !== undefined && OPENS.test(kind)) {
    return opened.kind === 'pull_request.opened' ? tellPullRequest(story, opened, pen) : tellIssue(story, opened, pen);
  }
  if (headline.thing === undefined || kind === 'message') return tellOther(headline, pen);
  const remarks = events.filter((event) => event.remark !== undefined && event !== headline);
  return {
    title: sentence(headline, pen.plain()),
    lines: [
      sentence(headline, pen),
      // A remark in the code stands below, with its place.
      ...(headline.remark === undefined ? pen.quote(headline) : []),
      ...remarksOf(headline.remark ? [headline, ...remarks] : remarks, pen),
    ],
    covers: [headline, ...remarks],
  };
}

/** What is told as part of the opening. */
const OPENS = /\.(?:opened|review_requested|ready|assigned|labeled|updated)$/;

function others({ headline, events }: Story, covered: readonly HookEvent[]): readonly HookEvent[] {
  const { thing } = headline;
  if (thing === undefined) return [];
  return events.filter((event) => event !== headline && !covered.includes(event));
}
