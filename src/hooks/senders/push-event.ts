import { compact } from '../compact.ts';
import type { Account, Commit, HookEvent, Repository } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import type { SenderName } from '../sender-name.ts';

/** What all who keep repositories say of a push. */
export interface Push {
  readonly sender: SenderName;
  readonly repository: Repository | undefined;
  readonly actor: Account | undefined;
  /** `refs/heads/main`. */
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly isForced: boolean;
  /** The oldest first. */
  readonly commits: readonly Commit[];
  readonly total: number;
  readonly isAtLeast?: boolean;
  /** The comparison. */
  readonly url: string | undefined;
  /** What was tagged, or is in the branch. */
  readonly refUrl: string | undefined;
}

/** A push as what it did: to a branch or a tag, which it may have made or deleted. */
export function pushEvent(push: Push): HookEvent {
  const { sender, repository, actor, ref, before, after, commits, total, isAtLeast, url, refUrl } = push;
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const kind = kindOf(push);
  const isChange = kind === 'push' || kind === 'push.forced';
  const says = isChange ? undefined : [refNews(repository, kind, name)];
  return compact<HookEvent>({
    kind,
    sender,
    repository,
    actor,
    branch: ref.startsWith('refs/tags/') ? undefined : name,
    to: ref.startsWith('refs/tags/') ? name : undefined,
    url: kind.endsWith('.deleted') ? undefined : isChange ? url : refUrl,
    commits:
      commits.length === 0 && !isChange
        ? undefined
        : compact({
            list: commits.toReversed().slice(0, MOST_COMMITS),
            total: Math.max(total, commits.length),
            isAtLeast: isAtLeast === true ? true : undefined,
            authors: authorsOf(commits),
            url: isZero(before) ? undefined : url,
          }),
    says,
    echoes: says ?? [commitNews(repository, after)],
  });
}

/** More are counted, not told. */
const MOST_COMMITS = 5;

/** What a branch or tag made or deleted is called among the news of a hook: senders say it twice. */
export function refNews(repository: Repository | undefined, kind: Kind, name: string): string {
  return `${kind} ${repository?.name ?? ''} ${name}`;
}

/** What a commit that a merge made is called: it is pushed as well. */
export function commitNews(repository: Repository | undefined, id: string): string {
  return `commit ${repository?.name ?? ''} ${id}`;
}

function kindOf({ ref, before, after, isForced }: Push): Kind {
  if (ref.startsWith('refs/tags/')) return isZero(after) ? 'tag.deleted' : 'tag.created';
  if (isZero(after)) return 'branch.deleted';
  if (isZero(before)) return 'branch.created';
  return isForced ? 'push.forced' : 'push';
}

/** No commit: there was none before, or there is none after. */
function isZero(id: string): boolean {
  return /^0*$/.test(id);
}

function authorsOf(commits: readonly Commit[]): readonly Account[] {
  const authors = commits.flatMap(({ author }) => author ?? []);
  return [...new Map(authors.map((author) => [author.ids[0] ?? author.mail ?? author.name, author])).values()];
}

/** The first line of a commit's message. */
export function firstLine(message: string | undefined): string {
  return (message ?? '').trimStart().split('\n', 1)[0]?.trim() ?? '';
}
