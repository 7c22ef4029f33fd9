import { describe, expect, it } from 'vitest';
import type { HookRules } from '../../src/hooks/hook-rules.ts';
import { eventsIn, rulesOf, told } from './hook-world.ts';

async function kindsOf(from: HookRules['from'], body: unknown, headers: Record<string, string> = {}, more = {}) {
  const events = await eventsIn(rulesOf(from, more), body, headers);
  return events.map(({ kind }) => kind);
}

describe('Gitea', () => {
  const pull_request = {
    number: 3,
    title: '退款',
    base: { ref: 'main' },
    head: { ref: 'refund' },
    user: { login: 'mei' },
  };
  const sent = (event: string, type: string, body: object) =>
    kindsOf(
      'gitea',
      { repository: { full_name: 'a/b' }, ...body },
      { 'x-gitea-event': event, 'x-gitea-event-type': type },
    );

  it.each([
    [
      'issue_comment',
      'pull_request_comment',
      { action: 'created', is_pull: true, issue: {}, comment: { body: '好' } },
      'pull_request.commented',
    ],
    [
      'issue_comment',
      'issue_comment',
      { action: 'created', issue: { number: 1 }, comment: { body: '好' } },
      'issue.commented',
    ],
    [
      'pull_request',
      'pull_request_review_request',
      { action: 'review_requested', pull_request, review: null },
      'pull_request.review_requested',
    ],
    [
      'pull_request_rejected',
      'pull_request_review_rejected',
      { action: 'reviewed', pull_request, review: { type: 'pull_request_review_rejected', content: '不' } },
      'pull_request.changes_requested',
    ],
    [
      'pull_request_comment',
      'pull_request_review_comment',
      { action: 'reviewed', pull_request, review: { content: '嗯' } },
      'pull_request.commented',
    ],
    ['pull_request', 'pull_request_sync', { action: 'synchronized', pull_request }, 'pull_request.updated'],
    ['release', 'release', { action: 'published', release: { tag_name: 'v2' } }, 'release.published'],
  ])('%s, %s', async (event, type, body, kind) => expect(await sent(event, type, body)).toEqual([kind]));
});

describe('GitLab', () => {
  it('finds in an update what is news', async () => {
    const sent = (changes: object) =>
      kindsOf('gitlab', { object_kind: 'merge_request', object_attributes: { action: 'update', iid: 1 }, changes });
    const person = { id: 2, username: 'dawei' };
    expect(await sent({ draft: { previous: true, current: false } })).toEqual(['pull_request.ready']);
    expect(await sent({ title: { previous: 'Draft: 退款', current: '退款' } })).toEqual(['pull_request.ready']);
    expect(await sent({ reviewers: { previous: [], current: [person] } })).toEqual(['pull_request.review_requested']);
    expect(await sent({ reviewers: { previous: [person], current: [person] } })).toEqual(['pull_request.updated']);
    expect(await sent({ assignees: { previous: [], current: [person] } })).toEqual(['pull_request.assigned']);
    const judged = (before: string, after: string) =>
      sent({ reviewers: { previous: [{ ...person, state: before }], current: [{ ...person, state: after }] } });
    expect(await judged('unreviewed', 'requested_changes')).toEqual(['pull_request.changes_requested']);
    expect(await judged('requested_changes', 'approved')).toEqual(['pull_request.approved']);
    expect(await judged('approved', 'unreviewed')).toEqual(['pull_request.updated']);
  });

  it('who approves says so twice, in either order: told once; a review says nothing beside its remarks', async () => {
    const merge = (action: string, more: object = {}) =>
      eventsIn(rulesOf('gitlab'), {
        object_kind: 'merge_request',
        user: { id: 2, username: 'dawei' },
        project: { path_with_namespace: 'acme/shop' },
        object_attributes: { action, iid: 1, title: '退款' },
        ...more,
      });
    const reviewer = { id: 2, username: 'dawei' };
    const changed = (state: string) => ({
      changes: { reviewers: { previous: [{ ...reviewer, state: 'unreviewed' }], current: [{ ...reviewer, state }] } },
    });
    const twice = [...(await merge('approved')), ...(await merge('update', changed('approved')))];
    for (const events of [twice, twice.toReversed()]) expect(told(events).text).toBe('✅ **大伟** 批准了 shop!1 退款');
    expect(told(await merge('update', changed('requested_changes'))).text).toBe('❌ **大伟** 要求修改 shop!1 退款');
    expect(await merge('update', changed('reviewed'))).toMatchObject([{ saysNothing: true }]);
  });

  it('a pipeline that fails only where it may has passed, and tells what failed', async () => {
    const builds = [
      { name: 'e2e', stage: 'test', status: 'failed', allow_failure: true },
      { name: 'unit', stage: 'test', status: 'failed' },
    ];
    const pipeline = {
      object_kind: 'pipeline',
      project: { path_with_namespace: 'acme/shop' },
      object_attributes: { id: 7, ref: 'main', status: 'failed', duration: 65 },
      builds,
    };
    expect(told(await eventsIn(rulesOf('gitlab'), pipeline)).text).toBe(
      '### ❌ shop Pipeline 失败 · main\n\n#7 用时 1 分 5 秒，unit (test)',
    );
  });
});

describe('Jira', () => {
  const issue = {
    key: 'PAY-7',
    self: 'https://jira.example.com/jira/rest/api/2/issue/7',
    fields: { summary: '退款', project: { key: 'PAY' }, status: { statusCategory: { key: 'indeterminate' } } },
  };
  const changed = (items: readonly object[], more = {}) =>
    eventsIn(rulesOf('jira', more), {
      webhookEvent: 'jira:issue_updated',
      user: { displayName: '阿梅', accountId: '557058:mei' },
      issue,
      changelog: { items },
    });

  it('tells each thing that changed, and nothing of what no one asks for', async () => {
    const status = { field: 'status', fromString: 'To Do', toString: 'Doing' };
    const points = { field: 'Story Points', fieldId: 'customfield_1', fromString: '1', toString: '5' };
    expect((await changed([status, points])).map(({ kind }) => kind)).toEqual(['issue.moved']);
    const asked = await changed([points], { fields: ['story points'] });
    expect(told(asked).title).toBe('➡ 阿梅 移动了 PAY-7 退款：Story Points 1 → 5');
    expect(told(asked).text).toContain('](https://jira.example.com/jira/browse/PAY-7)');
  });

  it('knows priorities by name, and others by their ids', async () => {
    const raised = async (item: object) => (await changed([{ field: 'priority', ...item }]))[0]?.kind;
    expect(await raised({ fromString: 'Minor', toString: 'Blocker' })).toBe('issue.raised');
    expect(await raised({ fromString: 'High', toString: 'Low' })).toBe('issue.updated');
    expect(await raised({ fromString: 'P3', toString: 'P1', from: '30', to: '10' })).toBe('issue.raised');
  });

  it('turns its markup into text', async () => {
    const body =
      'h2. 标题\n*重要* 见 [日志|https://log.example.com]\n{code}x{code}\n!shot.png!\n[~accountid:557058:mei] 看看';
    const sent = {
      webhookEvent: 'comment_created',
      issue,
      comment: { id: '1', body, author: { displayName: 'X', accountId: 'x' } },
    };
    expect(told(await eventsIn(rulesOf('jira'), sent)).text).toContain('> 标题；重要 见 日志；@阿梅 看看');
  });
});

describe('Trello', () => {
  it.each([
    [{ closed: false }, { closed: true }, 'card.archived'],
    [{ name: 'a' }, { name: 'b' }, 'card.updated'],
    [{ pos: 1 }, { pos: 2 }, undefined],
  ])('a card that was %j', async (old, card, kind) => {
    const action = { type: 'updateCard', data: { old, card: { shortLink: 'x', name: '退款', ...card } } };
    expect((await kindsOf('trello', { action }))[0]).toBe(kind);
  });
});

describe('json', () => {
  it('is filled into its templates, escaped unless they say otherwise', async () => {
    const more = {
      title: '{{ body.host }} {{ body.percent }}%',
      text: '{{ body.note }} {{ body.md | raw }} {{ header["x-host"] }}',
      url: '{{ body.link }}',
    };
    const body = { host: '# db', percent: 97, note: '[a](http://x)', md: '**b**', link: 'https://disk.example.com' };
    const { title, text } = told(await eventsIn(rulesOf('json', more), body, { 'x-host': 'h1' }));
    expect(title).toBe('＃ db 97%');
    expect(text).toBe('### [＃ db 97%](https://disk.example.com)\n\n[a] (http://x) **b** h1');
  });

  it('is told as it is where no template says otherwise, with the address of one that does', async () => {
    const body = { title: '备份完成', text: '12 GB', link: 'https://backup.example.com/1' };
    const texts = await Promise.all(
      [{}, { url: 'https://nas.example.com/{{ body.id }}' }].map(async (more) => {
        const { text } = told(await eventsIn(rulesOf('json', more), { ...body, id: 7 }));
        return text;
      }),
    );
    expect(texts).toEqual([
      '### [备份完成](https://backup.example.com/1)\n\n12 GB',
      '### [备份完成](https://nas.example.com/7)\n\n12 GB',
    ]);
  });

  it('says nothing without a title and a text', async () => {
    expect(await eventsIn(rulesOf('json'), [1, 2])).toMatchObject([{ kind: 'message', saysNothing: true }]);
  });
});

it('DingTalk’s own messages go on as they are', async () => {
  const sent = {
    msgtype: 'text',
    text: { content: '**原样** @13800000000' },
    at: { atMobiles: ['13800000000'], isAtAll: true },
  };
  const [event] = await eventsIn(rulesOf('dingtalk'), sent);
  expect(event?.message).toEqual({
    kind: 'text',
    text: '**原样** @13800000000',
    mentions: { all: true, mobiles: ['13800000000'], userIds: [] },
  });
});
