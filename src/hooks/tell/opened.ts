import type { Story } from '../gather.ts';
import type { HookEvent } from '../hook-event.ts';
import type { Pen } from '../pen.ts';
import type { ToldMain } from '../tell.ts';
import { sentence } from './sentence.ts';
import { accountsAs, thingOf } from './thing.ts';

/** A pull request that was opened, with who is asked to review it, which some senders say in events of their own. */
export function tellPullRequest({ events }: Story, opened: HookEvent, pen: Pen): ToldMain {
  const { texts } = pen;
  const covers = events.filter(({ kind }) => COVERED.test(kind));
  const reviewers = covers.flatMap((event) => accountsAs(event, 'reviewer'));
  const named = pen.names(opened, reviewers);
  const facts = [texts.opened(pen.who(opened)), ...changeFacts(opened, pen)].filter(Boolean).join(comma(pen));
  const labels = labelsOf(covers, pen);
  return {
    title: sentence(opened, pen.plain()),
    lines: [
      `### 🔀 ${thingOf(opened, pen)}`,
      [facts, labels].filter(Boolean).join(' · '),
      ...pen.quote(opened),
      named === '' || opened.isDraft === true ? '' : `${texts.pleaseReview(named)}${pen.calls(opened, reviewers)}`,
    ],
    covers,
  };
}

const COVERED = /^pull_request\.(?:opened|review_requested|labeled|ready|updated)$/;

function comma(pen: Pen): string {
  return pen.telling.language === 'en' ? ', ' : '，';
}

function changeFacts({ change }: HookEvent, pen: Pen): readonly string[] {
  if (change === undefined) return [];
  const { source, target, additions, deletions, files } = change;
  const way = source === undefined || target === undefined ? '' : `${pen.text(source)} → ${pen.text(target)}`;
  const size = additions === undefined || deletions === undefined ? '' : `+${additions} −${deletions}`;
  return [way, size, files === undefined ? '' : pen.texts.files(files)].filter(Boolean);
}

function labelsOf(events: readonly HookEvent[], pen: Pen): string {
  const labels = events.flatMap((event) => event.labels ?? []);
  return pen.few([...new Set(labels)], 5, (shown) => shown.map((label) => pen.text(label, 40)).join(' · '));
}

/** An issue that was opened, with whom it was given to. */
export function tellIssue({ events }: Story, opened: HookEvent, pen: Pen): ToldMain {
  const { texts } = pen;
  const covers = events.filter(({ kind }) => /^issue\.(?:opened|assigned|labeled|updated)$/.test(kind));
  const assignees = covers.flatMap((event) => accountsAs(event, 'assignee'));
  const names = pen.names(opened, assignees);
  const who =
    opened.actor === undefined ? '' : texts.sentences['issue.opened']({ who: pen.who(opened), thing: '' }).trim();
  const labels = labelsOf(covers, pen);
  const given = names === '' ? '' : `${texts.assignedTo(names)}${pen.calls(opened, assignees)}`;
  const facts = [[who, labels, pen.text(opened.thing?.note)].filter(Boolean).join(' · '), given];
  return {
    title: titleOf(opened, pen.plain()),
    lines: [`### ${heading(opened, labels, pen)}`, facts.filter(Boolean).join(comma(pen)), ...written(opened, pen)],
    covers,
  };
}

function titleOf(opened: HookEvent, pen: Pen): string {
  return opened.sender === 'sentry' || opened.thing?.isIncident === true
    ? heading(opened, '', pen)
    : sentence(opened, pen);
}

function heading(opened: HookEvent, labels: string, pen: Pen): string {
  const thing = thingOf(opened, pen);
  if (opened.sender === 'sentry') return `🐞 ${pen.texts.newError(pen.text(opened.repository?.short), thing)}`;
  if (opened.thing?.isIncident === true) return `🚨 ${pen.texts.incident(thing)}`;
  return `${/bug|defect|缺陷|故障/i.test(labels) ? '🐞' : '📝'} ${thing}`;
}

/** Of an error these are facts, not what somebody wrote. */
function written(opened: HookEvent, pen: Pen): readonly string[] {
  return opened.sender === 'sentry' ? [pen.written(opened)] : pen.quote(opened);
}
