import { compact } from '../compact.ts';
import type { Did } from '../deed.ts';
import { Fields } from '../fields.ts';
import { isSignedBy, type Signing } from '../hmac.ts';
import type { Account, HookEvent, Involved, Repository, Thing } from '../hook-event.ts';
import type { HookRules } from '../hook-rules.ts';
import { one, type Reading, type Sender } from '../sender.ts';
import { millisecondsTime, writtenTime } from '../written-time.ts';
import { changesIn } from './jira-changes.ts';
import { fromJiraMarkup, namedInJira } from './jira-text.ts';

/** Cloud and Data Center. https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
export const jira: Sender = {
  name: 'jira',
  kinds: ['issue', 'mentioned', 'comment', 'sprint', 'version', 'message', 'member', 'repository'],
  setup: {
    en: 'In Jira: Settings → System → WebHooks → Create a WebHook. URL: the address; Secret: the secret.',
    'zh-CN': '在 Jira：设置 → 系统 → 网络钩子 → 创建网络钩子。URL 填地址，Secret 填密钥。',
  },
  ownKeys: ['fields'],
  silentOf: ['branches'],
  // It says by which method: `sha256=…`.
  signature: {
    headers: ['x-hub-signature'],
    verify: ({ headers, body }, key) => {
      const [, method, shown = ''] = /^(\w+)=(.*)$/.exec(headers['x-hub-signature'] ?? '') ?? [];
      const algorithm = METHODS.find((each) => each === method);
      if (algorithm === undefined) return 'wrong';
      return isSignedBy(shown, { algorithm, encoding: 'hex', key, over: [body] }) ? 'right' : 'wrong';
    },
  },
  duplicateKey: ({ headers }) => headers['x-atlassian-webhook-identifier'],
  read: ({ body }, rules) => read(new Fields(body), rules),
};

const METHODS: readonly Signing['algorithm'][] = ['sha256', 'sha512', 'sha1'];

function read(body: Fields, rules: HookRules): Reading {
  const event = body.text('webhookEvent');
  const about = aboutIssue(body);
  switch (event?.replace(/^jira:/, '')) {
    // A rule of Jira Automation sends the issue and nothing else: it has decided that this is news.
    case undefined:
      return body.has('fields') && body.has('key') ? one(fromRule(body)) : { kind: 'unknown', event: 'automation' };
    case 'issue_created':
      return one(created(body, about));
    case 'issue_deleted':
      return one({ ...about, kind: 'issue.deleted', thing: issueIn(body.at('issue'), { isGone: true }) });
    case 'issue_updated':
      return updated(body, about, rules);
    case 'comment_created':
      return one(commented(body, about, 'issue.commented'));
    case 'comment_updated':
      return one(commented(body, about, 'comment.updated'));
    case 'comment_deleted':
      return one(withoutComment(commented(body, about, 'comment.updated')));
    default:
      return ofProject(event ?? '', body, about);
  }
}

function created(body: Fields, about: Omit<HookEvent, 'kind'>): HookEvent {
  const written = body.text('issue.fields.description');
  const text = written === undefined || about.isConfidential === true ? undefined : fromJiraMarkup(written);
  const involved = [...assigneeIn(body.at('issue')), ...namedInJira(written)];
  return compact<HookEvent>({ ...about, kind: 'issue.opened', text, involved });
}

/** A server tells of a comment as of a change. */
function updated(body: Fields, about: Omit<HookEvent, 'kind'>, { fields = [] }: HookRules): Reading {
  const events = changesIn(body, about, fields);
  const comment = body.has('comment') ? [commented(body, about, commentKind(body))] : [];
  const isGone = body.text('issue_event_type_name') === 'issue_comment_deleted';
  const comments = isGone ? comment.map(withoutComment) : comment;
  const [first, ...others] = [...events, ...comments];
  return first === undefined
    ? { kind: 'nothing', event: 'jira:issue_updated' }
    : { kind: 'events', events: [first, ...others] };
}

function commentKind(body: Fields): 'issue.commented' | 'comment.updated' {
  const type = body.text('issue_event_type_name') ?? 'issue_commented';
  return type === 'issue_commented' ? 'issue.commented' : 'comment.updated';
}

function commented(
  body: Fields,
  about: Omit<HookEvent, 'kind'>,
  kind: 'issue.commented' | 'comment.updated',
): HookEvent {
  const comment = body.at('comment');
  const written = comment.text('body');
  const writers = kind === 'issue.commented' ? ['author', 'updateAuthor'] : ['updateAuthor', 'author'];
  const [actor = about.actor] = writers.flatMap((name) => accountIn(comment.at(name)) ?? []);
  const says = [`comment ${comment.text('id') ?? ''}`];
  return compact<HookEvent>({
    ...about,
    kind,
    actor,
    text: written === undefined ? undefined : fromJiraMarkup(written),
    isConfidential: comment.has('visibility') ? true : about.isConfidential,
    // A server sends it a second time, without the issue.
    saysNothing: about.thing === undefined ? true : undefined,
    deed: kind === 'comment.updated' ? { did: 'edited' } : undefined,
    says,
    echoes: says,
    involved: namedInJira(written),
  });
}

/** Of one that is gone nobody hears what it said. */
function withoutComment({ text: _text, ...event }: HookEvent): HookEvent {
  return { ...event, deed: { did: 'deleted' } };
}

function fromRule(issue: Fields): HookEvent {
  const about = aboutIssue(new Fields({ issue: issue.value }));
  return compact<HookEvent>({
    ...about,
    kind: 'message',
    to: issue.text('fields.status.name'),
    involved: assigneeIn(issue),
  });
}

function aboutIssue(body: Fields): Omit<HookEvent, 'kind'> {
  const issue = body.at('issue');
  const isConfidential = issue.has('fields.security');
  return compact<Omit<HookEvent, 'kind'>>({
    sender: 'jira',
    at: millisecondsTime(body.number('timestamp')),
    repository: projectIn(issue),
    actor: accountIn(body.at('user')),
    thing: issue.has('key') ? issueIn(issue, { isConfidential }) : undefined,
    labels: issue.has('fields.labels') ? labelsIn(issue) : undefined,
    isConfidential: isConfidential ? true : undefined,
  });
}

function labelsIn(issue: Fields): readonly string[] {
  return issue.list('fields.labels').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** Of what not everyone may know there is only the key. */
function issueIn(issue: Fields, { isGone = false, isConfidential = false }): Thing {
  const key = issue.text('key') ?? '';
  const base = baseOf(issue);
  return compact<Thing>({
    type: 'issue',
    id: key,
    title: isConfidential ? undefined : issue.text('fields.summary'),
    url: base === undefined || isGone ? undefined : `${base}/browse/${encodeURIComponent(key)}`,
  });
}

/** Where people look; it may have a path, such as `/jira`. */
function baseOf(resource: Fields): string | undefined {
  return /^(https?:\/\/.+?)\/rest\//.exec(resource.text('self') ?? '')?.[1];
}

function projectIn(issue: Fields): Repository | undefined {
  const key = issue.text('fields.project.key') ?? issue.text('key')?.replace(/-\d+$/, '');
  return key === undefined ? undefined : { name: key, short: issue.text('fields.project.name') ?? key };
}

function assigneeIn(issue: Fields): readonly Involved[] {
  const account = accountIn(issue.at('fields.assignee'));
  return account === undefined ? [] : [{ as: 'assignee', account }];
}

function accountIn(user: Fields): Account | undefined {
  const ids = ['accountId', 'name', 'key'].flatMap((key) => user.text(key) ?? []);
  const name = user.text('displayName') ?? ids[0];
  if (name === undefined) return undefined;
  const isBot = user.text('accountType') === 'app' ? true : undefined;
  return compact<Account>({ ids, mail: user.text('emailAddress'), name, isBot });
}

function ofProject(event: string, body: Fields, about: Omit<HookEvent, 'kind'>): Reading {
  const sprint = body.at('sprint');
  if (event === 'sprint_started' || event === 'sprint_closed') {
    const kind = event === 'sprint_started' ? 'sprint.started' : 'sprint.closed';
    const base = baseOf(sprint);
    const board = sprint.text('originBoardId');
    const url =
      base === undefined || board === undefined ? undefined : `${base}/secure/RapidBoard.jspa?rapidView=${board}`;
    const end = writtenTime(sprint.text('endDate'));
    const facts = compact({ name: sprint.text('name') ?? '', end });
    return one(compact<HookEvent>({ ...about, kind, sprint: facts, text: sprint.text('goal'), url }));
  }
  if (event === 'jira:version_released') {
    const release = { tag: body.text('version.name') ?? '' };
    return one(
      compact<HookEvent>({ ...about, kind: 'version.released', release, text: body.text('version.description') }),
    );
  }
  const did = MADE[event];
  if (did === undefined) return { kind: 'unknown', event };
  return one(event.startsWith('user') ? ofAccount(did, body, about) : ofSpace(did, body, about));
}

const MADE: Readonly<Record<string, Did>> = {
  user_created: 'created',
  user_deleted: 'deleted',
  project_created: 'created',
  project_updated: 'edited',
  project_deleted: 'deleted',
  project_soft_deleted: 'deleted',
  project_restored_deleted: 'restored',
  project_archived: 'archived',
  project_restored_archived: 'restored',
};

/** The account is all that it names: who made it nobody says. */
function ofAccount(did: Did, body: Fields, { actor: _actor, ...about }: Omit<HookEvent, 'kind'>): HookEvent {
  const account = accountIn(body.at('user'));
  return { ...about, kind: 'member', deed: { did }, involved: account ? [{ as: 'mentioned', account }] : [] };
}

function ofSpace(did: Did, body: Fields, about: Omit<HookEvent, 'kind'>): HookEvent {
  const project = body.at('project');
  const [key, base] = [project.text('key') ?? '', baseOf(project)];
  const url = base === undefined || did === 'deleted' ? undefined : `${base}/browse/${encodeURIComponent(key)}`;
  const repository = compact<Repository>({ name: key, short: project.text('name') ?? key, url });
  return { ...about, kind: 'repository', repository, deed: { did } };
}
