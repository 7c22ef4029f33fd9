import { Readable } from 'node:stream';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/config/config.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { toEpochMs } from '../../../src/schedule/instant.ts';
import { sandboxRobot } from '../test-daemon.ts';
import { BEARER, startSite, type TestSite } from '../test-site.ts';

const PEOPLE: readonly Person[] = [
  { id: 'lili', name: '莉莉', mobile: '13800000001', userId: 'manager0001' },
  { id: 'ming', name: '小明', mobile: '13800000002' },
  { id: 'guest', name: '客人' },
];

let site: TestSite;

beforeEach(async () => {
  const keyword = { ...sandboxRobot('keyword'), keywords: ['告警'] };
  // From 9:00 to 11:00; it is 10:00.
  const window = { kind: 'window', fromSecond: 9 * 3_600, untilSecond: 11 * 3_600 } as const;
  const quiet = { ...sandboxRobot('quiet'), quiet: { window, daysOff: false, except: ['alert'] } };
  site = await startSite({ robots: [sandboxRobot('team'), keyword, quiet], people: PEOPLE });
});

afterEach(() => site.stop());

async function messageSentBy(body: object): Promise<unknown> {
  const answer = await site.post('/api/messages', body);
  expect(answer.status).toBe(202);
  return (await site.daemon.history.find(answer.json().id))?.delivery.message;
}

function count(): Promise<number> {
  return site.daemon.history.list({}).then(({ length }) => length);
}

const LINK = { title: '周报', text: '本周', url: 'https://example.com/a?b=c' };
const PICTURE = 'https://example.com/p.png';

describe('the five types', () => {
  it.each<[string, object, object]>([
    ['text', { text: '构建通过' }, { kind: 'text', text: '构建通过' }],
    [
      'markdown',
      { markdown: { title: '周报', text: '### 周报' } },
      { kind: 'markdown', title: '周报', text: '### 周报' },
    ],
    ['link', { link: LINK }, { kind: 'link', ...LINK }],
    ['link with a picture', { link: { ...LINK, picture: PICTURE } }, { kind: 'link', ...LINK, picture: PICTURE }],
    [
      'actionCard',
      {
        actionCard: {
          title: '审批',
          text: '请假',
          buttons: [
            { title: '同意', url: 'https://example.com/y' },
            { title: '打开', url: 'dingtalk://dingtalkclient/page/link?url=x' },
          ],
          layout: 'horizontal',
        },
      },
      {
        kind: 'actionCard',
        title: '审批',
        text: '请假',
        buttons: [
          { title: '同意', url: 'https://example.com/y' },
          { title: '打开', url: 'dingtalk://dingtalkclient/page/link?url=x' },
        ],
        layout: 'horizontal',
      },
    ],
    [
      'feedCard',
      { feedCard: { links: [{ title: 'a', url: 'http://example.com', picture: PICTURE }] } },
      { kind: 'feedCard', links: [{ title: 'a', url: 'http://example.com', picture: PICTURE }] },
    ],
  ])('%s', async (_, body, message) => {
    expect(await messageSentBy({ robot: 'team', ...body })).toEqual(message);
  });

  it('answers with the id, and where to look what became of it', async () => {
    const answer = await site.post('/api/messages', { robot: 'team', text: 'a' });
    const { id } = answer.json();
    expect(answer.json()).toEqual({ id, robot: 'team', state: 'pending' });
    expect((await site.get(String(answer.headers['location']))).json()).toMatchObject({ id, origin: 'send' });
  });
});

describe('what no group can read', () => {
  /** As it came to DingTalk. */
  async function arrived(body: string): Promise<unknown> {
    expect((await site.post('/api/messages', body, { 'content-type': 'application/json' })).status).toBe(202);
    await site.daemon.deliver();
    return site.daemon.sandbox?.conversation().at(-1)?.payload;
  }

  it('arrives as harmless text: half a character, controls, line ends of Windows', async () => {
    const text = String.raw`"a\ud83db\u0000c\r\nd \ud83c\udf5c"`;
    expect(await arrived(`{"robot":"team","text":${text}}`)).toMatchObject({ text: { content: 'a\uFFFDbc\nd 🍜' } });
  });

  it('in every text of a message', async () => {
    const button = String.raw`{"title":"\u0000同意\ud83d","url":"https://example.com/\u0000y"}`;
    const card = `{"title":"审\\u0007批","text":"请假","buttons":[${button}]}`;
    await arrived(`{"robot":"team","actionCard":${card}}`);
    const [entry] = await site.daemon.history.list({});
    expect(entry?.delivery.message).toEqual({
      kind: 'actionCard',
      title: '审批',
      text: '请假',
      buttons: [{ title: '同意\uFFFD', url: 'https://example.com/y' }],
    });
  });

  it('is gone before a keyword is looked for and the length is taken', async () => {
    expect(await messageSentBy({ robot: 'keyword', text: '告\0警' })).toEqual({ kind: 'text', text: '告警' });
    expect(await messageSentBy({ robot: 'team', link: { ...LINK, text: `周报${'\0'.repeat(4_000)}` } })).toEqual({
      kind: 'link',
      ...LINK,
      text: '周报',
    });
  });
});

describe('mentions', () => {
  it.each<[string, object, object]>([
    ['a person by name', { mention: ['lili'] }, { text: 'a @13800000001', mentions: { mobiles: ['13800000001'] } }],
    ['one without a list', { mention: 'ming' }, { text: 'a @13800000002', mentions: { mobiles: ['13800000002'] } }],
    [
      'a mobile number',
      { mention: ['139 0000 0000'] },
      { text: 'a @13900000000', mentions: { mobiles: ['13900000000'] } },
    ],
    ['a user id', { mention: ['user0815'] }, { text: 'a @user0815', mentions: { userIds: ['user0815'] } }],
    ['everyone', { atAll: true }, { text: 'a', mentions: { all: true } }],
    ['nobody', { mention: [], atAll: false }, { text: 'a' }],
  ])('%s', async (_, asked, message) => {
    expect(await messageSentBy({ robot: 'team', text: 'a', ...asked })).toEqual({ kind: 'text', ...message });
  });

  it('a card calls by user id', async () => {
    const actionCard = { title: 't', text: 'a', buttons: [{ title: 'b', url: 'https://example.com' }] };
    const message = await messageSentBy({ robot: 'team', actionCard, mention: ['lili'] });
    expect(message).toMatchObject({ text: 'a\n\n@manager0001' });
  });

  const card = { actionCard: { title: 't', text: 'a', buttons: [{ title: 'b', url: 'https://example.com' }] } };
  it.each<[string, object, string]>([
    ['a name that nobody has, and tells who was meant', { text: 'a', mention: ['lily'] }, 'did you mean "lili"?'],
    ['a person who has no address', { text: 'a', mention: ['guest'] }, '"guest"'],
    ['a card that calls by mobile', { ...card, mention: ['ming'] }, 'user id'],
    ['a card that calls everyone', { ...card, atAll: true }, 'user id'],
    ['a link to a person who has no address', { link: LINK, mention: ['guest'] }, 'cannot mention anybody'],
    ['a link that calls', { link: LINK, mention: ['lili'] }, 'cannot mention anybody'],
    ['more than fifty', { text: 'a', mention: Array.from({ length: 51 }, (_, i) => String(13_800_000_000 + i)) }, '50'],
  ])('refuses %s', async (_, body, words) => {
    const answer = await site.post('/api/messages', { robot: 'team', ...body });
    expect([answer.status, answer.json()]).toEqual([422, { error: expect.stringContaining(words) }]);
    expect(await count()).toBe(0);
  });
});

describe('a message for later', () => {
  const AT = '2026-11-24T15:00';
  const push = (more: object = {}) => site.post('/api/messages', { robot: 'team', text: '开会', at: AT, ...more });
  const change = (id: string, body: object) =>
    site.ask(`/api/messages/${id}`, { method: 'PUT', headers: BEARER, body: { robot: 'team', ...body } });
  const takeBack = (id: string) => site.ask(`/api/messages/${id}`, { method: 'DELETE', headers: BEARER });
  const later = async () => (await site.get('/api/status')).json().later;

  it('waits for its time, and is told by the status', async () => {
    const { id } = (await push()).json();
    await site.daemon.deliver();
    const message = { kind: 'text', text: '开会' };
    expect(await later()).toEqual([{ id, robot: 'team', sandbox: true, dueAt: '2026-11-24T15:00:00+08:00', message }]);
    expect((await site.get(`/api/deliveries/${id}`)).json()).toMatchObject({ state: 'pending', attempts: [] });
  });

  it('is changed under its id, also to now', async () => {
    const { id } = (await push()).json();
    const changed = await change(id, { text: '改到四点', at: '2026-11-24T16:00:00+08:00' });
    expect([changed.status, changed.json()]).toEqual([202, { id, robot: 'team', state: 'pending' }]);
    expect(await later()).toMatchObject([{ id, dueAt: '2026-11-24T16:00:00+08:00', message: { text: '改到四点' } }]);
    expect((await change(id, { text: '现在就开' })).status).toBe(202);
    await site.daemon.deliver();
    expect((await site.get(`/api/deliveries/${id}`)).json()).toMatchObject({ state: 'delivered' });
  });

  it('is taken back, and only once', async () => {
    const { id } = (await push()).json();
    const taken = await takeBack(id);
    expect([taken.status, taken.json()]).toEqual([200, { id, state: 'skipped' }]);
    expect(await later()).toEqual([]);
    expect((await site.get(`/api/deliveries/${id}`)).json()).toMatchObject({ reason: 'taken back by hand' });
    expect((await takeBack(id)).status).toBe(409);
    expect((await change(id, { text: 'a', at: AT })).status).toBe(409);
    expect((await takeBack('nothing')).status).toBe(404);
  });

  it('under a key is the same only at the same time', async () => {
    const idempotencyKey = 'meeting';
    expect((await push({ idempotencyKey })).status).toBe(202);
    expect((await push({ idempotencyKey })).status).toBe(200);
    expect((await push({ idempotencyKey, at: '2026-11-24T15:01' })).status).toBe(409);
  });

  it.each<[string, number, string]>([
    ['2026-11-24T10:00', 422, 'at: this time has passed'],
    ['tomorrow', 400, 'at: send a time like 2026-12-24T08:50:00+08:00'],
  ])('at %s is refused', async (at, status, words) => {
    const answer = await push({ at });
    expect([answer.status, answer.json()]).toEqual([status, { error: expect.stringContaining(words) }]);
    expect(await count()).toBe(0);
  });
});

describe('an idempotency key', () => {
  const push = (text: string, more: object = {}) =>
    site.post('/api/messages', { robot: 'team', text, idempotencyKey: 'build-12', ...more });

  it('sends once, and tells the second time what became of it', async () => {
    const first = await push('构建失败');
    await site.daemon.deliver();
    const second = await push('构建失败');
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.json()).toEqual({ ...first.json(), state: 'delivered' });
    expect(await count()).toBe(1);
  });

  it.each<[string, string, object]>([
    ['another text', '构建通过', {}],
    ['other people', '构建失败', { mention: ['lili'] }],
    ['an additional emphasis', '构建失败 ', {}],
  ])('with %s is refused', async (_, text, more) => {
    await push('构建失败');
    const answer = await push(text, more);
    expect([answer.status, answer.json()]).toEqual([409, { error: expect.stringContaining('idempotencyKey') }]);
    expect(await count()).toBe(1);
  });

  it('is had by one of several messages that come at once', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `构建 ${index}`);
    const answers = await Promise.all(texts.map((text) => push(text)));
    const taken = answers.filter(({ status }) => status === 202);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect(await count()).toBe(1);
  });

  it('belongs to one robot', async () => {
    await push('告警');
    expect((await push('告警', { robot: 'keyword' })).status).toBe(202);
  });

  it('knows its message again with the keyword that was put to it, and in parts', async () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `第 ${index} 行`).join('\n');
    for (const text of ['没有关键词', long]) {
      const body = { robot: 'keyword', text, idempotencyKey: text.slice(0, 5) };
      const first = await site.post('/api/messages', body);
      const second = await site.post('/api/messages', body);
      expect([first.status, second.status, second.json().id]).toEqual([202, 200, first.json().id]);
    }
  });

  it('is as long as one likes, up to 200', async () => {
    expect((await push('a', { idempotencyKey: '键'.repeat(200) })).status).toBe(202);
    expect((await push('a', { idempotencyKey: '键'.repeat(201) })).status).toBe(400);
    expect((await push('a', { idempotencyKey: '' })).status).toBe(400);
  });
});

describe('what is refused, in one sentence', () => {
  const button = { title: 'b', url: 'https://example.com' };
  it.each<[string, string | object, number, string]>([
    ['a link too long for one post', { robot: 'team', link: { ...LINK, text: '字'.repeat(7_000) } }, 422, 'too long'],
    ['not JSON', '{"robot":', 400, 'not JSON'],
    ['half of a character', '{"robot":"team","text":"\\ud83c', 400, 'not JSON'],
    ['nothing', '', 400, 'robot'],
    ['null', 'null', 400, 'send an object'],
    ['an array', '[]', 400, 'send an object'],
    ['a text', '"hello"', 400, 'send an object'],
    ['no message', { robot: 'team' }, 400, 'exactly one of text, markdown'],
    ['two messages', { robot: 'team', text: 'a', markdown: { title: 'a', text: 'b' } }, 400, 'exactly one'],
    ['an empty text', { robot: 'team', text: '  ' }, 400, 'text: send a text'],
    ['a number as text', { robot: 'team', text: 12 }, 400, 'text: send a text'],
    ['no robot', { text: 'a' }, 400, 'robot: send the name'],
    ['an unknown key', { robot: 'team', txet: 'b' }, 400, 'unknown key "txet"; the keys are: robot, text'],
    ['an unknown key within', { robot: 'team', link: { ...LINK, pic: 'x' } }, 400, 'link: unknown key "pic"'],
    ['a key as long as a page', { robot: 'team', ['x'.repeat(10_000)]: 1 }, 400, 'x…'],
    ['a markdown without title', { robot: 'team', markdown: { text: 'a' } }, 400, 'markdown.title'],
    ['a link to nowhere', { robot: 'team', link: { ...LINK, url: 'example.com' } }, 400, 'link.url'],
    ['a link to a script', { robot: 'team', link: { ...LINK, url: 'javascript:alert(1)' } }, 400, 'link.url'],
    ['a card without buttons', { robot: 'team', actionCard: { title: 'a', text: 'b', buttons: [] } }, 400, 'buttons'],
    [
      'three buttons side by side',
      { robot: 'team', actionCard: { title: 'a', text: 'b', buttons: [button, button, button], layout: 'horizontal' } },
      400,
      'actionCard.layout',
    ],
    ['a feed of nothing', { robot: 'team', feedCard: { links: [] } }, 400, 'feedCard.links'],
    ['an unknown robot, and tells which was meant', { robot: 'taem', text: 'a' }, 422, 'did you mean "team"?'],
    ['a robot called like a property', { robot: '__proto__', text: 'a' }, 422, '__proto__'],
    ['atAll as a word', { robot: 'team', text: 'a', atAll: 'true' }, 400, 'atAll'],
    ['more than 64 KiB', { robot: 'team', text: 'x'.repeat(65_536) }, 413, '64 KiB'],
  ])('%s', async (_, body, status, words) => {
    const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const answer = await site.post('/api/messages', body, headers);
    expect([answer.status, answer.json()]).toEqual([status, { error: expect.stringContaining(words) }]);
    expect(answer.json().error.length).toBeLessThan(400);
    expect(await count()).toBe(0);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=gbk',
  ])('what comes as %s', async (type) => {
    const answer = await site.post('/api/messages', '{"robot":"team","text":"a"}', { 'content-type': type });
    expect([answer.status, answer.json()]).toEqual([415, { error: expect.stringContaining('application/json') }]);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'not %s',
    async (type) => {
      const answer = await site.post('/api/messages', '{"robot":"team","text":"你好"}', { 'content-type': type });
      expect(answer.status).toBe(202);
    },
  );

  it('more than 64 KiB that come in pieces', async () => {
    const headers = { 'content-type': 'application/json', ...BEARER };
    const body = Readable.from(Array.from({ length: 80 }, () => Buffer.alloc(1_024, ' ')));
    const answer = await request(new URL('/api/messages', site.web.address), { method: 'POST', headers, body });
    expect(answer.statusCode).toBe(413);
    await answer.body.dump();
  });

  it('not less that comes in pieces', async () => {
    const headers = { 'content-type': 'application/json', ...BEARER };
    const pieces = [...Buffer.from(JSON.stringify({ robot: 'team', text: '你好' }))].map((byte) => Buffer.of(byte));
    const answer = await request(new URL('/api/messages', site.web.address), {
      method: 'POST',
      headers,
      body: Readable.from(pieces),
    });
    expect(answer.statusCode).toBe(202);
    const { id } = (await answer.body.json()) as { id: string };
    expect((await site.daemon.history.find(id))?.delivery.message).toEqual({ kind: 'text', text: '你好' });
  });
});

describe('when the daemon cannot', () => {
  it('a stranger is told nothing about the error, and the daemon everything', async () => {
    const bug = new Error('secret place');
    site.daemon.push = () => Promise.reject(bug);
    const answer = await site.post('/api/messages', { robot: 'team', text: 'a' });
    expect([answer.status, answer.json()]).toEqual([500, { error: expect.not.stringContaining('secret') }]);
    expect(site.errors).toEqual([bug]);
  });

  it('a full disk says when to come back, and not where it is', async () => {
    site.daemon.push = () =>
      Promise.reject(new StoreError({ kind: 'full', location: '/secret/place', said: 'no space' }));
    const answer = await site.post('/api/messages', { robot: 'team', text: 'a' });
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.text).not.toContain('secret');
  });
});

describe('a robot in its quiet hours', () => {
  const END = '2026-11-24T11:00:00+08:00';
  const body = { robot: 'quiet', text: '不急' };
  const dueOf = async (id: string) => (await site.daemon.history.find(id))?.delivery.dueAt;

  it('has its messages when they end, and the answer says so', async () => {
    const answer = await site.post('/api/messages', body);
    expect([answer.status, answer.json()]).toMatchObject([202, { state: 'pending', heldUntil: END }]);
    expect(await dueOf(answer.json().id)).toBe(Date.parse(END));
    const { text } = await site.get('/fragment/waiting?lang=zh-CN');
    expect(text).toContain('免打扰时段，等到 2026-11-24 11:00 再发');
  });

  it('has those with a priority now, and takes only such numbers for one', async () => {
    const answer = await site.post('/api/messages', { ...body, priority: 1 });
    expect(answer.json()).not.toHaveProperty('heldUntil');
    expect((await site.post('/api/messages', { ...body, priority: 1.5 })).status).toBe(400);
    expect((await site.post('/api/messages', { ...body, priority: 1_001 })).status).toBe(400);
  });

  it('knows a message again that was held, by its key', async () => {
    const later = { ...body, at: '2026-11-24T10:30', idempotencyKey: 'a' };
    const first = await site.post('/api/messages', later);
    expect(first.json()).toMatchObject({ heldUntil: END });
    const again = await site.post('/api/messages', later);
    expect([again.status, again.json().id]).toEqual([200, first.json().id]);
    const other = await site.post('/api/messages', { ...later, at: '2026-11-24T15:00' });
    expect(other.status).toBe(409);
  });
});

it('status lists what is held, of reminders and of hooks too, and only what somebody wrote can be taken back', async () => {
  const { daemon } = site;
  const until = toEpochMs(Date.parse('2026-11-24T11:00:00+08:00'));
  const held = { dueAt: until, cause: { code: 'quiet', until }, reminder: 'tea' } as const;
  const id = await daemon.plan(held);
  const event = { hook: 'shop', receivedAt: daemon.now(), state: 'waiting', thing: 'digest', dueAt: until } as const;
  const because = { kind: 'digest' };
  await daemon.store.inbox.receive([
    { id: 'a', ...event, because },
    { id: 'b', ...event, because },
  ]);
  expect((await site.ask('/api/status', { headers: BEARER })).json()).toMatchObject({
    later: [{ id, reminder: 'tea', dueAt: '2026-11-24T11:00:00+08:00', cause: { code: 'quiet' } }],
    held: [{ hook: 'shop', count: 2, because, until: '2026-11-24T11:00:00+08:00' }],
  });
  expect((await site.ask(`/api/messages/${id}`, { method: 'DELETE', headers: BEARER })).status).toBe(409);
});
