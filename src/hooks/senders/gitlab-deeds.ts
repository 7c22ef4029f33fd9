import { compact } from '../compact.ts';
import { type Deed, type Did, type Part, partsChanged } from '../deed.ts';
import { Fields } from '../fields.ts';
import type { HookEvent, Involved, Repository, Thing } from '../hook-event.ts';
import { accountIn, type Common, involvedAs, labelsIn } from './gitlab-shapes.ts';

/** What was done, and to what of it. */
type Done = Pick<HookEvent, 'deed' | 'from' | 'to' | 'involved'>;

const DID: Readonly<Record<string, Did>> = {
  create: 'created',
  update: 'edited',
  delete: 'deleted',
  close: 'closed',
  reopen: 'reopened',
};

export function deedIn(action: string | undefined): Pick<HookEvent, 'deed'> {
  const did = DID[action ?? ''];
  return did === undefined ? {} : { deed: { did } };
}

/** By what GitLab calls it in `changes`; the first of them that changed is told. */
const PARTS: readonly (readonly [string, Part])[] = [
  ['target_branch', 'target'],
  ['due_date', 'due'],
  ['weight', 'weight'],
  ['severity', 'severity'],
  ['type', 'type'],
];

/** Of an update, `changes` has what was before and what is now. */
export function changedIn(body: Fields): Done {
  const changes = body.at('changes');
  const now = (name: string) => [changes.text(`${name}.previous`), changes.text(`${name}.current`)] as const;
  const draft = changes.at('draft');
  if (draft.is('current') && !draft.is('previous')) return { deed: { did: 'drafted' } };
  const [before, title] = now('title');
  if (before !== undefined || title !== undefined)
    return compact<Done>({ deed: { did: 'renamed' }, from: before, to: title });
  for (const [name, part] of PARTS) {
    if (!changes.has(name)) continue;
    const [from, to] = now(name);
    if (to === undefined) return { deed: { did: 'removed', part } };
    return compact<Done>({ deed: { did: 'changed', part }, from, to });
  }
  return listed(changes) ?? flagged(changes, body);
}

/** Labels by name; people who are not asked, or not in charge, any more. */
function listed(changes: Fields): Done | undefined {
  if (changes.has('labels')) {
    const [before, after] = ['previous', 'current'].map((side) => labelsIn(changes.list(`labels.${side}`)));
    return partsChanged('label', before ?? [], after ?? []);
  }
  for (const [name, as] of [
    ['assignees', 'assignee'],
    ['reviewers', 'reviewer'],
  ] as const) {
    const left = goneIn(changes.at(name));
    if (left.length > 0) return { deed: { did: 'removed', part: as }, involved: involvedAs(as, left) };
  }
  return undefined;
}

function goneIn(change: Fields): readonly Fields[] {
  const after = new Set(change.list('current').map((user) => user.text('id')));
  return change.list('previous').filter((user) => !after.has(user.text('id')));
}

function flagged(changes: Fields, body: Fields): Done {
  if (changes.has('description')) return { deed: { did: 'changed', part: 'description' } };
  const milestone = changes.at('milestone_id');
  if (milestone.value !== undefined) {
    return { deed: { did: milestone.text('current') === undefined ? 'removed' : 'changed', part: 'milestone' } };
  }
  if (changes.has('confidential')) return { deed: { did: 'changed', part: 'confidentiality' } };
  if (changes.has('discussion_locked')) {
    return { deed: { did: changes.is('discussion_locked.current') ? 'locked' : 'unlocked' } };
  }
  const merger = changes.at('merge_user_id');
  if (merger.value !== undefined) {
    return { deed: { did: merger.text('current') === undefined ? 'auto_merge_off' : 'auto_merge_on' } };
  }
  return { deed: { did: body.has('object_attributes.oldrev') ? 'pushed' : 'edited' } };
}

/** A page of the wiki or a milestone. */
export function pageOrMilestone(event: 'wiki_page' | 'milestone', body: Fields, common: Common): HookEvent {
  const attributes = body.at('object_attributes');
  const action = body.text('action') ?? attributes.text('action');
  const title = attributes.text('title');
  const isPage = event === 'wiki_page';
  const [base, iid] = [common.repository?.url, attributes.text('iid')];
  const made = isPage || base === undefined || iid === undefined ? undefined : `${base}/-/milestones/${iid}`;
  const url = action === 'delete' ? undefined : (attributes.text('url') ?? made);
  const thing = compact<Thing>({ type: isPage ? 'page' : 'milestone', id: title ?? '', title, url });
  const text = isPage ? undefined : attributes.text('description');
  return compact<HookEvent>({ ...common, kind: isPage ? 'wiki' : 'milestone', thing, ...deedIn(action), text });
}

/** What happened to people, and to what they belong to: `user_add_to_team`, `project_create`. GitLab does not say who did it. */
export function ofInstance(event: string, body: Fields, common: Common): HookEvent | undefined {
  const { actor: _actor, ...rest } = common;
  const of = /^user_(add_to|remove_from|update_for|access_request_to)_(team|project|group)$/.exec(event);
  if (of !== null) return membership(of[1] ?? '', of[2] === 'group', body, rest);
  const account = /^user_(create|destroy|rename)$/.exec(event)?.[1];
  if (account !== undefined) return accountMade(account, body, rest);
  const place = /^(project|group|subgroup)_(create|destroy|rename|transfer|update)$/.exec(event);
  return place === null ? undefined : placeMade(place[1] !== 'project', place[2] ?? '', body, rest);
}

const ENTERED: Readonly<Record<string, Did>> = { add_to: 'added', remove_from: 'removed', update_for: 'changed' };

function membership(what: string, isGroup: boolean, body: Fields, common: Common): HookEvent {
  const role = body.text('project_access') ?? body.text('group_access');
  const did = ENTERED[what] ?? 'requested';
  const name = body.text('group_name');
  return compact<HookEvent>({
    ...common,
    kind: 'member',
    repository: isGroup ? undefined : (common.repository ?? projectOf(body)),
    thing: isGroup
      ? compact<Thing>({ type: 'group', id: body.text('group_path') ?? name ?? '', title: name })
      : undefined,
    deed: { did },
    to: did === 'added' || did === 'changed' ? role : undefined,
    involved: memberIn(body),
  });
}

function projectOf(body: Fields): Repository | undefined {
  const name = body.text('project_path_with_namespace') ?? body.text('project_name');
  return name === undefined ? undefined : { name, short: name.split('/').at(-1) ?? name };
}

function memberIn(body: Fields): readonly Involved[] {
  const name = body.text('user_name') ?? body.text('name');
  const account = accountIn(new Fields({ username: body.text('user_username') ?? body.text('username'), name }));
  return account === undefined ? [] : [{ as: 'mentioned', account }];
}

const MADE: Readonly<Record<string, Did>> = {
  create: 'created',
  destroy: 'deleted',
  rename: 'renamed',
  transfer: 'transferred',
  update: 'edited',
};

function accountMade(what: string, body: Fields, common: Common): HookEvent {
  const deed: Deed = { did: MADE[what] ?? 'edited' };
  const [from, to] = what === 'rename' ? [body.text('old_username'), body.text('username')] : [];
  return compact<HookEvent>({ ...common, kind: 'member', deed, from, to, involved: memberIn(body) });
}

function placeMade(isGroup: boolean, what: string, body: Fields, common: Common): HookEvent {
  const deed: Deed = { did: MADE[what] ?? 'edited' };
  const isMove = what === 'rename' || what === 'transfer';
  const path = body.text('full_path') ?? body.text('path_with_namespace') ?? body.text('path');
  const from = isMove ? (body.text('old_full_path') ?? body.text('old_path_with_namespace')) : undefined;
  const name = body.text('name') ?? path ?? '';
  const { repository } = common;
  const { url: _url, ...gone } = repository ?? { name, short: name };
  return compact<HookEvent>({
    ...common,
    kind: 'repository',
    repository: isGroup ? undefined : what === 'destroy' ? gone : repository,
    thing: isGroup ? { type: 'group', id: path ?? name, title: name } : undefined,
    deed,
    from,
    to: isMove ? path : undefined,
  });
}
