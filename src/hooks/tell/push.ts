import type { Commit, HookEvent } from '../hook-event.ts';
import type { Pen } from '../pen.ts';
import type { ToldMain } from '../tell.ts';

const MOST = 5;

/** Pushes to one branch, one after the other, as if they were one. */
export function tellPush(events: readonly HookEvent[], headline: HookEvent, pen: Pen): ToldMain {
  const pushes = events.filter(({ kind }) => kind === 'push' || kind === 'push.forced');
  const commits = pushes.toReversed().flatMap((push) => push.commits?.list ?? []);
  const total = pushes.reduce((sum, push) => sum + (push.commits?.total ?? 0), 0);
  const isAtLeast = pushes.some((push) => push.commits?.isAtLeast === true);
  if (headline.kind === 'push.forced') return forced(headline, { commits, total }, pen);
  const [only] = commits;
  if (only === undefined) return empty(headline, pen);
  const authors = pushes.flatMap((push) => [...(push.actor ? [push.actor] : []), ...(push.commits?.authors ?? [])]);
  if (total === 1) return single(headline, only, pen);
  const plain = pen.plain();
  const counted = pen.texts.commits(total, isAtLeast);
  const shown = commits.slice(0, MOST);
  const place = placeOf(headline, pen);
  const more = total > shown.length ? [pen.texts.more(total - shown.length)] : [];
  const compare = pen.link(pen.texts.compare, pushes.at(-1)?.commits?.url ?? headline.url);
  return {
    title: `${placeName(headline, plain)}${pen.texts.colon}${pen.texts.pushed(plain.names(headline, authors, MOST), counted)}`,
    lines: [
      `### ${place}`,
      `${pen.texts.pushed(pen.names(headline, authors, MOST), counted)}${compare === pen.texts.compare ? '' : pen.texts.brackets(compare)}`,
      [...shown.map((commit) => commitLine(commit, headline, pen)), ...more.map((line) => `- ${line}`)].join('\n'),
    ],
    covers: events,
  };
}

function single(event: HookEvent, commit: Commit, pen: Pen): ToldMain {
  const said = (own: Pen, branch: string): string =>
    own.texts.pushedOne(own.who(event), branch, own.link(own.text(commit.title || commit.id.slice(0, 7)), commit.url));
  const plain = pen.plain();
  return { title: said(plain, placeName(event, plain)), lines: [said(pen, placeName(event, pen))] };
}

function empty(event: HookEvent, pen: Pen): ToldMain {
  const said = (own: Pen): string =>
    own.texts.pushedNothing(own.who(event), own.link(placeName(event, own), event.url));
  return { title: said(pen.plain()), lines: [said(pen)] };
}

function forced(
  event: HookEvent,
  { commits, total }: { readonly commits: readonly Commit[]; readonly total: number },
  pen: Pen,
): ToldMain {
  const said = (own: Pen): string => {
    const branch = own.link(placeName(event, own), event.url);
    const { texts } = own;
    const text =
      total === 0
        ? texts.reset(own.who(event), branch)
        : texts.forced(own.who(event), branch, texts.commits(total, false));
    return `⚠️ ${text}`;
  };
  const shown = commits.slice(0, 3);
  const more = shown.length > 0 && total > shown.length ? [`- ${pen.texts.more(total - shown.length)}`] : [];
  return {
    title: said(pen.plain()),
    lines: [said(pen), [...shown.map((commit) => commitLine(commit, event, pen)), ...more].join('\n')],
  };
}

/** `- [32a1b2c](…) 第 19 步：迁移订单表 · 小明` */
function commitLine({ id, title, url, author }: Commit, event: HookEvent, pen: Pen): string {
  const by = author === undefined ? '' : ` · ${pen.name(event, author)}`;
  return `- ${pen.link(pen.text(id.slice(0, 7)), url)} ${pen.text(title)}${by}`;
}

function placeName({ repository, branch }: HookEvent, pen: Pen): string {
  return [pen.text(repository?.short), pen.text(branch)].filter(Boolean).join('/');
}

function placeOf({ repository, branch }: HookEvent, pen: Pen): string {
  return [pen.link(pen.text(repository?.short), repository?.url), pen.text(branch)].filter(Boolean).join(' · ');
}
