import { describe, expect, it } from 'vitest';
import { gather, gatherKey } from '../../src/hooks/gather.ts';
import { eventsIn, rulesOf, told, verdicts } from './hook-world.ts';

const repository = {
  full_name: 'acme/shop',
  name: 'shop',
  html_url: 'https://github.com/acme/shop',
  default_branch: 'main',
};
const mei = { login: 'mei-dev', id: 1, type: 'User' };
const dawei = { login: 'dawei', id: 2, type: 'User' };
const bot = { login: 'renovate[bot]', id: 3, type: 'Bot' };

function pull(more: object = {}) {
  return {
    number: 9,
    title: '退款：支持部分退',
    html_url: 'https://github.com/acme/shop/pull/9',
    user: mei,
    body: '先退运费\n\n再退货款',
    draft: false,
    merged: false,
    head: { ref: 'refund', repo: { full_name: 'acme/shop' } },
    base: { ref: 'main', repo: { full_name: 'acme/shop' } },
    labels: [{ name: 'feature' }],
    additions: 12,
    deletions: 3,
    changed_files: 2,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    ...more,
  };
}

const rules = rulesOf('github');
const github = (event: string, body: object) =>
  eventsIn(rules, { repository, sender: mei, ...body }, { 'x-github-event': event });
const pullRequest = (action: string, more: object = {}, about: object = {}) =>
  github('pull_request', { action, pull_request: pull(about), ...more });
const push = (more: object) =>
  github('push', {
    ref: 'refs/heads/main',
    before: 'a1',
    after: 'b2',
    compare: 'https://github.com/acme/shop/compare/a1...b2',
    commits: [],
    ...more,
  });
const commit = (id: string, message: string) => ({
  id,
  message,
  url: `https://github.com/acme/shop/commit/${id}`,
  author: { name: 'Mei', username: 'mei-dev' },
});

describe('what belongs together', () => {
  it('an opened pull request and who is asked to review it are one message, which calls them', async () => {
    const events = [
      ...(await pullRequest('opened')),
      ...(await pullRequest('review_requested', { requested_reviewer: dawei }, { requested_reviewers: [dawei] })),
      ...(await pullRequest('labeled', { label: { name: 'feature' } })),
    ];
    expect(new Set(events.map(gatherKey)).size).toBe(1);
    expect(told(events)).toEqual({
      kind: 'markdown',
      title: '🔀 阿梅 提交了 shop#9 退款：支持部分退',
      text: [
        '### 🔀 [shop#9 退款：支持部分退](https://github.com/acme/shop/pull/9)',
        '**阿梅** 提交，refund → main，+12 −3，2 个文件 · feature',
        '> 先退运费；再退货款',
        '请 **大伟** 审阅 @13822222222',
      ].join('\n\n'),
      mentions: { mobiles: ['13822222222'] },
    });
  });

  it('eleven events of one review are one message', async () => {
    const review = await github('pull_request_review', {
      action: 'submitted',
      sender: dawei,
      review: {
        state: 'changes_requested',
        body: '先改这些',
        user: dawei,
        html_url: 'https://github.com/acme/shop/pull/9#r',
      },
      pull_request: pull(),
    });
    const remarks = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        github('pull_request_review_comment', {
          action: 'created',
          sender: dawei,
          comment: { path: 'src/refund.ts', line: index + 1, body: `第 ${index + 1} 处`, user: dawei },
          pull_request: pull(),
        }),
      ),
    );
    const { title, text, mentions } = told([...review, ...remarks.flat()]);
    expect(title).toBe('❌ 大伟 要求修改 shop#9 退款：支持部分退');
    expect(text).toContain('> 先改这些\n\n- src/refund.ts:1：第 1 处（另有 9 条）');
    expect(mentions).toEqual({ mobiles: ['13811111111'] });
  });

  it('one remark in the code is said once, with its place', async () => {
    const remark = { path: 'src/refund.ts', line: 3, body: '这里会除以零', user: dawei };
    const { text } = told(
      await github('pull_request_review_comment', {
        action: 'created',
        sender: dawei,
        comment: remark,
        pull_request: pull(),
      }),
    );
    expect(text.split('\n\n').slice(1)).toEqual(['- src/refund.ts:3：这里会除以零']);
  });

  it('a job of a run is linked, though it has no number', async () => {
    const url = 'https://github.com/acme/shop/actions/runs/1/job/2';
    const found = { id: 2, name: 'unit', head_branch: 'main', conclusion: 'failure', html_url: url };
    const { text } = told(await github('workflow_job', { action: 'completed', workflow_job: found }));
    expect(text).toBe(`❌ shop unit：失败 · main [↗](${url})`);
  });

  it('a hole in a dependency is no alarm: nothing burns', async () => {
    const alert = {
      dependency: { package: { name: 'semver' } },
      security_advisory: { summary: '正则拒绝服务', severity: 'high' },
      html_url: 'https://github.com/acme/shop/security/dependabot/2',
    };
    const { title, text } = told(await github('dependabot_alert', { action: 'created', alert }));
    expect(title).toBe('🛡 semver');
    expect(text).toBe(
      '### 🛡 semver\n\n- **semver** 正则拒绝服务 · high\n\n[↗](https://github.com/acme/shop/security/dependabot/2)',
    );
  });

  it.each([['before'], ['after']])('a push of what a merge made is left out, %s the merge', async (order) => {
    const [merged] = await pullRequest('closed', { sender: dawei }, { merged: true, merge_commit_sha: 'b2' });
    const [pushed] = await push({ commits: [commit('b2', 'Merge pull request #9')] });
    const both = [
      { id: 'push', event: pushed! },
      { id: 'merged', event: merged! },
    ];
    const around = order === 'before' ? both : both.toReversed();
    expect(gather([both[0]!], around)).toEqual({ leftOut: [{ id: 'push', because: { kind: 'told-already' } }] });
    expect(gather([both[1]!], around).story?.headline.kind).toBe('pull_request.merged');
    expect(told([merged!]).title).toBe('🎉 大伟 合并了 阿梅 的 shop#9 退款：支持部分退 → main');
  });

  it('one release is told once', async () => {
    const release = {
      tag_name: 'v2',
      name: 'v2',
      html_url: 'https://github.com/acme/shop/releases/tag/v2',
      draft: false,
      prerelease: false,
      body: '新',
    };
    const events = (
      await Promise.all(['created', 'published', 'released'].map((action) => github('release', { action, release })))
    ).flat();
    expect(verdicts(events, rules)).toEqual(['event', 'told', 'told']);
    const gathered = events.slice(1).map((event, index) => ({ id: String(index), event }));
    expect(gather(gathered, gathered).leftOut).toMatchObject([{ id: '1' }]);
  });

  it('pushes one after the other are counted together', async () => {
    const first = await push({ commits: [commit('c1', '一'), commit('c2', '二')] });
    const second = await push({
      commits: Array.from({ length: 61 }, (_, index) => commit(`d${index}`, `第 ${index} 步\n\n${'细节'.repeat(500)}`)),
    });
    const { title, text } = told([...first, ...second]);
    expect(title).toBe('shop/main：阿梅 推送了 63 个提交');
    expect(text).toContain('第 60 步');
    expect(text).toContain('……另有 58 个');
    expect(text).not.toContain('细节');
    expect(Buffer.byteLength(text)).toBeLessThan(2_000);
  });
});

describe('what a hook tells unless it is asked for more', () => {
  it('leaves out other branches, drafts, bots and its own echo', async () => {
    const events = await Promise.all([
      push({ commits: [commit('c1', '一')] }),
      push({ ref: 'refs/heads/other', commits: [commit('c1', '一')] }),
      push({ ref: 'refs/heads/other', forced: true }),
      pullRequest('opened', {}, { draft: true }),
      pullRequest('opened', { sender: bot }, { user: bot }),
      github('create', { ref: 'v9', ref_type: 'tag' }),
      github('deployment_status', { deployment_status: { state: 'success', environment: 'staging' }, deployment: {} }),
      github('ping', { zen: 'x' }),
    ]);
    expect(verdicts(events.flat(), rules)).toEqual([
      'told',
      'branch',
      'told',
      'draft',
      'bot',
      'told-already',
      'environment',
      'ping',
    ]);
  });

  it('tells what it is asked for, and what is left out wins', async () => {
    const [opened] = await pullRequest('opened');
    const asked = (more: Parameters<typeof rulesOf>[1]) => verdicts([opened!], rulesOf('github', more))[0];
    expect(asked({ events: ['pull_request'] })).toBe('told');
    expect(asked({ events: ['merge_request.opened'] })).toBe('told');
    expect(asked({ events: ['!pull_request.opened'] })).toBe('event');
    expect(asked({ events: ['push'] })).toBe('event');
    expect(asked({ repositories: ['acme/*', '!acme/shop'] })).toBe('repository');
    expect(asked({ branches: ['release/**'] })).toBe('branch');
    expect(asked({ labels: ['!feat*'] })).toBe('label');
    expect(asked({ labels: ['p0'] })).toBe('label');
    expect(asked({ authors: ['!mei-dev'] })).toBe('author');
    expect(asked({ when: ['not title contains "退款"'] })).toBe('when');
    expect(asked({ when: ['title contains "退款"', 'labels contains "feature"'] })).toBe('told');
  });

  it('a comment that names one of us is told, but not what we say to ourselves', async () => {
    const comment = (sender: object, body: string) =>
      github('issue_comment', {
        action: 'created',
        sender,
        issue: { number: 4, title: '慢', user: mei, labels: [] },
        comment: { body, user: sender },
      });
    const [named] = await comment(dawei, '@mei-dev 看看\n\n> @dawei 旧话');
    const [own] = await comment(mei, '@mei-dev 记一下');
    const [code] = await comment(dawei, '`@mei-dev` 是什么');
    expect([named?.kind, own?.kind, code?.kind]).toEqual(['mentioned', 'issue.commented', 'issue.commented']);
    expect(told([named!])).toMatchObject({
      mentions: { mobiles: ['13811111111'] },
      text: expect.stringContaining('> @阿梅 看看'),
    });
  });

  it('nobody is called for what they do themselves', async () => {
    const [taken] = await github('issues', {
      action: 'assigned',
      assignee: mei,
      issue: { number: 4, title: '慢', user: dawei, assignees: [mei] },
    });
    expect(told([taken!])).toEqual({
      kind: 'markdown',
      title: '👤 阿梅 接手了 shop#4 慢',
      text: '👤 **阿梅** 接手了 shop#4 慢',
    });
  });
});

describe('what GitHub says under two names', () => {
  it('a package is told once', async () => {
    const about = { name: 'shop-api', owner: { login: 'acme' }, package_version: { version: '1.4.0' } };
    const events = [
      ...(await github('registry_package', { action: 'published', registry_package: about })),
      ...(await github('package', { action: 'published', package: about })),
    ];
    expect(told(events).text).toBe('📦 **阿梅** 给仓库 [shop](https://github.com/acme/shop) 加了软件包 shop-api 1.4.0');
  });

  it('a sub-issue is told once, of the issue above', async () => {
    const both = {
      parent_issue: { id: 70, number: 7, title: '退款' },
      sub_issue: { id: 80, number: 8, title: '对账' },
    };
    const [above, below] = [
      ...(await github('sub_issues', { action: 'sub_issue_added', ...both })),
      ...(await github('sub_issues', { action: 'parent_issue_added', ...both })),
    ];
    expect(below?.echoes).toEqual(above?.says);
    expect([above, below].map((event) => event?.thing?.id)).toEqual(['#7', '#8']);
  });
});
