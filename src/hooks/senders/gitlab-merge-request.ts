import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent, Involved } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import { changedIn } from './gitlab-deeds.ts';
import { addedIn, changeOf, type Common, involvedAs, labelsIn, mergeRequestIn } from './gitlab-shapes.ts';
import { commitNews } from './push-event.ts';

const ACTION: Readonly<Record<string, Kind>> = {
  open: 'pull_request.opened',
  close: 'pull_request.closed',
  reopen: 'pull_request.reopened',
  merge: 'pull_request.merged',
  approved: 'pull_request.approved',
  approval: 'pull_request.approved',
  unapproved: 'pull_request.dismissed',
  unapproval: 'pull_request.dismissed',
};

/** What happened to a merge request; of an update, `changes` tells. */
export function mergeRequest(body: Fields, common: Common): HookEvent {
  const attributes = body.at('object_attributes');
  const about = aboutMergeRequest(body, common);
  const action = attributes.text('action') ?? '';
  const kind = ACTION[action];
  if (kind === undefined) return updated(body, about);
  const text = kind === 'pull_request.opened' ? attributes.text('description') : undefined;
  return compact<HookEvent>({
    ...about,
    kind,
    text,
    isDropped: kind === 'pull_request.closed' ? true : undefined,
    deed: kind === 'pull_request.dismissed' ? { did: 'unapproved' } : undefined,
    involved: [...(about.involved ?? []), ...mentionsIn(text)],
    ...newsIn(kind, attributes, common),
  });
}

function aboutMergeRequest(body: Fields, common: Common): Omit<HookEvent, 'kind'> {
  const attributes = body.at('object_attributes');
  const labels = body.has('labels') ? body.list('labels') : attributes.list('labels');
  return compact<Omit<HookEvent, 'kind'>>({
    ...common,
    thing: mergeRequestIn(attributes),
    branch: attributes.text('target_branch'),
    labels: labelsIn(labels),
    isDraft: attributes.is('draft') || attributes.is('work_in_progress') ? true : undefined,
    change: changeOf(attributes),
    involved: [
      ...authorIn(body),
      ...involvedAs('assignee', body.list('assignees')),
      ...involvedAs('reviewer', body.list('reviewers')),
    ],
  });
}

/** GitLab gives only the author's id. The name is found among the people it lists, or at the last commit. */
function authorIn(body: Fields): readonly Involved[] {
  const id = body.text('object_attributes.author_id');
  const named = [body.at('user'), ...body.list('assignees'), ...body.list('reviewers')];
  const author = named.find((user) => user.text('id') !== undefined && user.text('id') === id);
  return involvedAs('author', [author ?? body.at('object_attributes.last_commit.author')]).map(({ as, account }) => ({
    as,
    account: author === undefined ? { ...account, ids: [...account.ids, ...(id === undefined ? [] : [id])] } : account,
  }));
}

/** One click may say that it is approved twice; what a merge made is pushed as well. */
function newsIn(kind: Kind, attributes: Fields, { repository, actor }: Common): Pick<HookEvent, 'says' | 'echoes'> {
  const id = attributes.text('iid') ?? '';
  if (kind === 'pull_request.approved') {
    const says = [`approved ${repository?.name ?? ''} ${id} ${actor?.name ?? ''}`];
    return { says, echoes: says };
  }
  if (kind !== 'pull_request.merged') return {};
  const commits = [attributes.text('merge_commit_sha'), attributes.text('squash_commit_sha')];
  const known = [...commits, attributes.text('last_commit.id')].filter((each) => each !== undefined);
  return { says: known.map((commit) => commitNews(repository, commit)) };
}

function updated(body: Fields, about: Omit<HookEvent, 'kind'>): HookEvent {
  const [attributes, changes] = [body.at('object_attributes'), body.at('changes')];
  const others = (about.involved ?? []).filter(({ as }) => as === 'author');
  if (isReady(changes)) return { ...about, kind: 'pull_request.ready' };
  const judged = judgedIn(changes.at('reviewers'));
  if (judged === 'requested_changes') return { ...about, kind: 'pull_request.changes_requested' };
  if (judged === 'approved') {
    return { ...about, kind: 'pull_request.approved', ...newsIn('pull_request.approved', attributes, about) };
  }
  // What was written comes as remarks.
  if (judged !== undefined) return { ...about, kind: 'pull_request.updated', saysNothing: true };
  const reviewers = addedIn(changes.at('reviewers'));
  const asked = [...reviewers, ...changes.list('reviewers.current').filter((user) => user.is('re_requested'))];
  if (asked.length > 0) {
    return { ...about, kind: 'pull_request.review_requested', involved: [...others, ...involvedAs('reviewer', asked)] };
  }
  const assigned = addedIn(changes.at('assignees'));
  if (assigned.length > 0) {
    return { ...about, kind: 'pull_request.assigned', involved: [...others, ...involvedAs('assignee', assigned)] };
  }
  const isEmpty = Object.keys(changes.value ?? {}).length === 0 && !body.has('object_attributes.oldrev');
  if (isEmpty) return { ...about, kind: 'pull_request.updated', saysNothing: true };
  const kind = changes.has('labels') ? 'pull_request.labeled' : 'pull_request.updated';
  return { ...about, kind, ...changedIn(body) };
}

/** What somebody who was asked says now, and did not before; GitLab tells it since 18.6. */
function judgedIn(reviewers: Fields): string | undefined {
  const before = new Map(reviewers.list('previous').map((user) => [user.text('id'), user.text('state')]));
  return reviewers
    .list('current')
    .filter((user) => before.get(user.text('id')) !== user.text('state'))
    .flatMap((user) => user.text('state') ?? [])
    .find((state) => JUDGED.has(state));
}

const JUDGED: ReadonlySet<string> = new Set(['requested_changes', 'approved', 'reviewed']);

/** It was a draft. Older ones only say so in the title. */
function isReady(changes: Fields): boolean {
  const isFlag = ['draft', 'work_in_progress'].some(
    (name) => changes.is(`${name}.previous`) && changes.at(`${name}.current`).value === false,
  );
  const [before, after] = [changes.text('title.previous') ?? '', changes.text('title.current') ?? ''];
  return isFlag || (DRAFT.test(before) && after !== '' && !DRAFT.test(after));
}

const DRAFT = /^\s*(?:\[?(?:draft|wip)\]?:?\s|\(draft\))/i;
