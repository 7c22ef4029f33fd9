import type { HookEvent } from './hook-event.ts';
import type { KnownPeople } from './known-people.ts';
import type { Kind } from './kinds.ts';

const COMMENTS: ReadonlySet<Kind> = new Set([
  'pull_request.commented',
  'issue.commented',
  'card.commented',
  'commit.commented',
  'discussion',
]);

/** A comment that names one of `people:`, other than who wrote it, is news to them: it becomes `mentioned`. */
export function withMentioned(event: HookEvent, people: KnownPeople): HookEvent {
  if (!COMMENTS.has(event.kind)) return event;
  const { sender, actor, involved = [] } = event;
  const writer = actor && people.find(sender, actor);
  const named = involved.filter(({ as }) => as === 'mentioned').map(({ account }) => people.find(sender, account));
  const isNews = named.some((person) => person !== undefined && person.id !== writer?.id);
  return isNews ? { ...event, kind: 'mentioned', was: event.kind } : event;
}
