import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import type { Account, Change, Commit, HookEvent, Involved, Repository, Thing } from '../hook-event.ts';
import type { SenderName } from '../sender-name.ts';
import { firstLine } from './push-event.ts';

/** What GitLab and Gitee, which began as one, say alike. */
export type Common = Pick<HookEvent, 'sender' | 'repository' | 'actor'>;

export function commonOf(sender: SenderName, body: Fields): Common {
  const user = body.has('user') ? body.at('user') : body.at('sender');
  return compact<Common>({
    sender,
    repository: projectIn(body.at('project')) ?? projectIn(body.at('repository')) ?? projectIn(body),
    actor: accountIn(user) ?? pusherIn(body),
  });
}

function projectIn(project: Fields): Repository | undefined {
  const name = project.text('path_with_namespace') ?? project.text('full_name');
  if (name === undefined) return undefined;
  const url = project.text('web_url') ?? project.text('html_url');
  const short = name.split('/').at(-1) ?? name;
  return compact<Repository>({ name, short, url, defaultBranch: project.text('default_branch') });
}

/** GitLab's tokens act through users that it makes for them. */
const BOT = /^(?:project|group)_\d+_bot|\[bot\]$|^(?:ghost|support-bot|alert-bot|gitlab-bot)$/i;

export function accountIn(user: Fields): Account | undefined {
  const login = user.text('username') ?? user.text('login') ?? user.text('user_name');
  const shown = user.text('name');
  const name = shown === undefined || /^\*+$/.test(shown) ? login : shown;
  if (name === undefined) return undefined;
  const ids = [login, user.text('id')].filter((each) => each !== undefined);
  const mail = user.text('email');
  const isBot = BOT.test(login ?? '') || user.text('type') === 'Bot';
  return compact<Account>({
    ids,
    mail: mail?.includes('@') === true ? mail : undefined,
    name,
    isBot: isBot ? true : undefined,
  });
}

function pusherIn(body: Fields): Account | undefined {
  const [login, id, name] = [body.text('user_username'), body.text('user_id'), body.text('user_name')];
  const shown = name === undefined || /^\*+$/.test(name) ? login : name;
  if (shown === undefined) return undefined;
  const ids = [login, id].filter((each) => each !== undefined);
  const isBot = BOT.test(login ?? '') ? true : undefined;
  const mail = body.text('user_email');
  return compact<Account>({ ids, mail: mail?.includes('@') === true ? mail : undefined, name: shown, isBot });
}

export function involvedAs(as: Involved['as'], users: readonly Fields[]): readonly Involved[] {
  return users.flatMap((user) => {
    const account = accountIn(user);
    return account === undefined ? [] : [{ as, account }];
  });
}

/** Its author is a name and a mail address. */
export function commitIn(commit: Fields): Commit | undefined {
  const id = commit.text('id');
  if (id === undefined) return undefined;
  const title = firstLine(commit.text('title') ?? commit.text('message'));
  const author = accountIn(commit.at('author'));
  return compact<Commit>({ id, title, url: commit.text('url'), author: author && withoutId(author) });
}

/** Of a commit's author Gitee gives an id that is nobody's. */
function withoutId({ ids, ...account }: Account): Account {
  return { ...account, ids: ids.filter((id) => !/^\d+$/.test(id)) };
}

export function changeOf(attributes: Fields): Change {
  return compact<Change>({
    source: sourceOf(attributes),
    target: attributes.text('target_branch') ?? attributes.text('base.ref'),
    additions: attributes.number('additions'),
    deletions: attributes.number('deletions'),
    files: attributes.number('changed_files'),
  });
}

/** From a fork it has the owner before it. */
function sourceOf(attributes: Fields): string | undefined {
  const branch = attributes.text('source_branch') ?? attributes.text('head.ref');
  const [from, to] = [
    attributes.text('source.path_with_namespace') ?? attributes.text('head.repo.full_name'),
    attributes.text('target.path_with_namespace') ?? attributes.text('base.repo.full_name'),
  ];
  const isFork = from !== undefined && to !== undefined && from !== to;
  return isFork ? `${from.split('/')[0] ?? ''}:${branch ?? ''}` : branch;
}

export function mergeRequestIn(attributes: Fields): Thing {
  return compact<Thing>({
    type: 'pull_request',
    id: `!${attributes.text('iid') ?? attributes.text('number') ?? ''}`,
    title: attributes.text('title'),
    url: attributes.text('html_url') ?? attributes.text('url'),
  });
}

export function labelsIn(labels: readonly Fields[]): readonly string[] {
  return labels.flatMap((label) => label.text('title') ?? label.text('name') ?? []);
}

/** Who is there now and was not before. */
export function addedIn(change: Fields): readonly Fields[] {
  const before = new Set(change.list('previous').map((user) => user.text('id')));
  return change.list('current').filter((user) => !before.has(user.text('id')));
}
