import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Build, HookEvent, Involved, Thing } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import { one, type Reading, type Sender } from '../sender.ts';
import { writtenTime } from '../written-time.ts';
import { changedIn, deedIn, ofInstance, pageOrMilestone } from './gitlab-deeds.ts';
import { mergeRequest } from './gitlab-merge-request.ts';
import { addedIn, commitIn, type Common, commonOf, involvedAs, labelsIn, mergeRequestIn } from './gitlab-shapes.ts';
import { pushEvent } from './push-event.ts';

/** https://docs.gitlab.com/user/project/integrations/webhook_events/ */
export const gitlab: Sender = {
  name: 'gitlab',
  kinds: [
    'push',
    '!push.forced',
    'branch',
    'tag',
    'release',
    '!release.prerelease',
    'commit',
    'pull_request',
    'issue',
    '!issue.deleted',
    '!issue.moved',
    '!issue.raised',
    'mentioned',
    'comment',
    'build',
    'deployment',
    'security',
    'token',
    'wiki',
    'milestone',
    'member',
    'repository',
  ],
  setup: {
    en: 'On GitLab: the project (or group) → Settings → Webhooks → Add new webhook. URL: the address; Secret token: the secret.',
    'zh-CN': '在 GitLab：项目（或群组）→ 设置 → Webhooks → 添加新的 webhook。URL 填地址，Secret 令牌填密钥。',
  },
  allowing: (host) => ({
    en: `On GitLab: Admin → Settings → Network → Outbound requests → Local IP addresses and domain names that hooks and integrations can access: ${host}`,
    'zh-CN': `在 GitLab：管理中心 → 设置 → 网络 → 出站请求 → 钩子和集成可以访问的本地 IP 地址和域名，加上：${host}`,
  }),
  secretHeader: 'x-gitlab-token',
  duplicateKey: ({ headers }) => headers['idempotency-key'] ?? headers['webhook-id'],
  read: ({ headers, body }) => read(new Fields(body), headers['x-gitlab-instance']),
};

/** A system hook has `event_name` where a project's has `object_kind`. */
function read(body: Fields, instance: string | undefined): Reading {
  const event = body.text('object_kind') ?? body.text('event_name') ?? '';
  const found = readEvent(event, body, withAddress(commonOf('gitlab', body), instance));
  if (found === 'nothing') return { kind: 'nothing', event };
  return found === undefined ? { kind: 'unknown', event } : one(found);
}

/** A system hook names projects by their path, and in a header the instance. */
function withAddress(common: Common, instance: string | undefined): Common {
  const { repository } = common;
  if (instance === undefined || repository === undefined || repository.url !== undefined) return common;
  return { ...common, repository: { ...repository, url: `${instance.replace(/\/$/, '')}/${repository.name}` } };
}

function readEvent(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  switch (event) {
    case 'push':
    case 'tag_push':
      return pushed(body, common);
    case 'merge_request':
      return mergeRequest(body, common);
    case 'issue':
    case 'work_item':
      return issue(body, common);
    case 'note':
      return note(body, common);
    case 'pipeline':
      return pipeline(body, common);
    case 'build':
      return job(body, common);
    case 'deployment':
      return deployment(body, common);
    case 'release':
      return release(body, common);
    default:
      return rest(event, body, common);
  }
}

/** GitLab gives no comparison: it is made of both ends. */
function pushed(body: Fields, common: Common): HookEvent {
  const [before, after] = [body.text('before') ?? '', body.text('after') ?? ''];
  const ref = body.text('ref') ?? '';
  const url = common.repository?.url;
  const commits = body.list('commits').flatMap((each) => commitIn(each) ?? []);
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const path = name.split('/').map(encodeURIComponent).join('/');
  return pushEvent({
    sender: common.sender,
    repository: common.repository,
    actor: common.actor,
    ref,
    before,
    after,
    isForced: false,
    commits,
    total: body.number('total_commits_count') ?? commits.length,
    url: url === undefined ? undefined : `${url}/-/compare/${before}...${after}`,
    refUrl: url === undefined ? undefined : `${url}/-/${ref.startsWith('refs/tags/') ? 'tags' : 'tree'}/${path}`,
  });
}

const ISSUE: Readonly<Record<string, Kind>> = {
  open: 'issue.opened',
  close: 'issue.closed',
  reopen: 'issue.reopened',
};

function issue(body: Fields, common: Common): HookEvent {
  const about = issueIn(body.at('object_attributes'), body, common);
  const action = body.text('object_attributes.action') ?? '';
  const known = ISSUE[action];
  if (known !== undefined) {
    const text = known === 'issue.opened' ? body.text('object_attributes.description') : undefined;
    const involved = [...(about.involved ?? []), ...mentionsIn(text)];
    return compact<HookEvent>({ ...about, kind: known, text, involved });
  }
  const changes = body.at('changes');
  const assigned = addedIn(changes.at('assignees'));
  if (assigned.length > 0) return { ...about, kind: 'issue.assigned', involved: involvedAs('assignee', assigned) };
  const isEmpty = Object.keys(changes.value ?? {}).length === 0;
  if (isEmpty) return { ...about, kind: 'issue.updated', saysNothing: true };
  return { ...about, kind: changes.has('labels') ? 'issue.labeled' : 'issue.updated', ...changedIn(body) };
}

function issueIn(attributes: Fields, body: Fields, common: Common): Omit<HookEvent, 'kind'> {
  const severity = attributes.text('severity');
  const isIncident = attributes.text('type') === 'Incident' || attributes.text('work_item_type') === 'incident';
  const labels = body.has('labels') ? body.list('labels') : attributes.list('labels');
  const thing = compact<Thing>({
    type: 'issue',
    id: `#${attributes.text('iid') ?? ''}`,
    title: attributes.text('title'),
    url: attributes.text('url') ?? issueAddress(attributes, common),
    isIncident: isIncident ? true : undefined,
    note: isIncident && severity !== undefined && severity !== 'unknown' ? severity : undefined,
  });
  return compact<Omit<HookEvent, 'kind'>>({
    ...common,
    thing,
    labels: labelsIn(labels),
    isConfidential:
      attributes.is('confidential') || body.text('event_type') === 'confidential_issue' ? true : undefined,
    involved: involvedAs('assignee', body.list('assignees')),
  });
}

/** In a note the issue has no address. */
function issueAddress(attributes: Fields, { repository }: Common): string | undefined {
  const iid = attributes.text('iid');
  return repository?.url === undefined || iid === undefined ? undefined : `${repository.url}/-/issues/${iid}`;
}

function note(body: Fields, common: Common): HookEvent | 'nothing' {
  const attributes = body.at('object_attributes');
  if (attributes.is('system')) return 'nothing';
  const text = attributes.text('note');
  const about = noted(body, common);
  const isEdit = attributes.text('action') === 'update';
  const path = attributes.text('position.new_path');
  return compact<HookEvent>({
    ...about,
    kind: isEdit ? 'comment.updated' : about.kind,
    ...(isEdit ? deedIn('update') : {}),
    text,
    url: attributes.text('url'),
    isConfidential: attributes.is('internal') || about.isConfidential === true ? true : undefined,
    remark: path === undefined ? undefined : compact({ path, line: attributes.number('position.new_line') }),
    involved: [...(about.involved ?? []), ...mentionsIn(text)],
  });
}

function noted(body: Fields, common: Common): HookEvent {
  const merge = body.at('merge_request');
  if (body.has('merge_request')) {
    const thing = mergeRequestIn(merge);
    const facts = { branch: merge.text('target_branch'), labels: labelsIn(merge.list('labels')) };
    return compact<HookEvent>({ ...common, kind: 'pull_request.commented', thing, ...facts });
  }
  if (body.has('issue') || body.has('work_item')) {
    const issue = body.has('issue') ? body.at('issue') : body.at('work_item');
    return { ...issueIn(issue, issue, common), kind: 'issue.commented' };
  }
  const page = body.has('snippet') ? body.at('snippet') : body.at('wiki_page');
  const title = page.text('title');
  if (title !== undefined) {
    const thing = compact<Thing>({ type: 'page', id: title, title, url: page.text('url') });
    return compact<HookEvent>({ ...common, kind: 'commit.commented', thing });
  }
  const commit = commitIn(body.at('commit'));
  const thing: Thing | undefined =
    commit && compact<Thing>({ type: 'commit', id: commit.id.slice(0, 7), title: commit.title, url: commit.url });
  return compact<HookEvent>({ ...common, kind: 'commit.commented', thing });
}

const PIPELINE: Readonly<Record<string, Kind>> = {
  success: 'build.succeeded',
  failed: 'build.failed',
  canceled: 'build.cancelled',
  running: 'build.started',
};

/** It waits, for a runner or for somebody, on its way to one of those; or it was skipped. */
function pipeline(body: Fields, common: Common): HookEvent | 'nothing' {
  const run = body.at('object_attributes');
  const kind = PIPELINE[run.text('status') ?? ''];
  if (kind === undefined) return 'nothing';
  const commit = commitIn(body.at('commit'));
  const failed = body.list('builds').filter((job) => job.text('status') === 'failed' && !job.is('allow_failure'));
  const name = run.text('name') ?? 'Pipeline';
  const merge = body.text('merge_request.iid');
  // A branch's name, which a pipeline of a merge request shares, would make it the branch's news.
  const branch = merge === undefined ? run.text('ref') : `!${merge}`;
  const number = run.text('id');
  return compact<HookEvent>({
    ...common,
    kind,
    at: writtenTime(run.text('finished_at')),
    branch: run.is('tag') ? undefined : branch,
    url: run.text('url') ?? (common.repository?.url && `${common.repository.url}/-/pipelines/${number ?? ''}`),
    build: compact<Build>({
      // A tag is no branch; it is what was built all the same.
      workflow: run.is('tag') ? `${name} ${run.text('ref') ?? ''}`.trim() : name,
      number: number === undefined ? undefined : `#${number}`,
      run: number ?? '',
      order: run.number('id') ?? 0,
      seconds: run.number('duration'),
      failed: failed.map((job) => [job.text('name') ?? '', job.text('stage') ?? '']).map(partOf),
      commit,
    }),
    memory: JSON.stringify([name, branch]),
    involved: committers(body, commit?.author && { as: 'committer', account: commit.author }),
  });
}

function partOf([name = '', stage = '']: readonly string[]): string {
  return stage === '' || stage === name ? name : `${name} (${stage})`;
}

function committers(body: Fields, author: Involved | undefined): readonly Involved[] {
  return [...(author ? [author] : []), ...involvedAs('committer', [body.at('user')])];
}

const JOB: Readonly<Record<string, string>> = { success: 'success', failed: 'failure', canceled: 'cancelled' };

/** GitLab calls a job a build. How it ended is news, not that it is on its way. */
function job(body: Fields, common: Common): HookEvent | 'nothing' {
  const ended = JOB[body.text('build_status') ?? ''];
  if (ended === undefined) return 'nothing';
  const name = body.text('build_name') ?? '';
  return compact<HookEvent>({
    ...common,
    kind: 'build.job',
    branch: body.is('tag') ? undefined : body.text('ref'),
    url: common.repository?.url && `${common.repository.url}/-/jobs/${body.text('build_id') ?? ''}`,
    to: ended,
    build: { workflow: partOf([name, body.text('build_stage') ?? '']), run: body.text('build_id') ?? '', order: 0 },
  });
}

function deployment(body: Fields, common: Common): HookEvent | 'nothing' {
  const status = body.text('status');
  if (status !== 'success' && status !== 'failed') return 'nothing';
  const environment = body.text('environment') ?? '';
  const tier = body.text('environment_tier');
  return compact<HookEvent>({
    ...common,
    kind: status === 'success' ? 'deployment.succeeded' : 'deployment.failed',
    url: body.text('deployable_url'),
    deployment: compact({
      environment,
      isProduction: tier === undefined ? /^prod(?:uction)?\b/i.test(environment) : tier === 'production',
      version: body.text('ref') ?? body.text('short_sha'),
      url: body.text('environment_external_url'),
    }),
    involved: involvedAs('committer', [body.at('user')]),
  });
}

function release(body: Fields, common: Common): HookEvent {
  const tag = body.text('tag') ?? '';
  const isOut = body.text('action') === 'create';
  const author = commitIn(body.at('commit'))?.author;
  return compact<HookEvent>({
    ...common,
    kind: isOut ? 'release.published' : 'release.updated',
    ...(isOut ? {} : deedIn(body.text('action'))),
    actor: common.actor ?? author,
    release: compact({ tag, name: body.text('name') }),
    text: body.text('description'),
    url: body.text('action') === 'delete' ? undefined : body.text('url'),
  });
}

function rest(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  if (event === 'wiki_page' || event === 'milestone') return pageOrMilestone(event, body, common);
  if (event === 'access_token') return token(body, common);
  if (event === 'vulnerability') return vulnerability(body.at('object_attributes'), common);
  // The push says the same.
  if (event === 'repository_update') return 'nothing';
  // Asking for access is said in `event_name` alone.
  return ofInstance(event === 'access_request' ? (body.text('event_name') ?? '') : event, body, common);
}

/** It ends soon: whoever keeps it has to make another. */
function token(body: Fields, common: Common): HookEvent {
  const attributes = body.at('object_attributes');
  const of = body.text('group.group_name') ?? common.repository?.short;
  const name = [of, attributes.text('name')].filter(Boolean).join(' ');
  return compact<HookEvent>({ ...common, kind: 'token.expiring', title: name, to: attributes.text('expires_at') });
}

function vulnerability(attributes: Fields, common: Common): HookEvent {
  const name = attributes.text('title') ?? '';
  const severity = attributes.text('severity');
  const alert = compact({ state: 'firing' as const, what: '', summary: name, severity });
  const state = attributes.text('state');
  const ended = state === 'resolved' ? 'fixed' : state === 'dismissed' ? 'dismissed' : undefined;
  return compact<HookEvent>({
    ...common,
    kind: 'security',
    ...(ended !== undefined && { deed: { did: ended } }),
    url: attributes.text('url'),
    alerts: { name, list: [alert], more: 0 },
  });
}
