import type { Because } from './because.ts';
import { isLeftOut, isLetIn } from './glob.ts';
import type { HookEvent } from './hook-event.ts';
import type { EventFilter } from './hook-rules.ts';
import { isMeant } from './kinds.ts';

/** What a filter does with an event that does not know what is asked for: an issue has no branch. */
export type Unknown = 'pass' | 'stop';

/** Why a filter stops an event; `undefined`: it passes. Conditions (`when`) are asked elsewhere. */
export function stoppedBy(event: HookEvent, filter: EventFilter, unknown: Unknown): Because | undefined {
  const { repository, branch } = event;
  return (
    byName(repository?.name, filter.repositories, unknown, (repository) => ({ kind: 'repository', repository })) ??
    byName(branch, filter.branches, unknown, (branch) => ({ kind: 'branch', branch, isDefault: false })) ??
    byLabels(event, filter, unknown) ??
    byAuthor(event, filter, unknown)
  );
}

/** Whether `events` means it, for what it is or for what it was before somebody was named in it. */
export function isAskedFor(
  { kind, was }: Pick<HookEvent, 'kind' | 'was'>,
  events: readonly string[] | undefined,
): boolean {
  return isMeant(kind, events) || (was !== undefined && isMeant(was, events));
}

function byName(
  value: string | undefined,
  patterns: readonly string[] | undefined,
  unknown: Unknown,
  because: (value: string) => Because,
): Because | undefined {
  if (value === undefined) return stopsUnknown(patterns, unknown) ? because('') : undefined;
  return isLeftOut(value, patterns) || !isLetIn(value, patterns) ? because(value) : undefined;
}

function byLabels(event: HookEvent, { labels: patterns }: EventFilter, unknown: Unknown): Because | undefined {
  const { labels } = event;
  if (labels === undefined) return stopsUnknown(patterns, unknown) ? { kind: 'label' } : undefined;
  const left = labels.find((label) => isLeftOut(label, patterns));
  if (left !== undefined) return { kind: 'label', label: left };
  const isIn = labels.length === 0 ? isLetIn('', patterns) : labels.some((label) => isLetIn(label, patterns));
  return isIn ? undefined : { kind: 'label' };
}

/** Who acts; whose pull request it is may be left out as well. */
function byAuthor(event: HookEvent, { authors: patterns }: EventFilter, unknown: Unknown): Because | undefined {
  const { actor, involved = [] } = event;
  const owners = involved.filter((each) => each.as === 'author').map(({ account }) => account);
  const names = [...(actor ? [actor] : []), ...owners].flatMap((account) => [...account.ids, account.name]);
  const left = names.find((name) => isLeftOut(name, patterns));
  if (left !== undefined) return { kind: 'author', author: left };
  if (actor === undefined) return stopsUnknown(patterns, unknown) ? { kind: 'author', author: '' } : undefined;
  const isIn = [...actor.ids, actor.name].some((name) => isLetIn(name, patterns));
  return isIn ? undefined : { kind: 'author', author: actor.name };
}

function stopsUnknown(patterns: readonly string[] | undefined, unknown: Unknown): boolean {
  return unknown === 'stop' && (patterns ?? []).some((pattern) => !pattern.startsWith('!'));
}
