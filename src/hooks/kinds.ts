/**
 * Every kind of event a hook can tell, and whether it is told when `events` says nothing of it. What senders call it
 * (`merge_request`, `pull_request_review`) stands in their files.
 */
const KINDS = {
  push: true,
  'push.forced': true,
  'branch.created': false,
  'branch.deleted': false,
  'tag.created': true,
  'tag.deleted': false,
  'release.published': true,
  'release.prerelease': false,
  'release.updated': false,
  'commit.commented': false,

  'pull_request.opened': true,
  'pull_request.ready': true,
  'pull_request.review_requested': true,
  'pull_request.approved': true,
  'pull_request.changes_requested': true,
  'pull_request.dismissed': false,
  'pull_request.merged': true,
  'pull_request.closed': true,
  'pull_request.reopened': true,
  'pull_request.assigned': true,
  'pull_request.commented': false,
  'pull_request.labeled': false,
  'pull_request.updated': false,

  'issue.opened': true,
  'issue.closed': true,
  'issue.reopened': true,
  'issue.assigned': true,
  'issue.moved': true,
  'issue.raised': true,
  'issue.deleted': true,
  'issue.commented': false,
  'issue.labeled': false,
  'issue.updated': false,

  mentioned: true,
  'comment.updated': false,

  'build.failed': true,
  'build.recovered': true,
  'build.flapping': true,
  'build.started': false,
  'build.succeeded': false,
  'build.still_failing': false,
  'build.cancelled': false,
  'build.job': false,
  'deployment.succeeded': true,
  'deployment.failed': true,

  'sprint.started': true,
  'sprint.closed': true,
  'version.released': true,

  'card.created': true,
  'card.moved': true,
  'card.due': true,
  'card.done': true,
  'card.assigned': true,
  'card.deleted': true,
  'card.commented': false,
  'card.archived': false,
  'card.updated': false,
  board: false,

  'alert.firing': true,
  'alert.resolved': true,
  'alert.nodata': true,
  'alert.test': true,
  message: true,
  security: false,
  'token.expiring': true,
  wiki: false,
  milestone: false,
  member: false,
  discussion: false,
  repository: false,
  star: false,
  fork: false,
  ping: false,
} as const;

export type Kind = keyof typeof KINDS;

export const ALL_KINDS = Object.keys(KINDS) as readonly Kind[];

function isToldByDefault(kind: Kind): boolean {
  return KINDS[kind];
}

/** What `events` may name: a kind, or all of a family (`issue`, `build`); GitLab's and Gitee's word for it as well. */
export const EVENT_NAMES: readonly string[] = [
  ...new Set(ALL_KINDS.flatMap((kind) => [familyOf(kind), kind])),
  'merge_request',
  ...ALL_KINDS.filter((kind) => kind.startsWith('pull_request.')).map((kind) =>
    kind.replace('pull_request', 'merge_request'),
  ),
];

/** Whether a kind is meant by `events`, which may leave some out (`"!issue.closed"`): those win, wherever they stand. */
export function isMeant(kind: Kind, events: readonly string[] | undefined): boolean {
  const taken = events?.filter((name) => !name.startsWith('!')) ?? [];
  const left = events?.filter((name) => name.startsWith('!')).map((name) => name.slice(1)) ?? [];
  if (left.some((name) => names(name, kind))) return false;
  return taken.length === 0 ? isToldByDefault(kind) : taken.some((name) => names(name, kind));
}

function names(name: string, kind: Kind): boolean {
  const own = name.replace(/^merge_request\b/, 'pull_request');
  return own === kind || own === familyOf(kind);
}

function familyOf(kind: Kind): string {
  return kind.split('.')[0] ?? kind;
}
