import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/message/message.ts';
import { buildPayload } from '../../../src/robot/dingtalk/payload.ts';
import { sign } from '../../../src/robot/dingtalk/sign.ts';
import type { Arrival, SandboxRequest, SandboxRobot } from '../../../src/robot/sandbox/sandbox.ts';
import { Sandbox } from '../../../src/robot/sandbox/sandbox.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const TOKEN = 'dummytoken';
const SECRET = 'SECdummysecret';
const OK = { errcode: 0, errmsg: 'ok' };

function sandboxWith(robot: Partial<SandboxRobot> = {}): Sandbox {
  return new Sandbox({ robots: [{ name: 'team', token: TOKEN, ...robot }] });
}

function request(
  body: unknown,
  query: Record<string, string> = {},
  more: Partial<SandboxRequest> = {},
): SandboxRequest {
  return {
    method: 'POST',
    query: new URLSearchParams({ access_token: TOKEN, ...query }),
    contentType: 'application/json',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  };
}

function text(content: string, msgUuid = 'u1') {
  return buildPayload({ kind: 'text', text: content }, msgUuid);
}

function signed(timestamp: number, secret = SECRET) {
  return { timestamp: String(timestamp), sign: sign(secret, timestamp) };
}

describe('what it checks', () => {
  it.each<[string, Partial<SandboxRobot>, SandboxRequest, object]>([
    ['GET', {}, request(text('hi'), {}, { method: 'GET' }), { errcode: 43002 }],
    ['no token', {}, request(text('hi'), { access_token: '' }), { errcode: 40035, errmsg: '缺少参数 access_token' }],
    [
      'a token that is nobody’s',
      {},
      request(text('hi'), { access_token: 'x' }),
      { errcode: 300005, errmsg: 'token is not exist' },
    ],
    [
      'no signature',
      { secret: SECRET },
      request(text('hi')),
      { errcode: 310000, errmsg: expect.stringMatching(/^sign not match/) },
    ],
    [
      'another secret',
      { secret: SECRET },
      request(text('hi'), signed(NOW, 'SECx')),
      { errcode: 310000, errmsg: expect.stringMatching(/^sign not match/) },
    ],
    [
      'a signature of no time',
      { secret: SECRET },
      request(text('hi'), { timestamp: 'x', sign: sign(SECRET, Number.NaN) }),
      { errcode: 310000, errmsg: expect.stringMatching(/^sign not match/) },
    ],
    [
      'a time too early',
      { secret: SECRET },
      request(text('hi'), signed(NOW - HOUR - 1)),
      { errcode: 310000, errmsg: expect.stringMatching(/^invalid timestamp/) },
    ],
    [
      'a time too late',
      { secret: SECRET },
      request(text('hi'), signed(NOW + HOUR + 1)),
      { errcode: 310000, errmsg: expect.stringMatching(/^invalid timestamp/) },
    ],
    ['a time an hour early', { secret: SECRET }, request(text('hi'), signed(NOW - HOUR)), OK],
    ['a form', {}, request(text('hi'), {}, { contentType: 'application/x-www-form-urlencoded' }), { errcode: 43004 }],
    ['broken JSON', {}, request('{"msgtype":'), { errcode: 40035, errmsg: '缺少参数 json' }],
    [
      'no keyword',
      { keywords: ['提醒', '打卡'] },
      request(text('午饭')),
      { errcode: 310000, errmsg: expect.stringMatching(/^keywords not in content/) },
    ],
    ['one of the keywords', { keywords: ['提醒', '打卡'] }, request(text('上班打卡啦')), OK],
    [
      'a keyword in a title',
      { keywords: ['周报'] },
      request(buildPayload({ kind: 'markdown', title: '周报', text: 'x' }, 'u')),
      OK,
    ],
    [
      'a keyword in an address only',
      { keywords: ['example'] },
      request(buildPayload({ kind: 'link', title: 'a', text: 'b', url: 'https://example.com' }, 'u')),
      { errcode: 310000 },
    ],
    [
      'another address',
      { addresses: ['203.0.113.1'] },
      request(text('hi'), {}, { address: '127.0.0.1' }),
      { errcode: 310000, errmsg: expect.stringMatching(/^ip 127\.0\.0\.1 not in whitelist/) },
    ],
    ['an allowed address', { addresses: ['127.0.0.1'] }, request(text('hi'), {}, { address: '127.0.0.1' }), OK],
    ['an unknown type', {}, request({ msgtype: 'image', image: {} }), { errcode: 400105 }],
    ['no type', {}, request({}), { errcode: 400105 }],
    ['text without its block', {}, request({ msgtype: 'text' }), { errcode: 400201 }],
    ['an empty text', {}, request(text('  ')), { errcode: 400202 }],
    [
      'a link without an address',
      {},
      request({ msgtype: 'link', link: { title: 'a', text: 'b', messageURL: 'x' } }),
      { errcode: 400304 },
    ],
    [
      'markdown without a title',
      {},
      request({ msgtype: 'markdown', markdown: { text: 'x' } }),
      { errcode: 400402, errmsg: expect.stringContaining('title') },
    ],
    [
      'a card without buttons',
      {},
      request({ msgtype: 'actionCard', actionCard: { title: 'a', text: 'b' } }),
      { errcode: 400504 },
    ],
    [
      'a card with half a button',
      {},
      request({ msgtype: 'actionCard', actionCard: { title: 'a', text: 'b', btns: [{ title: 'x' }] } }),
      { errcode: 400505 },
    ],
    ['a feed without links', {}, request({ msgtype: 'feedCard', feedCard: { links: [] } }), { errcode: 400601 }],
    [
      'a feed link without a picture',
      {},
      request({ msgtype: 'feedCard', feedCard: { links: [{ title: 'a', messageURL: 'b' }] } }),
      { errcode: 400604 },
    ],
    ['20,001 bytes', {}, request(padded(20_001)), { errcode: 460101 }],
    ['20,000 bytes', {}, request(padded(20_000)), OK],
  ])('%s', (_name, robot, posted, expected) => {
    expect(sandboxWith(robot).receive(posted, NOW)).toEqual(expect.objectContaining(expected));
  });

  it('checks in this order: token, signature, time, keyword, shape, size', () => {
    const sandbox = sandboxWith({ secret: SECRET, keywords: ['提醒'] });
    const wrong = { msgtype: 'nothing' };
    const answers = [
      request(wrong, { access_token: 'x' }),
      request(wrong),
      request(wrong, signed(NOW - 2 * HOUR)),
      request(wrong, signed(NOW)),
      request({ msgtype: 'markdown', markdown: { text: `提醒${'x'.repeat(20_000)}` } }, signed(NOW)),
      request(text(`提醒${'x'.repeat(20_000)}`), signed(NOW)),
    ].map((each) => sandbox.receive(each, NOW));
    expect(answers.map(({ errcode }) => errcode)).toEqual([300005, 310000, 310000, 310000, 400402, 460101]);
    expect(answers.map(({ errmsg }) => errmsg.split(',')[0]).slice(1, 4)).toEqual([
      'sign not match',
      'invalid timestamp',
      'keywords not in content',
    ]);
  });

  it.each<Message>([
    { kind: 'text', text: '打卡' },
    { kind: 'markdown', title: 't', text: 'x' },
    { kind: 'link', title: 't', text: 'x', url: 'https://a.example/' },
    { kind: 'actionCard', title: 't', text: 'x', buttons: [{ title: 'a', url: 'https://a.example/' }] },
    {
      kind: 'actionCard',
      title: 't',
      text: 'x',
      buttons: [
        { title: 'a', url: 'https://a.example/' },
        { title: 'b', url: 'https://b.example/' },
      ],
    },
    { kind: 'feedCard', links: [{ title: 't', url: 'https://a.example/', picture: 'https://a.example/p.png' }] },
  ])('takes everything our payload builder makes: $kind', (message) => {
    expect(sandboxWith().receive(request(buildPayload(message, 'u')), NOW)).toEqual(OK);
  });
});

describe('the limit', () => {
  it('answers the twenty-first within a minute with 130101, and everything for ten minutes', () => {
    const sandbox = sandboxWith();
    const send = (index: number, at: number) => sandbox.receive(request(text('hi', `u${index}`)), at).errcode;
    for (let index = 0; index < 20; index += 1) expect(send(index, NOW)).toBe(0);
    expect(sandbox.receive(request(text('hi', 'x')), NOW + 59_999)).toEqual({
      errcode: 130101,
      errmsg: 'send too fast, exceed 20 times per minute',
    });
    expect(send(21, NOW + 59_999 + 599_999)).toBe(130101);
    expect(send(22, NOW + 59_999 + 600_000)).toBe(0);
  });

  it('is counted per token, and not by requests that were refused for something else', () => {
    const sandbox = sandboxWith({ perMinute: 1 });
    sandbox.addRobot({ name: 'other', token: 'othertoken', perMinute: 1 });
    expect(sandbox.receive(request(text('')), NOW).errcode).toBe(400202);
    expect(sandbox.receive(request(text('hi')), NOW)).toEqual(OK);
    expect(sandbox.receive(request(text('hi'), { access_token: 'othertoken' }), NOW)).toEqual(OK);
  });
});

describe('the conversation', () => {
  it('shows a msgUuid once, answers ok again, and keeps robots apart', () => {
    const sandbox = sandboxWith();
    sandbox.addRobot({ name: 'other', token: 'othertoken' });
    expect(sandbox.receive(request(text('hi', 'same')), NOW)).toEqual(OK);
    expect(sandbox.receive(request(text('hi', 'same')), NOW + 1)).toEqual(OK);
    expect(sandbox.receive(request(text('hi', 'same'), { access_token: 'othertoken' }), NOW + 2)).toEqual(OK);
    expect(sandbox.conversation().map(({ robot }) => robot)).toEqual(['team', 'other']);
    expect(sandbox.arrivals().map(({ kind }) => kind)).toEqual(['shown', 'duplicate', 'shown']);
    expect(sandbox.counts()).toEqual({ received: 3, shown: 2, duplicate: 1, refused: 0 });
  });

  it('messages without a msgUuid are never duplicates', () => {
    const sandbox = sandboxWith();
    const body = { msgtype: 'text', text: { content: 'hi' } };
    sandbox.receive(request(body), NOW);
    sandbox.receive(request(body), NOW);
    expect(sandbox.conversation()).toHaveLength(2);
  });

  it('remembers the newest', () => {
    const sandbox = new Sandbox({ robots: [{ name: 'team', token: TOKEN }], keep: 2 });
    for (const each of ['a', 'b', 'c']) sandbox.receive(request(text(each, each)), NOW);
    expect(sandbox.conversation().map(({ msgUuid }) => msgUuid)).toEqual(['b', 'c']);
    expect(sandbox.arrivals()).toHaveLength(2);
    expect(sandbox.counts().shown).toBe(3);
  });

  it('tells every arrival to whoever listens, until they stop', () => {
    const sandbox = sandboxWith();
    const heard: Arrival[] = [];
    const stop = sandbox.subscribe((arrival) => heard.push(arrival));
    sandbox.receive(request(text('hi')), NOW);
    sandbox.receive(request(text('')), NOW);
    stop();
    stop();
    sandbox.receive(request(text('hi', 'u2')), NOW);
    expect(heard).toMatchObject([
      { id: 1, kind: 'shown', robot: 'team', at: NOW },
      { id: 2, kind: 'refused', robot: 'team', errcode: 400202 },
    ]);
  });

  it('a robot can be added, and changed, while it runs', () => {
    const sandbox = new Sandbox();
    expect(sandbox.receive(request(text('hi')), NOW).errcode).toBe(300005);
    sandbox.addRobot({ name: 'team', token: TOKEN, perMinute: 1 });
    expect(sandbox.receive(request(text('hi')), NOW)).toEqual(OK);
    sandbox.addRobot({ name: 'team', token: TOKEN, perMinute: 1, keywords: ['提醒'] });
    expect(sandbox.robots()).toEqual([{ name: 'team', token: TOKEN, perMinute: 1, keywords: ['提醒'] }]);
    expect(sandbox.receive(request(text('提醒', 'u2')), NOW).errcode).toBe(130101);
  });

  it('holds no token, secret or signature', () => {
    const sandbox = sandboxWith({ secret: SECRET });
    const query = signed(NOW);
    sandbox.receive(request(text('hi'), query), NOW);
    sandbox.receive(request(text('hi'), { access_token: 'strangetoken' }), NOW);
    const kept = JSON.stringify([sandbox.arrivals(), sandbox.conversation(), sandbox.counts()]);
    for (const secret of [TOKEN, 'strangetoken', SECRET, query.sign]) expect(kept).not.toContain(secret);
  });
});

function padded(bytes: number): string {
  const empty = JSON.stringify(text(''));
  return JSON.stringify(text('x'.repeat(bytes - empty.length)));
}
