import { compact } from '../compact.ts';
import type { Deed, Did, Part } from '../deed.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';
import { writtenTime } from '../written-time.ts';

/** What was done and to what of it, with what it was before. */
export type Done = Pick<HookEvent, 'deed' | 'from' | 'to' | 'due'>;

/** What GitHub and Gitea call what was done to a thing. */
const DID: Readonly<Record<string, Did>> = {
  created: 'created',
  opened: 'created',
  edited: 'edited',
  deleted: 'deleted',
  closed: 'closed',
  reopened: 'reopened',
  reopened_by_user: 'reopened',
  archived: 'archived',
  unarchived: 'restored',
  renamed: 'renamed',
  transferred: 'transferred',
  locked: 'locked',
  unlocked: 'unlocked',
  pinned: 'pinned',
  unpinned: 'unpinned',
  publicized: 'made_public',
  privatized: 'made_private',
  public: 'made_public',
  published: 'published',
  released: 'published',
  prereleased: 'published',
  unpublished: 'withdrawn',
  withdrawn: 'withdrawn',
  answered: 'answered',
  unanswered: 'unanswered',
  converted_to_draft: 'drafted',
  synchronize: 'pushed',
  synchronized: 'pushed',
  enqueued: 'queued',
  dequeued: 'unqueued',
  auto_merge_enabled: 'auto_merge_on',
  auto_merge_disabled: 'auto_merge_off',
  fixed: 'fixed',
  resolved: 'fixed',
  resolve: 'fixed',
  dismissed: 'dismissed',
  dismiss: 'dismissed',
  auto_dismissed: 'dismissed',
  closed_by_user: 'dismissed',
  auto_reopened: 'reopened',
  reopen: 'reopened',
  revoked: 'withdrawn',
};

/** Of an action that names all of it. */
export function deedIn(action: string | undefined): Done {
  const did = DID[action ?? ''];
  return did === undefined ? {} : { deed: { did } };
}

/** Of an edit, `changes` says of what. */
export function editedIn(body: Fields, thing: Fields): Done {
  const changes = body.at('changes');
  const title = changes.text('title.from') ?? changes.text('name.from');
  if (title !== undefined) {
    return compact<Done>({ deed: { did: 'renamed' }, from: title, to: thing.text('title') ?? thing.text('name') });
  }
  const target = changes.text('base.ref.from') ?? changes.text('ref.from');
  if (target !== undefined) return changed('target', target, thing.text('base.ref'));
  if (changes.has('due_on')) return dueIn(changes.text('due_on.from'), thing.text('due_on'));
  if (changes.has('body') || changes.has('description')) return { deed: { did: 'changed', part: 'description' } };
  return { deed: { did: 'edited' } };
}

/** A due date that was set, moved or removed. */
function dueIn(before: string | undefined, after: string | undefined): Done {
  const at = writtenTime(after);
  if (at === undefined) return { deed: { did: 'removed', part: 'due' } };
  return { deed: { did: 'changed', part: 'due' }, due: compact({ at, before: writtenTime(before) }) };
}

export function changed(part: Part, from: string | undefined, to: string | undefined): Done {
  return compact<Done>({ deed: { did: 'changed', part }, from, to });
}

/** What one event each says of a pull request or an issue, beside its kind. */
export function updatedIn(body: Fields, thing: Fields): Done {
  const action = body.text('action') ?? '';
  switch (action) {
    case 'edited':
      return editedIn(body, thing);
    case 'labeled':
    case 'unlabeled':
      return partIn(action === 'labeled', 'label', body.text('label.name'));
    case 'milestoned':
    case 'demilestoned':
      return partIn(
        action === 'milestoned',
        'milestone',
        body.text('milestone.title') ?? thing.text('milestone.title'),
      );
    case 'typed':
    case 'untyped':
      return partIn(action === 'typed', 'type', body.text('type.name'));
    case 'unassigned':
      return partIn(false, 'assignee', undefined);
    case 'review_request_removed':
      return partIn(false, 'reviewer', undefined);
    case 'transferred':
      return compact<Done>({ ...deedIn(action), to: body.text('changes.new_repository.full_name') });
    default:
      return deedIn(action);
  }
}

function partIn(isAdded: boolean, part: Part, name: string | undefined): Done {
  return { deed: compact<Deed>({ did: isAdded ? 'added' : 'removed', part, name }) };
}
