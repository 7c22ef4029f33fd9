import type { HookEvent } from '../hook-event.ts';
import type { Pen } from '../pen.ts';
import { deedOf } from './deed.ts';
import { accountsAs, thingOf } from './thing.ts';

/** What happened, in one line that stands for itself. */
export function sentence(event: HookEvent, pen: Pen): string {
  const emoji = event.deed?.did === 'archived' ? '📦' : EMOJI[event.kind];
  const said = deedOf(event, pen) ?? saidOf(event, pen);
  return emoji === undefined ? said : `${emoji} ${said}`;
}

const EMOJI: Readonly<Partial<Record<HookEvent['kind'], string>>> = {
  'branch.created': '🌱',
  'branch.deleted': '🗑',
  'tag.created': '🏷',
  'tag.deleted': '🗑',
  'release.updated': '✏️',
  'pull_request.opened': '🔀',
  'pull_request.ready': '🔀',
  'pull_request.review_requested': '👀',
  'pull_request.approved': '✅',
  'pull_request.changes_requested': '❌',
  'pull_request.dismissed': '↩️',
  'pull_request.merged': '🎉',
  'pull_request.closed': '🚫',
  'pull_request.reopened': '🔁',
  'pull_request.assigned': '👤',
  'pull_request.commented': '💬',
  'pull_request.labeled': '🏷',
  'pull_request.updated': '✏️',
  'issue.opened': '📝',
  'issue.reopened': '🔁',
  'issue.assigned': '👤',
  'issue.moved': '➡',
  'issue.raised': '⬆',
  'issue.deleted': '🗑',
  'issue.commented': '💬',
  'issue.labeled': '🏷',
  'issue.updated': '✏️',
  mentioned: '💬',
  'comment.updated': '✏️',
  'commit.commented': '💬',
  'card.created': '🆕',
  'card.moved': '➡',
  'card.due': '⏰',
  'card.done': '✅',
  'card.assigned': '👤',
  'card.deleted': '🗑',
  'card.commented': '💬',
  'card.archived': '📦',
  'card.updated': '✏️',
  board: '📋',
  wiki: '📖',
  milestone: '🏁',
  member: '👥',
  discussion: '💬',
  repository: '📦',
  star: '⭐',
  fork: '🍴',
  ping: '🔗',
};

function saidOf(event: HookEvent, pen: Pen): string {
  const { texts } = pen;
  const [who, thing] = [pen.who(event), thingOf(event, pen)];
  const kind: string = event.kind;
  switch (kind) {
    case 'pull_request.merged':
      return merged(event, pen);
    case 'pull_request.closed':
      return texts.closedUnmerged(who, thing);
    case 'pull_request.review_requested': {
      const reviewers = accountsAs(event, 'reviewer');
      return `${texts.asksReview(who, pen.names(event, reviewers), thing)}${pen.calls(event, reviewers)}`;
    }
    case 'issue.closed':
      return closed(event, pen);
    case 'issue.reopened':
      return event.sender === 'sentry' && who === ''
        ? texts.cameBack(thing)
        : texts.sentences['issue.reopened']({ who, thing });
    case 'pull_request.assigned':
    case 'issue.assigned':
    case 'card.assigned':
      return assigned(event, pen);
    case 'issue.moved':
    case 'card.moved':
      return `${texts.sentences[kind]({ who, thing })}${texts.colon}${changeOf(event, pen)}`;
    case 'issue.raised':
      return `${thing}${texts.colon}${texts.priority} ${changeOf(event, pen)}`;
    case 'card.created':
      return `${texts.sentences[kind]({ who, thing })}${event.to === undefined ? '' : texts.brackets(pen.text(event.to))}`;
    case 'fork':
      return forked(event, pen);
    case 'card.due':
      return due(event, pen);
    case 'card.done':
      return texts.done(who, thing);
    case 'mentioned':
      return texts.mentions(who, thing, pen.names(event, accountsAs(event, 'mentioned')));
    case 'pull_request.commented':
    case 'issue.commented':
    case 'card.commented':
    case 'commit.commented':
      return texts.commented(who, thing);
    default:
      return plainSentence(event, pen);
  }
}

function plainSentence(event: HookEvent, pen: Pen): string {
  const sentences: Readonly<Partial<Record<HookEvent['kind'], (parts: { who: string; thing: string }) => string>>> =
    pen.texts.sentences;
  const thing = thingOf(event, pen);
  const note =
    event.kind.endsWith('.labeled') && event.to !== undefined ? `${pen.texts.colon}${pen.text(event.to)}` : '';
  return `${sentences[event.kind]?.({ who: pen.who(event), thing }) ?? thing}${note}`;
}

/** What was forked, and what came of it. */
function forked({ url, to, ...event }: HookEvent, pen: Pen): string {
  const fork = to === undefined ? '' : ` → ${pen.link(pen.text(to), url)}`;
  return `${pen.texts.sentences.fork({ who: pen.who(event), thing: thingOf(event, pen) })}${fork}`;
}

/** Who wrote it is named too, unless they merged it themselves. */
function merged(event: HookEvent, pen: Pen): string {
  const [author] = accountsAs(event, 'author');
  const name = author === undefined ? '' : pen.name(event, author);
  const isOwn = name === pen.name(event, event.actor);
  const target = event.change?.target === undefined ? '' : ` → ${pen.text(event.change.target)}`;
  return `${pen.texts.merged(pen.who(event), isOwn ? '' : name, thingOf(event, pen))}${target}`;
}

function closed(event: HookEvent, pen: Pen): string {
  const { texts } = pen;
  const [who, thing] = [pen.who(event), thingOf(event, pen)];
  const note = event.to === undefined ? '' : texts.brackets(pen.text(event.to));
  if (event.isDropped === true) return `➖ ${texts.dropped(who, thing)}${note}`;
  if (event.sender === 'sentry') return `✅ ${texts.resolved(who, thing)}${note}`;
  return `✔ ${texts.done(who, thing)}${note}`;
}

function assigned(event: HookEvent, pen: Pen): string {
  const { texts } = pen;
  const accounts = accountsAs(event, 'assignee');
  const [who, thing, names] = [pen.who(event), thingOf(event, pen), pen.names(event, accounts)];
  if (accounts.length === 0) return texts.nobodys(thing);
  return who === names ? texts.took(who, thing) : `${texts.gave(who, thing, names)}${pen.calls(event, accounts)}`;
}

function changeOf({ from, to, field }: HookEvent, pen: Pen): string {
  const change = pen.texts.changed(pen.text(from), pen.text(to));
  return field === undefined ? change : `${pen.text(field)} ${change}`;
}

function due({ due, ...event }: HookEvent, pen: Pen): string {
  const thing = thingOf(event, pen);
  if (due === undefined) return thing;
  const { before } = due;
  return before === undefined
    ? pen.texts.due(thing, pen.time(due.at))
    : pen.texts.dueMoved(thing, pen.time(before), pen.time(due.at));
}

/** Remarks in the code: the first few, the others counted. */
export function remarksOf(events: readonly HookEvent[], pen: Pen): readonly string[] {
  const [first, ...others] = events;
  if (first?.remark === undefined) return [];
  const { path, line } = first.remark;
  const more = others.length === 0 ? '' : pen.texts.moreRemarks(others.length);
  const place = `${pen.text(path)}${line === undefined ? '' : `:${line}`}`;
  return [`- ${place}${pen.texts.colon}${pen.written(first, 120)}${more}`];
}
