import { compact } from './compact.ts';
import type { HookEvent } from './hook-event.ts';

/** What was done, where the kind of an event does not say it: to its thing, its repository, its board. */
export interface Deed {
  readonly did: Did;
  /** What of the thing was added, removed or changed. */
  readonly part?: Part;
  /** What that is called: of a label, a file, a list; the field, where it is none of the known parts. */
  readonly name?: string;
}

export type Did =
  | 'created'
  | 'edited'
  | 'deleted'
  | 'closed'
  | 'reopened'
  | 'archived'
  | 'restored'
  | 'renamed'
  | 'transferred'
  | 'locked'
  | 'unlocked'
  | 'pinned'
  | 'unpinned'
  | 'fixed'
  | 'dismissed'
  | 'withdrawn'
  | 'published'
  | 'made_public'
  | 'made_private'
  | 'drafted'
  | 'pushed'
  | 'queued'
  | 'unqueued'
  | 'auto_merge_on'
  | 'auto_merge_off'
  | 'answered'
  | 'unanswered'
  | 'settled'
  | 'unsettled'
  | 'commented'
  | 'undone'
  | 'unapproved'
  | 'occurred'
  | 'invited'
  | 'requested'
  | 'added'
  | 'removed'
  | 'changed'
  | 'checked'
  | 'unchecked';

export type Part =
  | 'title'
  | 'description'
  | 'target'
  | 'due'
  | 'milestone'
  | 'priority'
  | 'label'
  | 'attachment'
  | 'checklist'
  | 'item'
  | 'list'
  | 'assignee'
  | 'reviewer'
  | 'role'
  | 'default_branch'
  | 'category'
  | 'rule'
  | 'type'
  | 'weight'
  | 'severity'
  | 'confidentiality'
  | 'order'
  | 'link'
  | 'key'
  | 'team'
  | 'start'
  | 'time'
  | 'parent'
  | 'sub_issue'
  | 'blocker'
  | 'blocked'
  | 'package'
  | 'webhook';

/** Names that were there before and are now: what came, what went, or both sides where both did. */
export function partsChanged(
  part: Part | undefined,
  before: readonly string[],
  after: readonly string[],
): Pick<HookEvent, 'deed' | 'from' | 'to'> {
  const [came, went] = [after.filter((each) => !before.includes(each)), before.filter((each) => !after.includes(each))];
  const of = (did: Did, names: readonly string[]) => ({
    deed: compact<Deed>({ did, part, name: names.join(', ') || undefined }),
  });
  if (went.length === 0 && came.length > 0) return of('added', came);
  if (came.length === 0 && went.length > 0) return of('removed', went);
  return compact({ ...of('changed', []), from: before.join(', ') || undefined, to: after.join(', ') || undefined });
}
