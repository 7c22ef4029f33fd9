import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import type { Deed } from '../deed.ts';
import { digestOf } from '../hmac.ts';
import type { HookEvent, Thing } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import { one, type Reading, type Sender } from '../sender.ts';
import { verifyTime } from '../signatures.ts';
import { changeOf, commitIn, type Common, commonOf, involvedAs, labelsIn, mergeRequestIn } from './gitlab-shapes.ts';
import { commitNews, pushEvent } from './push-event.ts';

/** https://gitee.com/help/articles/4271 */
export const gitee: Sender = {
  name: 'gitee',
  kinds: [
    'push',
    'branch',
    'tag',
    'commit',
    'pull_request',
    '!pull_request.ready',
    '!pull_request.review_requested',
    '!pull_request.changes_requested',
    '!pull_request.dismissed',
    'issue',
    '!issue.raised',
    '!issue.labeled',
    'mentioned',
    'comment',
    'ping',
  ],
  setup: {
    en: 'On Gitee: the repository → 管理 → WebHooks → 添加 webHook. URL: the address; WebHook 密码/签名密钥: the secret.',
    'zh-CN': '在 Gitee：仓库 → 管理 → WebHooks → 添加 webHook。URL 填地址，WebHook 密码/签名密钥填密钥。',
  },
  secretHeader: 'x-gitee-token',
  // The time and the secret are signed, as DingTalk has it; the body is not.
  signature: {
    headers: ['x-gitee-timestamp'],
    verify: ({ headers }, key, now) =>
      verifyTime({ time: headers['x-gitee-timestamp'], shown: headers['x-gitee-token'] }, key, now),
  },
  secretKeys: ['password', 'sign'],
  duplicateKey: ({ headers, body }) => {
    const time = headers['x-gitee-timestamp'];
    return time === undefined ? undefined : `${time} ${digestOf(JSON.stringify(body))}`;
  },
  read: ({ headers, body }) => read(headers['x-gitee-event'] ?? '', new Fields(body)),
};

function read(event: string, body: Fields): Reading {
  const name = event || (body.text('hook_name') ?? '');
  const found = readEvent(
    name
      .toLowerCase()
      .replace(/[ _]hooks?$/, '')
      .replaceAll(' ', '_'),
    body,
  );
  if (found === undefined) return { kind: 'unknown', event: name };
  return one(found);
}

function readEvent(event: string, body: Fields): HookEvent | undefined {
  const common = commonOf('gitee', body);
  switch (event) {
    case 'push':
    case 'tag_push':
      return pushed(body, common);
    case 'merge_request':
      return mergeRequest(body, common);
    case 'issue':
      return issue(body, common);
    case 'note':
      return note(body, common);
    default:
      return body.is('ping') || body.has('zen') ? { ...common, kind: 'ping' } : undefined;
  }
}

function pushed(body: Fields, common: Common): HookEvent {
  const commits = body.list('commits').flatMap((each) => commitIn(each) ?? []);
  const url = common.repository?.url;
  const ref = body.text('ref') ?? '';
  const name = ref
    .replace(/^refs\/(?:heads|tags)\//, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  const total = body.number('total_commits_count');
  const isMore = body.is('commits_more_than_ten');
  return pushEvent({
    sender: 'gitee',
    repository: common.repository,
    actor: common.actor,
    ref,
    before: body.text('before') ?? '',
    after: body.text('after') ?? '',
    isForced: body.is('forced'),
    commits,
    total: total ?? commits.length,
    isAtLeast: isMore && (total ?? 0) <= commits.length,
    url: body.text('compare'),
    refUrl: url === undefined ? undefined : `${url}/tree/${name}`,
  });
}

const MERGE_REQUEST: Readonly<Record<string, Kind>> = {
  open: 'pull_request.opened',
  reopen: 'pull_request.reopened',
  merge: 'pull_request.merged',
  close: 'pull_request.closed',
  approved: 'pull_request.approved',
  assign: 'pull_request.assigned',
};

/** `action` tells; of an update `action_desc` what it was. */
function mergeRequest(body: Fields, common: Common): HookEvent {
  const pull = body.at('pull_request');
  const kind = MERGE_REQUEST[body.text('action') ?? ''] ?? updateOf(body.text('action_desc') ?? '');
  const text = kind === 'pull_request.opened' ? (pull.text('body') ?? body.text('body')) : undefined;
  const commit = pull.text('merge_commit_sha');
  const target = pull.text('base.ref') ?? body.text('target_branch');
  return compact<HookEvent>({
    ...common,
    kind,
    thing: mergeRequestIn(pull),
    branch: target,
    labels: labelsIn(pull.list('labels')),
    isDraft: pull.is('draft') ? true : undefined,
    change: changeOf(pull),
    text,
    isDropped: kind === 'pull_request.closed' ? true : undefined,
    deed: kind === 'pull_request.updated' ? updateDeed(body.text('action_desc') ?? '') : undefined,
    to: kind === 'pull_request.updated' && /target_branch/.test(body.text('action_desc') ?? '') ? target : undefined,
    says: kind === 'pull_request.merged' && commit ? [commitNews(common.repository, commit)] : undefined,
    // Who is assigned is to review it.
    involved: [
      ...involvedAs('author', [pull.at('user')]),
      ...involvedAs(kind === 'pull_request.assigned' ? 'assignee' : 'reviewer', pull.list('assignees')),
      ...mentionsIn(text),
    ],
  });
}

function updateOf(description: string): Kind {
  return description.includes('label') ? 'pull_request.labeled' : 'pull_request.updated';
}

function updateDeed(description: string): Deed | undefined {
  if (description.includes('source_branch')) return { did: 'pushed' };
  return description.includes('target_branch') ? { did: 'changed', part: 'target' } : undefined;
}

const ISSUE: Readonly<Record<string, Kind>> = {
  open: 'issue.opened',
  close: 'issue.closed',
  closed: 'issue.closed',
  rejected: 'issue.closed',
  reopen: 'issue.reopened',
  assign: 'issue.assigned',
  delete: 'issue.deleted',
  state_change: 'issue.moved',
};

function issue(body: Fields, common: Common): HookEvent {
  const found = body.at('issue');
  const action = body.text('action') ?? '';
  const state = found.text('state');
  const isEnd = action === 'state_change' && (state === 'closed' || state === 'rejected');
  const kind: Kind = isEnd ? 'issue.closed' : (ISSUE[action] ?? 'issue.updated');
  const text = kind === 'issue.opened' ? found.text('body') : undefined;
  return compact<HookEvent>({
    ...common,
    kind,
    thing: action === 'delete' ? withoutAddress(issueIn(found)) : issueIn(found),
    labels: labelsIn(found.list('labels')),
    text,
    to: kind === 'issue.moved' ? (found.text('state_name') ?? state) : undefined,
    isDropped: state === 'rejected' ? true : undefined,
    isConfidential: found.is('private') || found.is('security_hole') ? true : undefined,
    involved: [...involvedAs('assignee', [found.at('assignee')]), ...mentionsIn(text)],
  });
}

function withoutAddress({ url: _url, ...thing }: Thing): Thing {
  return thing;
}

function issueIn(issue: Fields): Thing {
  const number = issue.text('number');
  return compact<Thing>({
    type: 'issue',
    id: number === undefined ? '' : `#${number}`,
    title: issue.text('title'),
    url: issue.text('html_url'),
  });
}

function note(body: Fields, common: Common): HookEvent {
  const isPull = body.has('pull_request');
  const about = isPull ? mergeRequestIn(body.at('pull_request')) : issueIn(body.at('issue'));
  const text = body.text('comment.body') ?? body.text('note');
  const isCommit = !isPull && !body.has('issue');
  const id = body.text('comment.commit_id') ?? body.text('short_commit_id') ?? '';
  const thing: Thing = isCommit ? { type: 'commit', id: id.slice(0, 7) } : about;
  const kind = isCommit ? 'commit.commented' : isPull ? 'pull_request.commented' : 'issue.commented';
  const action = body.text('action') ?? 'comment';
  const [isNew, isGone] = [action === 'comment', action.startsWith('delete')];
  return compact<HookEvent>({
    ...common,
    kind: isNew ? kind : 'comment.updated',
    thing,
    ...(isNew ? {} : { deed: { did: isGone ? 'deleted' : 'edited' } }),
    text: isGone ? undefined : text,
    url: isGone ? undefined : (body.text('comment.html_url') ?? body.text('url')),
    involved: mentionsIn(text),
  });
}
