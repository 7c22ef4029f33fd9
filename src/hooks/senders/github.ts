import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Build, HookEvent, Involved, Thing } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import { one, type Delivered, type Reading, type Sender } from '../sender.ts';
import { bodySignature } from '../signatures.ts';
import { writtenTime } from '../written-time.ts';
import {
  aboutIssue,
  aboutPullRequest,
  accountIn,
  commented,
  commentIn,
  commitIn,
  type Common,
  commonOf,
  involvedAs,
  madeRef,
  mergeNews,
  pushed,
  released,
  withoutInvolved,
} from './github-like.ts';
import { deedIn, updatedIn } from './github-deeds.ts';
import { ofRepository } from './github-rest.ts';

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads */
export const github: Sender = {
  name: 'github',
  kinds: [
    'push',
    'branch',
    'tag',
    'release',
    'commit',
    'pull_request',
    'issue',
    '!issue.moved',
    '!issue.raised',
    'mentioned',
    'comment',
    'build',
    'deployment',
    'security',
    'wiki',
    'milestone',
    'member',
    'discussion',
    'repository',
    'star',
    'fork',
    'ping',
  ],
  setup: {
    en: 'On GitHub: the repository (or organisation) → Settings → Webhooks → Add webhook. Payload URL: the address; Content type: application/json; Secret: the secret.',
    'zh-CN':
      '在 GitHub：仓库（或组织）→ Settings → Webhooks → Add webhook。Payload URL 填地址，Content type 选 application/json，Secret 填密钥。',
  },
  signature: bodySignature('x-hub-signature-256', 'sha256='),
  neverRetries: true,
  duplicateKey: ({ headers }) => headers['x-github-delivery'],
  read: (delivered) => read(delivered),
};

function read({ headers, body }: Delivered): Reading {
  const event = headers['x-github-event'] ?? '';
  const fields = new Fields(body);
  const action = fields.text('action') ?? '';
  const found = readEvent(event, fields, commonOf('github', fields));
  if (found === 'nothing') return { kind: 'nothing', event: [event, action].filter(Boolean).join('.') };
  return found === undefined ? { kind: 'unknown', event } : one(found);
}

function readEvent(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  switch (event) {
    case 'push':
      return pushed(common, body);
    case 'create':
      return madeRef(common, body, 'created');
    case 'delete':
      return madeRef(common, body, 'deleted');
    case 'pull_request':
    case 'pull_request_target':
      return pullRequest(body, common);
    case 'pull_request_review':
      return review(body, common);
    case 'pull_request_review_comment':
      return reviewComment(body, common);
    case 'pull_request_review_thread':
      return reviewThread(body, common);
    case 'issues':
      return issue(body, common);
    case 'issue_comment':
      return issueComment(body, common);
    case 'release':
      return release(body, common);
    case 'workflow_run':
      return workflowRun(body, common);
    case 'deployment_status':
      return deployment(body, common);
    default:
      return ofRepository(event, body, common);
  }
}

const PULL_REQUEST: Readonly<Record<string, Kind>> = {
  opened: 'pull_request.opened',
  ready_for_review: 'pull_request.ready',
  review_requested: 'pull_request.review_requested',
  reopened: 'pull_request.reopened',
  assigned: 'pull_request.assigned',
  labeled: 'pull_request.labeled',
  unlabeled: 'pull_request.labeled',
};

function pullRequest(body: Fields, common: Common): HookEvent {
  const pull = body.at('pull_request');
  const about = aboutPullRequest(common, pull);
  const action = body.text('action') ?? '';
  const text = pull.text('body');
  if (action === 'closed') {
    const merged = pull.is('merged');
    return {
      ...about,
      kind: merged ? 'pull_request.merged' : 'pull_request.closed',
      ...(merged ? mergeNews(common, pull) : { isDropped: true }),
    };
  }
  const kind = PULL_REQUEST[action] ?? 'pull_request.updated';
  const asked = askedIn(body, kind, common);
  return compact<HookEvent>({
    ...about,
    kind,
    ...(UPDATED.test(kind) ? updatedIn(body, pull) : {}),
    text: kind === 'pull_request.opened' || kind === 'pull_request.ready' ? text : undefined,
    involved: [
      ...withoutInvolved(
        about.involved,
        asked.map(({ as }) => as),
      ),
      ...asked,
      ...(kind === 'pull_request.opened' ? mentionsIn(text) : []),
    ],
  });
}

/** Kinds that leave open what was done. */
const UPDATED = /\.(?:updated|labeled)$/;

/** One event for each who is asked or given something: the others have had theirs. */
function askedIn(body: Fields, kind: Kind, { repository }: Common): readonly Involved[] {
  const organisation = repository?.name.split('/')[0];
  if (kind === 'pull_request.review_requested' || body.text('action') === 'review_request_removed') {
    return involvedAs('reviewer', [body.at('requested_reviewer'), body.at('requested_team')], organisation);
  }
  return kind.endsWith('.assigned') || body.text('action') === 'unassigned'
    ? involvedAs('assignee', [body.at('assignee')])
    : [];
}

const REVIEWED: Readonly<Record<string, Kind>> = {
  approved: 'pull_request.approved',
  changes_requested: 'pull_request.changes_requested',
  dismissed: 'pull_request.dismissed',
};

function review(body: Fields, common: Common): HookEvent {
  const about = aboutPullRequest(common, body.at('pull_request'));
  const found = body.at('review');
  const action = body.text('action');
  if (action === 'edited') return { ...commented(about, found, 'comment.updated'), ...deedIn(action) };
  const state = action === 'dismissed' ? 'dismissed' : (found.text('state') ?? '').toLowerCase();
  const kind = REVIEWED[state] ?? 'pull_request.commented';
  const event = commented(about, found, kind);
  // It only wraps remarks in the code, which come as events of their own.
  return kind === 'pull_request.commented' && event.text === undefined ? { ...event, saysNothing: true } : event;
}

function reviewComment(body: Fields, common: Common): HookEvent {
  const about = aboutPullRequest(common, body.at('pull_request'));
  const comment = body.at('comment');
  const path = comment.text('path');
  const line = comment.number('line') ?? comment.number('original_line');
  const isGone = body.text('action') === 'deleted';
  const kind = body.text('action') === 'created' ? 'pull_request.commented' : 'comment.updated';
  return { ...commentIn(body, about, kind), ...(path !== undefined && !isGone && { remark: compact({ path, line }) }) };
}

/** Remarks in the code that were settled, or are open again. */
function reviewThread(body: Fields, common: Common): HookEvent {
  const about = aboutPullRequest(common, body.at('pull_request'));
  const did = body.text('action') === 'unresolved' ? 'unsettled' : 'settled';
  return { ...about, kind: 'pull_request.updated', deed: { did } };
}

const ISSUE: Readonly<Record<string, Kind>> = {
  opened: 'issue.opened',
  closed: 'issue.closed',
  reopened: 'issue.reopened',
  assigned: 'issue.assigned',
  deleted: 'issue.deleted',
  labeled: 'issue.labeled',
  unlabeled: 'issue.labeled',
};

function issue(body: Fields, common: Common): HookEvent {
  const found = body.at('issue');
  const about = aboutIssue(common, found);
  const kind = ISSUE[body.text('action') ?? ''] ?? 'issue.updated';
  const asked = askedIn(body, kind, common);
  const text = kind === 'issue.opened' ? found.text('body') : undefined;
  const reason = found.text('state_reason');
  return compact<HookEvent>({
    ...about,
    kind,
    text,
    ...(UPDATED.test(kind) ? updatedIn(body, found) : {}),
    isDropped: kind === 'issue.closed' && (reason === 'not_planned' || reason === 'duplicate') ? true : undefined,
    thing: about.thing && (kind === 'issue.deleted' ? withoutAddress(about.thing) : about.thing),
    involved: [
      ...withoutInvolved(
        about.involved,
        asked.map(({ as }) => as),
      ),
      ...asked,
      ...mentionsIn(text),
    ],
  });
}

function withoutAddress({ type, id, title }: Thing): Thing {
  return compact<Thing>({ type, id, title });
}

/** Remarks to a pull request come as those of an issue do. */
function issueComment(body: Fields, common: Common): HookEvent {
  const found = body.at('issue');
  const isPull = found.has('pull_request');
  const about = aboutIssue(common, found);
  const thing = about.thing && { ...about.thing, type: isPull ? ('pull_request' as const) : ('issue' as const) };
  const kind = isPull ? 'pull_request.commented' : 'issue.commented';
  const event = commentIn(body, about, body.text('action') === 'created' ? kind : 'comment.updated');
  return { ...event, ...(thing && { thing }) };
}

/** One release sends created, published and released. */
function release(body: Fields, common: Common): HookEvent {
  const found = body.at('release');
  const action = body.text('action') ?? '';
  const isOut = (action === 'published' || action === 'released' || action === 'prereleased') && !found.is('draft');
  const kind = found.is('prerelease') ? 'release.prerelease' : 'release.published';
  const event = released(common, found, isOut ? kind : 'release.updated');
  if (isOut) return event;
  const { url: _url, ...gone } = event;
  return { ...(action === 'deleted' ? gone : event), ...updatedIn(body, found) };
}

const ENDED: Readonly<Record<string, Kind>> = {
  success: 'build.succeeded',
  failure: 'build.failed',
  timed_out: 'build.failed',
  startup_failure: 'build.failed',
  cancelled: 'build.cancelled',
};

/** One that was skipped, or waits for somebody, has neither passed nor failed. */
function workflowRun(body: Fields, common: Common): HookEvent | 'nothing' {
  const run = body.at('workflow_run');
  const workflow = run.text('name') ?? body.text('workflow.name') ?? 'CI';
  const isOver = body.text('action') === 'completed';
  const kind = isOver ? ENDED[run.text('conclusion') ?? ''] : 'build.started';
  if (kind === undefined) return 'nothing';
  const [begun, ended] = [writtenTime(run.text('run_started_at')), writtenTime(run.text('updated_at'))];
  const number = run.text('run_number');
  const commit = commitIn(run.at('head_commit'));
  const branch = branchOfRun(run);
  const url = common.repository?.url;
  const begins = [`began ${run.text('id') ?? ''} ${run.text('run_attempt') ?? ''}`];
  const build = compact<Build>({
    workflow,
    number: number === undefined ? undefined : `#${number}`,
    run: run.text('id') ?? '',
    order: run.number('run_number') ?? 0,
    seconds: isOver && begun !== undefined && ended !== undefined ? Math.round((ended - begun) / 1_000) : undefined,
    commit: commit && (url === undefined ? commit : { ...commit, url: `${url}/commit/${commit.id}` }),
  });
  return compact<HookEvent>({
    ...common,
    kind,
    actor: accountIn(run.at('triggering_actor')) ?? accountIn(run.at('actor')) ?? common.actor,
    at: ended,
    branch,
    url: run.text('html_url'),
    build,
    memory: JSON.stringify([run.text('workflow_id') ?? workflow, branch]),
    // It says `requested` and `in_progress`.
    says: isOver ? undefined : begins,
    echoes: isOver ? undefined : begins,
    involved: [
      ...(commit?.author ? [{ as: 'committer' as const, account: commit.author }] : []),
      ...involvedAs('committer', [run.at('actor')]),
    ],
  });
}

/** Of a fork it has the owner before it: a branch called main there is not ours. */
function branchOfRun(run: Fields): string | undefined {
  const branch = run.text('head_branch');
  const [from, to] = [run.text('head_repository.full_name'), run.text('repository.full_name')];
  const isFork = from !== undefined && to !== undefined && from !== to;
  return isFork ? `${from.split('/')[0] ?? ''}:${branch ?? ''}` : branch;
}

const DEPLOYED: Readonly<Record<string, Kind>> = {
  success: 'deployment.succeeded',
  failure: 'deployment.failed',
  error: 'deployment.failed',
};

function deployment(body: Fields, common: Common): HookEvent | 'nothing' {
  const status = body.at('deployment_status');
  const kind = DEPLOYED[status.text('state') ?? ''];
  if (kind === undefined) return 'nothing';
  const environment = status.text('environment') ?? body.text('deployment.environment') ?? '';
  return compact<HookEvent>({
    ...common,
    kind,
    text: status.text('description'),
    url: status.text('log_url') ?? status.text('target_url'),
    deployment: compact({
      environment,
      isProduction: body.is('deployment.production_environment') || /^prod(?:uction)?\b/i.test(environment),
      version: body.text('deployment.ref'),
      url: status.text('environment_url'),
    }),
    involved: involvedAs('committer', [body.at('deployment.creator')]),
  });
}
