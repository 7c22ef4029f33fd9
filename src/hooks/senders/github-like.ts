import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import type { Account, Change, Commit, HookEvent, Involved, Repository, Thing } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import type { SenderName } from '../sender-name.ts';
import { deedIn } from './github-deeds.ts';
import { commitNews, firstLine, pushEvent, refNews } from './push-event.ts';

/** What GitHub and Gitea say alike. */
export type Common = Pick<HookEvent, 'sender' | 'repository' | 'actor'>;

export function commonOf(sender: SenderName, body: Fields): Common {
  return compact<Common>({
    sender,
    repository: repositoryIn(body.at('repository')),
    actor: accountIn(body.at('sender')),
  });
}

function repositoryIn(repository: Fields): Repository | undefined {
  const name = repository.text('full_name');
  if (name === undefined) return undefined;
  const short = repository.text('name') ?? name;
  const defaultBranch = repository.text('default_branch');
  return compact<Repository>({ name, short, url: repository.text('html_url'), defaultBranch });
}

/** A user, a team (its slug, with the organisation before it), the author of a commit. */
export function accountIn(user: Fields, organisation?: string): Account | undefined {
  const login = user.text('login') ?? user.text('username');
  const slug = user.text('slug');
  const name = user.text('full_name') ?? user.text('name') ?? login ?? slug;
  if (name === undefined) return undefined;
  const team = slug === undefined ? [] : [slug, ...(organisation === undefined ? [] : [`${organisation}/${slug}`])];
  const ids = [login, ...team, user.text('id')].filter((each) => each !== undefined);
  const isBot = user.text('type') === 'Bot' || (login ?? '').endsWith('[bot]') || login === 'gitea-actions';
  return compact<Account>({ ids, mail: user.text('email'), name, isBot: isBot ? true : undefined });
}

export function involvedAs(as: Involved['as'], users: readonly Fields[], organisation?: string): readonly Involved[] {
  return users.flatMap((user) => {
    const account = accountIn(user, organisation);
    return account === undefined ? [] : [{ as, account }];
  });
}

export function commitIn(commit: Fields): Commit | undefined {
  const id = commit.text('id') ?? commit.text('sha');
  if (id === undefined) return undefined;
  const title = firstLine(commit.text('message'));
  return compact<Commit>({
    id,
    title,
    url: commit.text('html_url') ?? commit.text('url'),
    author: accountIn(commit.at('author')),
  });
}

export function pushed(common: Common, body: Fields): HookEvent {
  const commits = body.list('commits').flatMap((each) => commitIn(each) ?? []);
  const { sender, repository } = common;
  return pushEvent({
    sender,
    repository,
    actor: common.actor ?? accountIn(body.at('pusher')),
    ref: body.text('ref') ?? '',
    before: body.text('before') ?? '',
    after: body.text('after') ?? '',
    isForced: body.is('forced'),
    commits,
    total: body.number('total_commits') ?? commits.length,
    url: body.text('compare') ?? body.text('compare_url'),
    refUrl: repository?.url === undefined ? undefined : treeAddress(sender, repository.url, body.text('ref') ?? ''),
  });
}

/** `create` and `delete`: a push says the same. */
export function madeRef(common: Common, body: Fields, change: 'created' | 'deleted'): HookEvent {
  const isTag = body.text('ref_type') === 'tag';
  const name = (body.text('ref') ?? '').replace(/^refs\/(?:heads|tags)\//, '');
  const kind: Kind = `${isTag ? 'tag' : 'branch'}.${change}`;
  const says = [refNews(common.repository, kind, name)];
  const url = common.repository?.url;
  const ref = `refs/${isTag ? 'tags' : 'heads'}/${name}`;
  return compact<HookEvent>({
    ...common,
    kind,
    branch: isTag ? undefined : name,
    to: isTag ? name : undefined,
    url: url === undefined || change === 'deleted' ? undefined : treeAddress(common.sender, url, ref),
    repeatsPush: true,
    says,
    echoes: says,
  });
}

function treeAddress(sender: SenderName, url: string, ref: string): string {
  const [, type = 'heads', name = ''] = /^refs\/(heads|tags)\/(.*)$/.exec(ref) ?? [];
  const path = name.split('/').map(encodeURIComponent).join('/');
  if (sender === 'github') return `${url}/${type === 'tags' ? 'releases/tag' : 'tree'}/${path}`;
  return `${url}/src/${type === 'tags' ? 'tag' : 'branch'}/${path}`;
}

/** What all events about a pull request know of it. */
export function aboutPullRequest(common: Common, pull: Fields): Omit<HookEvent, 'kind'> {
  const target = pull.text('base.ref');
  const organisation = common.repository?.name.split('/')[0];
  return compact<Omit<HookEvent, 'kind'>>({
    ...common,
    thing: thingIn('pull_request', pull),
    branch: target,
    labels: labelsIn(pull),
    isDraft: pull.is('draft') ? true : undefined,
    change: compact<Change>({
      source: sourceOf(pull),
      target,
      additions: pull.number('additions'),
      deletions: pull.number('deletions'),
      files: pull.number('changed_files'),
    }),
    involved: [
      ...involvedAs('author', [pull.at('user')]),
      ...involvedAs('assignee', pull.list('assignees')),
      ...involvedAs('reviewer', [...pull.list('requested_reviewers'), ...pull.list('requested_teams')], organisation),
    ],
  });
}

/** From a fork it is `newcomer:main`. */
function sourceOf(pull: Fields): string | undefined {
  const ref = pull.text('head.ref');
  const [from, to] = [pull.text('head.repo.full_name'), pull.text('base.repo.full_name')];
  const isFork = from !== undefined && to !== undefined && from !== to;
  return isFork ? `${from.split('/')[0] ?? ''}:${ref ?? ''}` : ref;
}

/** Those who are involved as anything but what `left` names. */
export function withoutInvolved(
  involved: readonly Involved[] = [],
  left: readonly Involved['as'][] = [],
): readonly Involved[] {
  return involved.filter(({ as }) => !left.includes(as));
}

export function aboutIssue(common: Common, issue: Fields): Omit<HookEvent, 'kind'> {
  return compact<Omit<HookEvent, 'kind'>>({
    ...common,
    thing: thingIn('issue', issue),
    labels: labelsIn(issue),
    involved: [...involvedAs('author', [issue.at('user')]), ...involvedAs('assignee', issue.list('assignees'))],
  });
}

/** A comment on an issue or a pull request, which both call an issue. */
export function commented(about: Omit<HookEvent, 'kind'>, comment: Fields, kind: Kind): HookEvent {
  const text = comment.text('body');
  return compact<HookEvent>({
    ...about,
    kind,
    text,
    url: comment.text('html_url'),
    involved: [...(about.involved ?? []), ...mentionsIn(text)],
  });
}

/** Of one that is gone nobody hears what it said. */
export function commentIn(body: Fields, about: Omit<HookEvent, 'kind'>, kind: Kind): HookEvent {
  const event = commented(about, body.at('comment'), kind);
  if (kind !== 'comment.updated') return event;
  const { text: _text, url: _url, ...gone } = event;
  const isGone = body.text('action') === 'deleted';
  return { ...(isGone ? gone : event), ...deedIn(isGone ? 'deleted' : 'edited') };
}

export function thingIn(type: Thing['type'], about: Fields): Thing {
  return compact<Thing>({
    type,
    id: `#${about.text('number') ?? ''}`,
    title: about.text('title'),
    url: about.text('html_url'),
  });
}

function labelsIn(about: Fields): readonly string[] {
  return about.list('labels').flatMap((label) => label.text('name') ?? []);
}

/** The commit that a merge made, which will be pushed too. */
export function mergeNews(common: Common, pull: Fields): Pick<HookEvent, 'says'> {
  const commit = pull.text('merge_commit_sha');
  return commit === undefined ? {} : { says: [commitNews(common.repository, commit)] };
}

export function released(common: Common, release: Fields, kind: Kind): HookEvent {
  const tag = release.text('tag_name') ?? '';
  const says = [`release ${common.repository?.name ?? ''} ${tag}`];
  return compact<HookEvent>({
    ...common,
    kind,
    release: compact({ tag, name: release.text('name') }),
    text: release.text('body') ?? release.text('note'),
    url: release.text('html_url') ?? releaseAddress(common.repository, tag),
    says: kind === 'release.updated' ? undefined : says,
    echoes: kind === 'release.updated' ? undefined : says,
  });
}

function releaseAddress(repository: Repository | undefined, tag: string): string | undefined {
  return repository?.url === undefined ? undefined : `${repository.url}/releases/tag/${encodeURIComponent(tag)}`;
}
