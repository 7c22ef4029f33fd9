import { describe, expect, it } from 'vitest';
import { memoryKey } from '../../src/hooks/remember.ts';
import { gather } from '../../src/hooks/gather.ts';
import type { HookRules } from '../../src/hooks/hook-rules.ts';
import { eventsIn, rulesOf, told } from './hook-world.ts';

type Body = Readonly<Record<string, unknown>>;
type From = HookRules['from'];

const project = { path_with_namespace: 'acme/shop', web_url: 'https://gitlab.example.com/acme/shop' };
const repository = { full_name: 'acme/shop', name: 'shop', html_url: 'https://github.com/acme/shop' };
const user = { id: 1, username: 'mei' };

async function said(from: From, body: Body, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const events = await eventsIn(rulesOf(from), body, headers);
  return events.length === 0 ? '' : told(events).text;
}

describe('what has neither begun, passed nor failed is not told as if it had', () => {
  const pipeline = (more: Body) => ({
    object_kind: 'pipeline',
    project,
    object_attributes: { id: 7, ref: 'main', ...more },
  });
  const run = (action: string, more: Body) => ({ action, repository, workflow_run: { id: 1, name: 'CI', ...more } });
  const jenkins = (phase: string, status?: string) => ({ name: 'shop', build: { number: 5, phase, status } });

  it.each<[From, Body, string, Readonly<Record<string, string>>]>([
    ['gitlab', pipeline({ status: 'pending' }), '', {}],
    ['gitlab', pipeline({ status: 'manual' }), '', {}],
    ['gitlab', pipeline({ status: 'skipped' }), '', {}],
    ['gitlab', pipeline({ status: 'running' }), '开始了', {}],
    ['gitlab', pipeline({ status: 'canceled' }), '取消了', {}],
    ['gitlab', { object_kind: 'build', project, build_name: 'unit', build_status: 'created' }, '', {}],
    [
      'gitlab',
      { object_kind: 'build', project, build_name: 'unit', build_status: 'success' },
      '✅ shop unit：通过',
      {},
    ],
    ['github', run('completed', { conclusion: 'neutral' }), '', { 'x-github-event': 'workflow_run' }],
    ['github', run('completed', { conclusion: 'action_required' }), '', { 'x-github-event': 'workflow_run' }],
    ['github', run('completed', { conclusion: 'cancelled' }), '取消了', { 'x-github-event': 'workflow_run' }],
    ['jenkins', jenkins('QUEUED'), '', {}],
    ['jenkins', jenkins('STARTED'), '开始了', {}],
    ['jenkins', jenkins('FINALIZED', 'NOT_BUILT'), '', {}],
    ['jenkins', jenkins('FINALIZED', 'ABORTED'), '取消了', {}],
    ['sentry', { action: 'deleted', data: {} }, '', { 'sentry-hook-resource': 'installation' }],
    ['sentry', { action: 'created', data: {} }, 'Sentry 接通了', { 'sentry-hook-resource': 'installation' }],
  ])('%s %j', async (from, body, words, headers) => {
    const text = await said(from, body, headers);
    if (words === '') expect(text).toBe('');
    else expect(text).toContain(words);
  });

  it('a run that GitHub says twice to begin is told once', async () => {
    const headers = { 'x-github-event': 'workflow_run' };
    const sent = await Promise.all(
      ['requested', 'in_progress'].map((action) =>
        eventsIn(rulesOf('github'), run(action, { run_attempt: 1 }), headers),
      ),
    );
    const all = sent.flat().map((event, index) => ({ id: String(index), event }));
    expect(gather(all.slice(1), all).leftOut).toEqual([{ id: '1', because: { kind: 'told-already' } }]);
  });
});

it('a commit without a message is called by its id, and a link is never empty', async () => {
  const push = {
    ref: 'refs/heads/main',
    before: 'a1',
    after: 'b2',
    repository,
    sender: { login: 'mei-dev' },
    commits: [{ id: '0ea1b2c3d4', message: '', url: 'https://github.com/acme/shop/commit/0ea1b2c3d4' }],
  };
  expect(await said('github', push, { 'x-github-event': 'push' })).toBe(
    '**阿梅** → shop/main：[0ea1b2c](https://github.com/acme/shop/commit/0ea1b2c3d4)',
  );
  const milestone = { html_url: 'https://github.com/acme/shop/milestone/1' };
  const closed = { action: 'closed', repository, milestone };
  expect(await said('github', closed, { 'x-github-event': 'milestone' })).toBe(
    '🏁 里程碑 [↗](https://github.com/acme/shop/milestone/1) 关闭了',
  );
});

it('a pipeline of a tag says of which', async () => {
  const body = {
    object_kind: 'pipeline',
    project,
    object_attributes: { id: 7, ref: 'v1.4.0', tag: true, status: 'failed' },
  };
  expect(await said('gitlab', body)).toContain('### ❌ shop Pipeline v1.4.0 失败');
});

it('a note to a snippet or a page of the wiki says to which, and what', async () => {
  const note = {
    object_kind: 'note',
    user,
    project,
    object_attributes: { note: '这段不错', url: 'https://x.example.com/n' },
  };
  expect(await said('gitlab', { ...note, snippet: { id: 5, title: '备份脚本' } })).toBe(
    '💬 **阿梅** 评论了 [备份脚本](https://x.example.com/n)\n\n> 这段不错',
  );
  expect(await said('gitlab', { ...note, wiki_page: { title: 'Home' } })).toContain('[Home](https://x.example.com/n)');
});

it('a draft calls nobody to review it', async () => {
  const merge = { iid: 7, title: 'Draft: 退款', draft: true, action: 'open' };
  const reviewers = [{ id: 2, username: 'dawei' }];
  const events = await eventsIn(rulesOf('gitlab'), {
    object_kind: 'merge_request',
    user,
    project,
    object_attributes: merge,
    reviewers,
  });
  expect(told(events).mentions).toBeUndefined();
});

it('runs of Forgejo are of their workflow, not of the commit that each is called after', async () => {
  const sent = (title: string, status: string, index: number) =>
    eventsIn(
      rulesOf('gitea'),
      {
        repository,
        run: {
          id: index,
          index_in_repo: index,
          title,
          workflow_id: 'ci.yml',
          prettyref: 'main',
          status,
          started: '2026-11-24T03:00:00Z',
          stopped: '2026-11-24T03:01:05Z',
        },
      },
      { 'x-forgejo-event': `action_run_${status}` },
    );
  const [[failed], [passed]] = [await sent('坏了', 'failure', 4), await sent('修好', 'success', 5)];
  if (failed === undefined || passed === undefined) throw new Error('nothing was read');
  expect(memoryKey(failed)).toBe(memoryKey(passed));
  expect(told([failed]).text).toContain('### ❌ shop ci.yml 失败 · main\n\n#4 用时 1 分 5 秒');
});

it('a card that comes from another board was moved, not made', async () => {
  const data = {
    board: { name: '商店' },
    boardSource: { name: '仓储' },
    card: { name: '退款' },
    list: { name: '待办' },
  };
  const action = { type: 'moveCardToBoard', memberCreator: { username: 'mei', fullName: 'Mei' }, data };
  expect(await said('trello', { action })).toBe('➡ **Mei** 移动 退款：仓储 → 商店');
});

describe('Grafana', () => {
  const rule = { ruleId: 1, ruleName: '内存', ruleUrl: 'https://g.example.com/d/x', message: '太高' };

  it.each<[Body, string]>([
    [
      { ...rule, state: 'alerting', evalMatches: [{ metric: 'web-1', value: 92 }] },
      '🔥 告警 [内存](https://g.example.com/d/x)：太高 · web-1 92',
    ],
    [{ ...rule, state: 'ok' }, '✅ [内存](https://g.example.com/d/x) 恢复正常'],
    [{ ...rule, state: 'no_data' }, '❔ 没有数据 [内存](https://g.example.com/d/x)：太高'],
    [{ ...rule, ruleId: 0, state: 'alerting' }, '🧪 测试 [内存](https://g.example.com/d/x)：太高'],
    [{ ...rule, state: 'pending' }, ''],
  ])('tells alerts as they were before they came in lists: %j', async (body, text) => {
    expect(await said('grafana', body)).toBe(text);
  });

  it('names the rule whose data source does not answer', async () => {
    const alert = { labels: { alertname: 'DatasourceError', rulename: '内存' }, annotations: { Error: 'timeout' } };
    const text = await said('grafana', { status: 'firing', alerts: [{ status: 'firing', ...alert }] });
    expect(text).toBe('### 🔥 告警 内存\n\n- 🔥 **内存** timeout');
  });
});
