import { describe, expect, it } from 'vitest';
import type { HookRules } from '../../src/hooks/hook-rules.ts';
import { eventsIn, rulesOf, told } from './hook-world.ts';

type Body = Readonly<Record<string, unknown>>;

/** What the group reads of a body, in both languages. */
async function said(from: HookRules['from'], body: Body, headers: Readonly<Record<string, string>> = {}) {
  const events = await eventsIn(rulesOf(from), body, headers);
  return [told(events).text, told(events, 'en').text];
}

const repository = { full_name: 'acme/shop', name: 'shop', html_url: 'https://git.example.com/acme/shop' };
const sender = { login: 'mei-dev' };
const SHOP = '[shop](https://git.example.com/acme/shop)';

describe('GitHub says what was done', () => {
  const issue = { number: 7, title: '退款', html_url: 'https://git.example.com/acme/shop/issues/7' };
  const ISSUE = '[shop#7 退款](https://git.example.com/acme/shop/issues/7)';
  const milestone = { title: '一季度', html_url: 'https://git.example.com/m/1', due_on: '2026-12-03T08:00:00Z' };

  it.each<[string, Body, string, string]>([
    [
      'gollum',
      { pages: [{ title: 'Home', action: 'created', html_url: 'https://git.example.com/wiki/Home' }] },
      '📖 **阿梅** 新建了维基页面 [Home](https://git.example.com/wiki/Home)',
      '📖 **阿梅** created wiki page [Home](https://git.example.com/wiki/Home)',
    ],
    [
      'milestone',
      { action: 'edited', milestone, changes: { due_on: { from: '2026-12-01T08:00:00Z' } } },
      '🏁 **阿梅** 改了里程碑 [一季度](https://git.example.com/m/1) 的到期时间：12月1日 → 12月3日',
      '🏁 **阿梅** changed the due date of milestone [一季度](https://git.example.com/m/1): 1 Dec → 3 Dec',
    ],
    [
      'milestone',
      {
        action: 'edited',
        milestone: { ...milestone, due_on: null },
        changes: { due_on: { from: '2026-12-01T08:00:00Z' } },
      },
      '🏁 **阿梅** 去掉了里程碑 [一季度](https://git.example.com/m/1) 的到期时间',
      '🏁 **阿梅** removed the due date from milestone [一季度](https://git.example.com/m/1)',
    ],
    [
      'milestone',
      { action: 'closed', milestone },
      '🏁 **阿梅** 关闭了里程碑 [一季度](https://git.example.com/m/1)',
      '🏁 **阿梅** closed milestone [一季度](https://git.example.com/m/1)',
    ],
    [
      'member',
      { action: 'added', member: { login: 'dawei' }, changes: { role_name: { to: 'maintain' } } },
      `👥 **阿梅** 把 **大伟** 加进了 ${SHOP}（maintain）`,
      `👥 **阿梅** added **大伟** to ${SHOP} (maintain)`,
    ],
    [
      'member',
      { action: 'edited', member: { login: 'dawei' }, changes: { permission: { from: 'write', to: 'admin' } } },
      `👥 **阿梅** 改了 **大伟** 在 ${SHOP} 的权限：write → admin`,
      `👥 **阿梅** changed the role of **大伟** in ${SHOP}: write → admin`,
    ],
    [
      'organization',
      {
        action: 'member_removed',
        membership: { user: { login: 'dawei' }, role: 'member' },
        organization: { login: 'acme' },
      },
      '👥 **阿梅** 把 **大伟** 移出了组织 [acme](https://github.com/acme)',
      '👥 **阿梅** removed **大伟** from organization [acme](https://github.com/acme)',
    ],
    [
      'repository',
      { action: 'renamed', changes: { repository: { name: { from: 'store' } } } },
      `📦 **阿梅** 把仓库 ${SHOP} 改了名：store → shop`,
      `📦 **阿梅** renamed repository ${SHOP}: store → shop`,
    ],
    ['repository', { action: 'archived' }, `📦 **阿梅** 归档了仓库 ${SHOP}`, `📦 **阿梅** archived repository ${SHOP}`],
    ['repository', { action: 'deleted' }, '📦 **阿梅** 删除了仓库 shop', '📦 **阿梅** deleted repository shop'],
    ['public', {}, `📦 **阿梅** 把仓库 ${SHOP} 设为公开`, `📦 **阿梅** made repository ${SHOP} public`],
    [
      'issues',
      { action: 'edited', issue, changes: { title: { from: '退钱' } } },
      `✏️ **阿梅** 把 ${ISSUE} 改了名：退钱 → 退款`,
      `✏️ **阿梅** renamed ${ISSUE}: 退钱 → 退款`,
    ],
    [
      'issues',
      { action: 'unlabeled', issue, label: { name: 'p0' } },
      `🏷 **阿梅** 去掉了 ${ISSUE} 的标签 p0`,
      `🏷 **阿梅** removed label p0 from ${ISSUE}`,
    ],
    [
      'issues',
      { action: 'unassigned', issue, assignee: { login: 'dawei' } },
      `✏️ **阿梅** 去掉了 ${ISSUE} 的负责人 **大伟**`,
      `✏️ **阿梅** removed assignee **大伟** from ${ISSUE}`,
    ],
    [
      'issue_comment',
      { action: 'deleted', issue, comment: { body: '密码是 hunter2', html_url: 'https://git.example.com/c/1' } },
      `✏️ **阿梅** 删除了 ${ISSUE} 的评论`,
      `✏️ **阿梅** deleted a comment on ${ISSUE}`,
    ],
    [
      'pull_request',
      {
        action: 'edited',
        pull_request: { ...issue, base: { ref: 'main' } },
        changes: { base: { ref: { from: 'release/1' } } },
      },
      `✏️ **阿梅** 改了 ${ISSUE} 的目标分支：release/1 → main`,
      `✏️ **阿梅** changed the target branch of ${ISSUE}: release/1 → main`,
    ],
    [
      'discussion',
      { action: 'answered', discussion: issue },
      `💬 **阿梅** 把讨论 ${ISSUE} 标为已回答`,
      `💬 **阿梅** marked discussion ${ISSUE} as answered`,
    ],
    [
      'discussion_comment',
      { action: 'created', discussion: issue, comment: { body: '好' } },
      `💬 **阿梅** 评论了讨论 ${ISSUE}\n\n> 好`,
      `💬 **阿梅** commented on discussion ${ISSUE}\n\n> 好`,
    ],
    [
      'fork',
      { forkee: { full_name: 'mei/shop', html_url: 'https://git.example.com/mei/shop' } },
      `🍴 **阿梅** 派生了 ${SHOP} → [mei/shop](https://git.example.com/mei/shop)`,
      `🍴 **阿梅** forked ${SHOP} → [mei/shop](https://git.example.com/mei/shop)`,
    ],
    [
      'dependabot_alert',
      {
        action: 'fixed',
        alert: { dependency: { package: { name: 'semver' } }, security_advisory: { summary: 'ReDoS' } },
      },
      '### 🛡 semver（已修复）\n\n- **semver** ReDoS',
      '### 🛡 semver (fixed)\n\n- **semver** ReDoS',
    ],
    [
      'pull_request_review_thread',
      { action: 'resolved', pull_request: issue, thread: { node_id: 'x', comments: [] } },
      `✏️ **阿梅** 把 ${ISSUE} 里的一处讨论标为已解决`,
      `✏️ **阿梅** resolved a conversation in ${ISSUE}`,
    ],
    [
      'pull_request_review_thread',
      { action: 'unresolved', pull_request: issue, thread: { node_id: 'x', comments: [] } },
      `✏️ **阿梅** 重新打开了 ${ISSUE} 里的一处讨论`,
      `✏️ **阿梅** reopened a conversation in ${ISSUE}`,
    ],
    ...['package', 'registry_package'].map((event): [string, Body, string, string] => [
      event,
      {
        action: 'published',
        [event]: {
          name: 'shop-api',
          owner: { login: 'acme' },
          html_url: 'https://git.example.com/acme/shop/packages/9',
          package_version: { version: '1.4.0', name: '1.4.0' },
        },
      },
      '📦 **阿梅** 给仓库 [shop](https://git.example.com/acme/shop/packages/9) 加了软件包 shop-api 1.4.0',
      '📦 **阿梅** added package shop-api 1.4.0 to repository [shop](https://git.example.com/acme/shop/packages/9)',
    ]),
    [
      'package',
      {
        action: 'updated',
        package: {
          name: 'shop',
          package_version: { version: 'sha256:1f2e', container_metadata: { tag: { name: 'v1.4.0' } } },
        },
      },
      `📦 **阿梅** 改了仓库 ${SHOP} 的软件包 shop v1.4.0`,
      `📦 **阿梅** changed package shop v1.4.0 of repository ${SHOP}`,
    ],
    [
      'label',
      { action: 'edited', label: { name: 'p0' }, changes: { name: { from: '紧急' } } },
      `📦 **阿梅** 改了仓库 ${SHOP} 的标签 p0：紧急 → p0`,
      `📦 **阿梅** changed label p0 of repository ${SHOP}: 紧急 → p0`,
    ],
    [
      'deploy_key',
      { action: 'created', key: { title: 'ci', key: 'ssh-ed25519 AAAA', read_only: true } },
      `📦 **阿梅** 给仓库 ${SHOP} 加了密钥 ci`,
      `📦 **阿梅** added key ci to repository ${SHOP}`,
    ],
    [
      'meta',
      { action: 'deleted', hook_id: 7, hook: { type: 'Repository', events: ['*'] } },
      `📦 **阿梅** 去掉了仓库 ${SHOP} 的这个 Webhook`,
      `📦 **阿梅** removed this webhook from repository ${SHOP}`,
    ],
    [
      'sub_issues',
      {
        action: 'sub_issue_added',
        parent_issue: { ...issue, id: 70 },
        sub_issue: { id: 80, number: 8, title: '对账' },
      },
      `✏️ **阿梅** 给 ${ISSUE} 加了子问题 ＃8 对账`,
      `✏️ **阿梅** added sub-issue ＃8 对账 to ${ISSUE}`,
    ],
    [
      'sub_issues',
      { action: 'parent_issue_removed', parent_issue: { number: 8, title: '对账' }, sub_issue: issue },
      `✏️ **阿梅** 去掉了 ${ISSUE} 的上级 ＃8 对账`,
      `✏️ **阿梅** removed the parent ＃8 对账 from ${ISSUE}`,
    ],
    [
      'issue_dependencies',
      { action: 'blocked_by_added', blocked_issue: issue, blocking_issue: { number: 8, title: '对账' } },
      `✏️ **阿梅** 给 ${ISSUE} 加了前置问题 ＃8 对账`,
      `✏️ **阿梅** added blocking issue ＃8 对账 to ${ISSUE}`,
    ],
    [
      'page_build',
      { id: 1, build: { status: 'errored', error: { message: 'no _config.yml' }, commit: '507fc9a' } },
      '❌ shop Pages：失败',
      '❌ shop Pages: failed',
    ],
  ])('%s %j', async (event, body, zh, en) => {
    expect(await said('github', { repository, sender, ...body }, { 'x-github-event': event })).toEqual([zh, en]);
  });

  it('a ping of an organisation names it', async () => {
    const ping = await eventsIn(
      rulesOf('github'),
      { zen: '…', organization: { login: 'acme' } },
      { 'x-github-event': 'ping' },
    );
    expect(told(ping).text).toBe('🔗 [acme](https://github.com/acme) 接通了');
  });

  it('whoever is named in a new discussion is told so', async () => {
    const body = { action: 'created', discussion: { ...issue, body: '@dawei 看看' }, repository, sender };
    expect((await said('github', body, { 'x-github-event': 'discussion' }))[1]).toBe(
      `💬 **阿梅** mentions **大伟** in ${ISSUE}\n\n> @大伟 看看\n\n@13822222222`,
    );
  });

  it('what was written in a discussion long ago names nobody anew when it is locked', async () => {
    const body = { action: 'locked', discussion: { ...issue, body: '@dawei 看看' }, repository, sender };
    expect(await eventsIn(rulesOf('github'), body, { 'x-github-event': 'discussion' })).toMatchObject([
      { kind: 'discussion', deed: { did: 'locked' } },
    ]);
  });
});

describe('Gitea says what was done', () => {
  it.each<[string, Body, string]>([
    [
      'wiki',
      { action: 'edited', page: '值班 手册', comment: '改错字' },
      `📖 **mei-dev** 编辑了维基页面 [值班 手册](${repository.html_url}/wiki/${encodeURIComponent('值班 手册')})\n\n> 改错字`,
    ],
    ['repository', { action: 'deleted' }, '📦 **mei-dev** 删除了仓库 shop'],
    ['release', { action: 'deleted', release: { tag_name: 'v1' } }, '✏️ **mei-dev** 删除了发布 shop v1'],
    [
      'issues',
      { action: 'milestoned', issue: { number: 7, milestone: { title: '一季度' } } },
      '✏️ **mei-dev** 给 shop#7 加了里程碑 一季度',
    ],
    [
      'fork',
      {
        forkee: { full_name: 'base/shop', name: 'shop', html_url: 'https://git.example.com/base/shop' },
        repository: { ...repository, fork: true },
      },
      `🍴 **mei-dev** 派生了 [shop](https://git.example.com/base/shop) → [acme/shop](${repository.html_url})`,
    ],
    [
      'package',
      {
        action: 'created',
        package: { name: 'shop-api', type: 'container', version: '1.4.0', owner: { login: 'acme' } },
        repository: null,
      },
      '📦 **mei-dev** 给仓库 acme 加了软件包 shop-api 1.4.0',
    ],
    [
      'status',
      { context: 'ci/woodpecker', state: 'failure', target_url: 'https://ci.example.com/9', sha: '1f2e3d' },
      '❌ shop ci/woodpecker：失败 [↗](https://ci.example.com/9)',
    ],
    [
      'workflow_job',
      {
        action: 'completed',
        workflow_job: {
          id: 5,
          name: 'unit',
          status: 'completed',
          conclusion: 'success',
          head_branch: 'main',
          html_url: 'https://git.example.com/acme/shop/actions/runs/3/jobs/0',
        },
      },
      '✅ shop unit：通过 · main [↗](https://git.example.com/acme/shop/actions/runs/3/jobs/0)',
    ],
  ])('%s %j', async (event, body, zh) => {
    const [chinese, english] = await said('gitea', { repository, sender, ...body }, { 'x-gitea-event': event });
    expect(chinese).toBe(zh);
    expect(english).not.toMatch(/undefined|[一-龥]了/);
  });
});

describe('GitLab says what was done', () => {
  const project = { path_with_namespace: 'acme/shop', web_url: repository.html_url };
  const user = { id: 1, username: 'mei', name: 'Mei' };
  const merge = { iid: 7, title: '退款', url: `${repository.html_url}/-/merge_requests/7` };
  const MERGE = `[shop!7 退款](${merge.url})`;
  const update = (changes: Body, more: Body = {}) => ({
    object_kind: 'merge_request',
    user,
    project,
    object_attributes: { ...merge, action: 'update', ...more },
    changes,
  });

  it.each<[Body, string, string]>([
    [
      {
        object_kind: 'wiki_page',
        user,
        project,
        object_attributes: { title: 'Home', action: 'delete', url: 'https://x.example.com' },
      },
      '📖 **阿梅** 删除了维基页面 Home',
      '📖 **阿梅** deleted wiki page Home',
    ],
    [
      { object_kind: 'milestone', project, object_attributes: { iid: 3, title: '一季度' }, action: 'close' },
      `🏁 里程碑 [一季度](${repository.html_url}/-/milestones/3) 关闭了`,
      `🏁 milestone [一季度](${repository.html_url}/-/milestones/3) was closed`,
    ],
    [
      update({ title: { previous: '退钱', current: '退款' } }),
      `✏️ **阿梅** 把 ${MERGE} 改了名：退钱 → 退款`,
      `✏️ **阿梅** renamed ${MERGE}: 退钱 → 退款`,
    ],
    [
      update({ target_branch: { previous: 'main', current: 'release/1' } }),
      `✏️ **阿梅** 改了 ${MERGE} 的目标分支：main → release/1`,
      `✏️ **阿梅** changed the target branch of ${MERGE}: main → release/1`,
    ],
    [
      update({ labels: { previous: [{ title: 'a' }, { title: 'b' }], current: [{ title: 'b' }, { title: 'c' }] } }),
      `🏷 **阿梅** 改了 ${MERGE} 的标签：a, b → b, c`,
      `🏷 **阿梅** changed the labels of ${MERGE}: a, b → b, c`,
    ],
    [
      update({ reviewers: { previous: [{ id: 2, username: 'dawei' }], current: [] } }),
      `✏️ **阿梅** 去掉了 ${MERGE} 的审阅人 **大伟**`,
      `✏️ **阿梅** removed reviewer **大伟** from ${MERGE}`,
    ],
    [
      update({ updated_at: { previous: 'a', current: 'b' } }, { oldrev: 'abc' }),
      `✏️ **阿梅** 向 ${MERGE} 推送了新提交`,
      `✏️ **阿梅** pushed to ${MERGE}`,
    ],
    [
      { ...update({}), object_attributes: { ...merge, action: 'unapproved' } },
      `↩️ **阿梅** 撤回了对 ${MERGE} 的批准`,
      `↩️ **阿梅** took back the approval of ${MERGE}`,
    ],
    [
      {
        event_name: 'user_add_to_team',
        user_name: 'Da Wei',
        user_username: 'dawei',
        project_path_with_namespace: 'acme/shop',
        project_access: 'Maintainer',
      },
      '👥 **大伟** 加入了 shop（Maintainer）',
      '👥 **大伟** joined shop (Maintainer)',
    ],
    [
      {
        event_name: 'user_update_for_group',
        user_name: 'Da Wei',
        user_username: 'dawei',
        group_name: 'Acme',
        group_path: 'acme',
        group_access: 'Owner',
      },
      '👥 **大伟** 在群组 Acme 的权限变了：→ Owner',
      '👥 The role of **大伟** in group Acme has changed: → Owner',
    ],
    [
      {
        event_name: 'project_rename',
        name: 'shop',
        path_with_namespace: 'acme/shop',
        old_path_with_namespace: 'acme/store',
        owner_name: 'x',
      },
      '📦 仓库 [shop](https://gitlab.example.com/acme/shop) 改了名：acme/store → acme/shop',
      '📦 repository [shop](https://gitlab.example.com/acme/shop) was renamed: acme/store → acme/shop',
    ],
    [
      { event_name: 'group_create', name: 'Acme', full_path: 'acme', path: 'acme' },
      '📦 群组 Acme 新建了',
      '📦 group Acme was created',
    ],
    [
      { event_name: 'user_create', name: 'Da Wei', username: 'dawei', email: 'a@example.com' },
      '👥 账号 **大伟** 新建了',
      '👥 Account **大伟** was created',
    ],
  ])('%j', async (body, zh, en) => {
    expect(await said('gitlab', body, { 'x-gitlab-instance': 'https://gitlab.example.com' })).toEqual([zh, en]);
  });

  it('keys and failed logins are nobody’s news', async () => {
    for (const event_name of ['key_create', 'key_destroy', 'user_failed_login', 'project_member_approve']) {
      expect(await eventsIn(rulesOf('gitlab'), { event_name, username: 'mei' })).toEqual([]);
    }
  });
});

describe('Trello says what was done', () => {
  const board = { name: '商店', shortLink: 'b' };
  const card = { name: '退款', shortLink: 'c', idShort: 3 };
  const memberCreator = { username: 'mei', fullName: 'Mei' };
  const CARD = '[退款](https://trello.com/c/c)';
  const BOARD = '[商店](https://trello.com/b/b)';

  it.each<[string, Body, string, string]>([
    [
      'updateCard',
      { card, old: { name: '退钱' } },
      `✏️ **Mei** 把 ${CARD} 改了名：退钱 → 退款`,
      `✏️ **Mei** renamed ${CARD}: 退钱 → 退款`,
    ],
    [
      'updateCard',
      { card: { ...card, due: null }, old: { due: '2026-12-01T10:00:00Z' } },
      `✏️ **Mei** 去掉了 ${CARD} 的到期时间`,
      `✏️ **Mei** removed the due date from ${CARD}`,
    ],
    [
      'updateCard',
      { card: { ...card, closed: false }, old: { closed: true } },
      `✏️ **Mei** 恢复了 ${CARD}`,
      `✏️ **Mei** restored ${CARD}`,
    ],
    [
      'updateCard',
      { card: { ...card, dueComplete: false }, old: { dueComplete: true } },
      `✏️ **Mei** 把 ${CARD} 标为未完成`,
      `✏️ **Mei** marked ${CARD} as not done`,
    ],
    [
      'removeLabelFromCard',
      { card, label: { name: '', color: 'red' } },
      `✏️ **Mei** 去掉了 ${CARD} 的标签 red`,
      `✏️ **Mei** removed label red from ${CARD}`,
    ],
    [
      'addAttachmentToCard',
      { card, attachment: { name: '设计.pdf' } },
      `✏️ **Mei** 给 ${CARD} 加了附件 设计.pdf`,
      `✏️ **Mei** added the attachment 设计.pdf to ${CARD}`,
    ],
    [
      'updateCheckItemStateOnCard',
      { card, checkItem: { name: '写测试', state: 'incomplete' } },
      `✏️ **Mei** 把 ${CARD} 的清单项 写测试 改回未完成`,
      `✏️ **Mei** reopened item 写测试 of ${CARD}`,
    ],
    [
      'createList',
      { list: { name: '测试中' } },
      `📋 **Mei** 给看板 ${BOARD} 加了列表 测试中`,
      `📋 **Mei** added list 测试中 to board ${BOARD}`,
    ],
    [
      'updateList',
      { list: { name: '测试', closed: true }, old: { closed: false } },
      `📋 **Mei** 去掉了看板 ${BOARD} 的列表 测试`,
      `📋 **Mei** removed list 测试 from board ${BOARD}`,
    ],
    [
      'updateBoard',
      { old: { name: '店' } },
      `📋 **Mei** 把看板 ${BOARD} 改了名：店 → 商店`,
      `📋 **Mei** renamed board ${BOARD}: 店 → 商店`,
    ],
    [
      'makeAdminOfBoard',
      { member: { id: '2', name: '大伟' } },
      `👥 **Mei** 改了 **大伟** 在 ${BOARD} 的权限：→ admin`,
      `👥 **Mei** changed the role of **大伟** in ${BOARD}: → admin`,
    ],
  ])('%s %j', async (type, data, zh, en) => {
    expect(await said('trello', { action: { type, memberCreator, data: { board, ...data } } })).toEqual([zh, en]);
  });

  it('a deleted comment is not repeated, and lists in another order are no news', async () => {
    const sent = (type: string, data: Body) =>
      eventsIn(rulesOf('trello'), { action: { type, memberCreator, data: { board, ...data } } });
    const [gone] = await sent('deleteComment', { card, action: { text: '密码是 hunter2' } });
    expect(gone).toMatchObject({ kind: 'comment.updated', deed: { did: 'deleted' } });
    expect(gone).not.toHaveProperty('text');
    expect(await sent('updateList', { list: { name: '测试' }, old: { pos: 3 } })).toEqual([]);
  });
});

describe('Jira says what was done', () => {
  const issue = { key: 'PAY-7', self: 'https://jira.example.com/rest/api/2/issue/7', fields: { summary: '退款' } };
  const user = { displayName: 'Mei', accountId: 'x' };
  const ISSUE = '[PAY-7 退款](https://jira.example.com/browse/PAY-7)';

  it.each<[readonly object[], string, string]>([
    [
      [{ field: 'summary', fromString: '退钱', toString: '退款' }],
      `✏️ **Mei** 把 ${ISSUE} 改了名：退钱 → 退款`,
      `✏️ **Mei** renamed ${ISSUE}: 退钱 → 退款`,
    ],
    [
      [{ field: 'duedate', from: '2026-12-01', fromString: '1/Dec/26', to: '2026-12-03', toString: '3/Dec/26' }],
      `✏️ **Mei** 改了 ${ISSUE} 的到期时间：2026-12-01 → 2026-12-03`,
      `✏️ **Mei** changed the due date of ${ISSUE}: 2026-12-01 → 2026-12-03`,
    ],
    [
      [{ field: 'Fix Version', fromString: '', toString: '1.4' }],
      `✏️ **Mei** 改了 ${ISSUE} 的 Fix Version：→ 1.4`,
      `✏️ **Mei** changed Fix Version of ${ISSUE}: → 1.4`,
    ],
    [
      [
        { field: 'Sprint', toString: '12' },
        { field: 'Story Points', toString: '5' },
      ],
      `✏️ **Mei** 改了 ${ISSUE} 的 Sprint, Story Points`,
      `✏️ **Mei** changed Sprint, Story Points of ${ISSUE}`,
    ],
    [
      [{ field: 'labels', fromString: 'a', toString: 'a b' }],
      `🏷 **Mei** 给 ${ISSUE} 加了标签 b`,
      `🏷 **Mei** added label b to ${ISSUE}`,
    ],
  ])('%j', async (items, zh, en) => {
    expect(await said('jira', { webhookEvent: 'jira:issue_updated', user, issue, changelog: { items } })).toEqual([
      zh,
      en,
    ]);
  });

  it('of what not everyone may know only that it was edited', async () => {
    const secret = { ...issue, fields: { ...issue.fields, security: { name: 'internal' } } };
    const items = [{ field: 'summary', fromString: '漏洞甲', toString: '漏洞乙' }];
    const [zh] = await said('jira', { webhookEvent: 'jira:issue_updated', user, issue: secret, changelog: { items } });
    expect(zh).toBe('✏️ **Mei** 编辑了 [PAY-7](https://jira.example.com/browse/PAY-7)');
  });

  it('an account that was made, a project that was archived', async () => {
    expect(await said('jira', { webhookEvent: 'user_created', user })).toEqual([
      '👥 账号 **Mei** 新建了',
      '👥 Account **Mei** was created',
    ]);
    const project = { key: 'PAY', name: '支付', self: 'https://jira.example.com/rest/api/2/project/1' };
    expect(await said('jira', { webhookEvent: 'project_archived', project })).toEqual([
      '📦 项目 [支付](https://jira.example.com/browse/PAY) 归档了',
      '📦 project [支付](https://jira.example.com/browse/PAY) was archived',
    ]);
  });
});

it('Sentry: archived is not resolved and not given up; an event of an error is not an edit', async () => {
  const issue = { shortId: 'SHOP-1', title: 'TypeError', project: { slug: 'shop' } };
  const headers = { 'sentry-hook-resource': 'issue' };
  const actor = { type: 'user', name: 'Mei' };
  expect(await said('sentry', { action: 'archived', actor, data: { issue } }, headers)).toEqual([
    '📦 **Mei** 归档了 SHOP-1 TypeError',
    '📦 **Mei** archived SHOP-1 TypeError',
  ]);
  const error = { issue_id: '1', title: 'TypeError' };
  expect((await said('sentry', { action: 'created', data: { error } }, { 'sentry-hook-resource': 'error' }))[1]).toBe(
    '✏️ 1 TypeError happened again',
  );
});
