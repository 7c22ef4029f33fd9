import type { HookEvent, Involved } from './hook-event.ts';
import type { KnownPeople, KnownPerson } from './known-people.ts';
import type { Kind } from './kinds.ts';
import type { Story } from './gather.ts';

/**
 * Whom a story concerns: who is asked to review, is given something, is named; who wrote what was reviewed; who broke a
 * build. Never who acts: they know.
 */
export function involvedIn({ events }: Pick<Story, 'events'>, people: KnownPeople): readonly KnownPerson[] {
  const found = events.flatMap((event) => peopleOf(event, people));
  return [...new Map(found.map((person) => [person.id, person])).values()];
}

function peopleOf(event: HookEvent, people: KnownPeople): readonly KnownPerson[] {
  const { sender, actor, kind, isDraft, involved = [] } = event;
  const called = CALLED[kind] ?? NOBODY;
  const acting = actor && people.find(sender, actor);
  return (
    involved
      // A draft asks nobody for a review yet.
      .filter(({ as }) => called.includes(as) && !(as === 'reviewer' && isDraft === true))
      .flatMap(({ as, account }) => {
        const person = people.find(sender, account);
        // Whoever pushed what broke has to know, and does not yet.
        const isActing = person?.id === acting?.id && as !== 'committer';
        return person === undefined || isActing ? [] : [person];
      })
  );
}

const NOBODY: readonly Involved['as'][] = [];

const CALLED: Readonly<Partial<Record<Kind, readonly Involved['as'][]>>> = {
  'pull_request.opened': ['reviewer', 'assignee', 'mentioned'],
  'pull_request.ready': ['reviewer', 'mentioned'],
  'pull_request.review_requested': ['reviewer'],
  'pull_request.assigned': ['assignee'],
  'pull_request.approved': ['author', 'mentioned'],
  'pull_request.changes_requested': ['author', 'mentioned'],
  'pull_request.dismissed': ['author'],
  'issue.opened': ['assignee', 'mentioned'],
  'issue.assigned': ['assignee'],
  'card.created': ['assignee', 'mentioned'],
  'card.assigned': ['assignee'],
  mentioned: ['mentioned'],
  'build.failed': ['committer'],
  'build.still_failing': ['committer'],
  'deployment.failed': ['committer'],
};
