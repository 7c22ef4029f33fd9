import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Build, HookEvent } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import { one, type Delivered, type Reading, type Sender } from '../sender.ts';
import { bodySignature, payloadSignature } from '../signatures.ts';
import { writtenTime } from '../written-time.ts';
import {
  aboutIssue,
  aboutPullRequest,
  commentIn,
  type Common,
  commonOf,
  involvedAs,
  madeRef,
  mergeNews,
  pushed,
  released,
} from './github-like.ts';
import { deedIn, updatedIn } from './github-deeds.ts';
import { ofRepository } from './github-rest.ts';

/** Gitea, Forgejo and Gogs. https://docs.gitea.com/usage/webhooks */
export const gitea: Sender = {
  name: 'gitea',
  kinds: [
    'push',
    'branch',
    'tag',
    'release',
    'pull_request',
    '!pull_request.dismissed',
    'issue',
    '!issue.moved',
    '!issue.raised',
    'mentioned',
    'comment',
    'build',
    'wiki',
    'repository',
    'fork',
  ],
  setup: {
    en: 'On Gitea, Forgejo or Gogs: the repository → Settings → Webhooks → Add webhook → Gitea. Target URL: the address; Secret: the secret.',
    'zh-CN': '在 Gitea、Forgejo、Gogs：仓库 → 设置 → Web 钩子 → 添加 Web 钩子 → Gitea。目标 URL 填地址，密钥填密钥。',
  },
  allowing: (host) => ({
    en: `In app.ini of Gitea or Forgejo: [webhook] ALLOWED_HOST_LIST = external,${host}`,
    'zh-CN': `在 Gitea 或 Forgejo 的 app.ini 里写：[webhook] ALLOWED_HOST_LIST = external,${host}`,
  }),
  signature: payloadSignature([
    bodySignature('x-gitea-signature'),
    bodySignature('x-forgejo-signature'),
    bodySignature('x-gogs-signature'),
    bodySignature('x-hub-signature-256', 'sha256='),
  ]),
  lostInRelay: true,
  neverRetries: true,
  secretKeys: ['secret'],
  duplicateKey: ({ headers }) =>
    headers['x-gitea-delivery'] ?? headers['x-forgejo-delivery'] ?? headers['x-gogs-delivery'],
  read: (delivered) => read(delivered),
};

function read({ headers, body }: Delivered): Reading {
  const event = headerOf(headers, 'event') ?? '';
  const fields = new Fields(body);
  const found = readEvent(event, headerOf(headers, 'event-type') ?? event, fields);
  if (found === 'nothing') return { kind: 'nothing', event };
  return found === undefined ? { kind: 'unknown', event } : one(found);
}

function headerOf(headers: Delivered['headers'], name: string): string | undefined {
  return headers[`x-gitea-${name}`] ?? headers[`x-forgejo-${name}`] ?? headers[`x-gogs-${name}`];
}

/** What it is called has changed over the years, and with who reviews: `pull_request_approved`, `pull_request_review`. */
function readEvent(event: string, type: string, body: Fields): HookEvent | 'nothing' | undefined {
  const common = commonOf('gitea', body);
  if (event === 'push') return pushed(common, body);
  if (event === 'create') return madeRef(common, body, 'created');
  if (event === 'delete') return madeRef(common, body, 'deleted');
  if (event === 'issue_comment') return comment(body, common);
  if (body.text('action') === 'reviewed' || REVIEWED.test(type)) return review(type, body, common);
  if (event.startsWith('pull_request')) return pullRequest(body, common);
  if (event.startsWith('issue')) return issue(body, common);
  if (event === 'release') return release(body, common);
  if (event === 'workflow_run' || event.startsWith('action_run')) return workflowRun(body, common);
  if (event === 'wiki') return wiki(body, common);
  if (event === 'fork') return forked(body, common);
  return ofRepository(event, body, common);
}

const REVIEWED = /^pull_request_(?:review_)?(?:approved|rejected|comment)/;

const CHANGED: Readonly<Record<string, string>> = {
  opened: 'opened',
  created: 'opened',
  reopened: 'reopened',
  assigned: 'assigned',
  review_requested: 'review_requested',
  ready_for_review: 'ready',
  label_updated: 'labeled',
  label_cleared: 'labeled',
};

function pullRequest(body: Fields, common: Common): HookEvent {
  const pull = body.at('pull_request');
  const about = aboutPullRequest(common, pull);
  const isDraft = about.isDraft === true || /^(?:\[?WIP\]?:?|\[?draft\]?:?)/i.test(pull.text('title') ?? '');
  const draft = isDraft ? { isDraft } : {};
  const action = body.text('action') ?? '';
  if (action === 'closed') {
    const merged = pull.is('merged');
    const kind = merged ? 'pull_request.merged' : 'pull_request.closed';
    return { ...about, kind, ...(merged ? mergeNews(common, pull) : { isDropped: true }) };
  }
  const kind = `pull_request.${CHANGED[action] ?? 'updated'}` as Kind;
  const text = kind === 'pull_request.opened' ? pull.text('body') : undefined;
  const asked = involvedAs('reviewer', [body.at('requested_reviewer')]);
  return compact<HookEvent>({
    ...about,
    ...draft,
    kind,
    ...(kind === 'pull_request.updated' ? updatedIn(body, pull) : {}),
    text,
    involved: [
      ...(about.involved ?? []).filter(({ as }) => asked.length === 0 || as !== 'reviewer'),
      ...asked,
      ...mentionsIn(text),
    ],
  });
}

function issue(body: Fields, common: Common): HookEvent {
  const found = body.at('issue');
  const about = aboutIssue(common, found);
  const action = body.text('action') ?? '';
  const changed = action === 'closed' || action === 'deleted' ? action : (CHANGED[action] ?? 'updated');
  const text = changed === 'opened' ? found.text('body') : undefined;
  return compact<HookEvent>({
    ...about,
    kind: `issue.${changed}` as Kind,
    ...(changed === 'updated' ? updatedIn(body, found) : {}),
    text,
    involved: [...(about.involved ?? []), ...mentionsIn(text)],
  });
}

function comment(body: Fields, common: Common): HookEvent {
  const isPull = body.is('is_pull') || body.has('issue.pull_request');
  const about = isPull && body.has('pull_request') ? aboutPullRequest(common, body.at('pull_request')) : undefined;
  const issue = about ?? aboutIssue(common, body.at('issue'));
  const thing = issue.thing && { ...issue.thing, type: isPull ? ('pull_request' as const) : ('issue' as const) };
  const kind = isPull ? 'pull_request.commented' : 'issue.commented';
  const event = commentIn(body, issue, body.text('action') === 'created' ? kind : 'comment.updated');
  return { ...event, ...(thing && { thing }) };
}

function review(type: string, body: Fields, common: Common): HookEvent {
  const about = aboutPullRequest(common, body.at('pull_request'));
  const state = `${type} ${body.text('review.type') ?? ''}`;
  const text = body.text('review.content') ?? body.text('comment.body');
  const kind = /approved/.test(state)
    ? 'pull_request.approved'
    : /reject/.test(state)
      ? 'pull_request.changes_requested'
      : 'pull_request.commented';
  const isEmpty = kind === 'pull_request.commented' && text === undefined;
  return compact<HookEvent>({
    ...about,
    kind,
    text,
    saysNothing: isEmpty ? true : undefined,
    involved: [...(about.involved ?? []), ...mentionsIn(text)],
  });
}

function release(body: Fields, common: Common): HookEvent {
  const found = body.at('release');
  const isOut = body.text('action') === 'published' && !found.is('draft');
  const kind = found.is('prerelease') ? 'release.prerelease' : 'release.published';
  const event = released(common, found, isOut ? kind : 'release.updated');
  // It says `updated` of what it calls `edited` elsewhere.
  if (isOut) return event;
  const { url: _url, ...gone } = event;
  const isGone = body.text('action') === 'deleted';
  return { ...(isGone ? gone : event), ...deedIn(isGone ? 'deleted' : 'edited') };
}

function workflowRun(body: Fields, common: Common): HookEvent {
  const run = body.has('workflow_run') ? body.at('workflow_run') : body.at('run');
  const conclusion = run.text('conclusion') ?? run.text('status') ?? '';
  // Forgejo's `title` is that of the commit.
  const workflow = body.text('workflow.name') ?? run.text('workflow_id') ?? fileOf(run.text('path')) ?? 'Actions';
  const number = run.text('run_number') ?? run.text('index_in_repo');
  const branch = run.text('head_branch') ?? run.text('prettyref');
  const [begun, ended] = [
    writtenTime(run.text('started_at') ?? run.text('started')),
    writtenTime(run.text('completed_at') ?? run.text('stopped')),
  ];
  const kind: Kind =
    conclusion === 'success'
      ? 'build.succeeded'
      : conclusion === 'failure'
        ? 'build.failed'
        : /cancel|skip/.test(conclusion)
          ? 'build.cancelled'
          : 'build.started';
  return compact<HookEvent>({
    ...common,
    kind,
    at: ended,
    branch,
    url: run.text('html_url'),
    build: compact<Build>({
      workflow,
      number: number === undefined ? undefined : `#${number}`,
      run: run.text('id') ?? '',
      order: run.number('id') ?? 0,
      seconds: begun !== undefined && ended !== undefined ? Math.round((ended - begun) / 1_000) : undefined,
    }),
    memory: JSON.stringify([run.text('path') ?? workflow, branch]),
    involved: involvedAs('committer', [run.at('actor'), run.at('trigger_user')]),
  });
}

/** Gitea names the fork as the repository and what it was made of as `forkee`; Gogs, like GitHub, the other way round. */
function forked(body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  if (!body.is('repository.fork')) return ofRepository('fork', body, common);
  const { repository } = commonOf('gitea', new Fields({ repository: body.at('forkee').value }));
  const fork = common.repository;
  return compact<HookEvent>({
    ...common,
    kind: 'fork',
    repository: repository ?? fork,
    to: fork?.name,
    url: fork?.url,
  });
}

/** `ci.yml@refs/heads/main` */
function fileOf(path: string | undefined): string | undefined {
  return path?.split('@')[0]?.split('/').at(-1) || undefined;
}

function wiki(body: Fields, common: Common): HookEvent {
  const title = body.text('page');
  const [action, url] = [body.text('action'), common.repository?.url];
  const isThere = action !== 'deleted' && url !== undefined && title !== undefined;
  const address = isThere ? `${url}/wiki/${encodeURIComponent(title)}` : undefined;
  const thing = compact({ type: 'page' as const, id: title ?? '', title, url: address });
  return compact<HookEvent>({ ...common, kind: 'wiki', thing, ...deedIn(action), text: body.text('comment') });
}
