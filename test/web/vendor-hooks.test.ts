import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookConfig } from '../../src/config/config.ts';
import { sign } from '../../src/robot/dingtalk/sign.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { NOON_BEFORE } from './test-daemon.ts';
import { type Answer, startSite, type TestSite } from './test-site.ts';

const SECRET = 'SECdummy-of-the-tests-of-hooks';
const TOKEN = 'a-dummy-token-of-a-hook';

function hook(name: string, from: HookConfig['from'], changes: Partial<HookConfig> = {}): HookConfig {
  return {
    name,
    from,
    secrets: [],
    tokens: [TOKEN],
    robots: ['team'],
    mention: { involved: true, called: [] },
    lateMs: 3_600_000,
    routes: [],
    keepMs: 86_400_000,
    paused: false,
    source: { file: 'all.yaml', line: 1 },
    ...changes,
  };
}

let site: TestSite;

beforeEach(async () => {
  const hooks = [
    hook('slack', 'slack'),
    hook('ding', 'dingtalk'),
    hook('signed', 'dingtalk', { tokens: [], secrets: [SECRET] }),
    hook('both', 'dingtalk', { tokens: ['another-dummy-token'], secrets: [SECRET] }),
    hook('mute', 'dingtalk', { tokens: ['a-token-of-a-paused-hook'], paused: true }),
  ];
  site = await startSite({ hooks });
});
afterEach(() => site.stop());

const JSON_TYPE = { 'content-type': 'application/json' };
const send = (path: string, body: string, headers: Record<string, string> = JSON_TYPE) =>
  site.ask(path, { method: 'POST', body, headers });
/** What came, and what it says. */
async function messages() {
  const { inbox } = site.daemon;
  const found = await Promise.all((await inbox.list({})).map(({ id }) => inbox.find(id)));
  return found.map((each) => [each?.state, each?.event]);
}
const refusedBecause = async () => (await site.daemon.inbox.list({})).map(({ because }) => because);

/** As an answer of Slack is read: its status and a word. */
const word = ({ status, text, headers }: Answer) => [status, text, String(headers['content-type']).split(';')[0]];

describe('from: slack', () => {
  const address = `/hooks/slack?token=${TOKEN}`;

  it('answers as Slack does', async () => {
    expect(word(await send(address, '{"text":"*hi*"}'))).toEqual([200, 'ok', 'text/plain']);
    expect(word(await send(address, '{"text":"*hi*"}'))).toEqual([200, 'ok', 'text/plain']);
    expect(await messages()).toMatchObject([['waiting', { kind: 'message', text: '**hi**' }]]);
  });

  it('takes the payload of a form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `payload=${encodeURIComponent('{"text":"a & b"}')}`;
    expect(word(await send(address, body, form))).toEqual([200, 'ok', 'text/plain']);
    expect(await messages()).toMatchObject([['waiting', { text: 'a & b' }]]);
  });

  it.each([
    ['{"text":', 400, 'invalid_payload'],
    ['payload', 400, 'invalid_payload'],
    ['[]', 400, 'invalid_payload'],
    ['"text"', 400, 'invalid_payload'],
    ['{}', 400, 'no_text'],
    ['{"text":" ","attachments":[{}]}', 400, 'no_text'],
  ])('%s: %i %s', async (body, status, expected) => {
    expect(word(await send(address, body))).toEqual([status, expected, 'text/plain']);
    expect(await messages()).toMatchObject([['refused', undefined]]);
  });

  it('says what is wrong with whoever sends, and with the day', async () => {
    expect(word(await send('/hooks/slack?token=wrong', '{"text":"x"}')).slice(0, 2)).toEqual([403, 'invalid_token']);
    expect(word(await send('/hooks/slack', '{"text":"x"}')).slice(0, 2)).toEqual([403, 'invalid_token']);
    const { inbox } = site.daemon.store;
    inbox.receive = () => Promise.reject(new StoreError({ kind: 'busy', location: 'x', said: 'locked' }));
    expect(word(await send(address, '{"text":"x"}')).slice(0, 2)).toEqual([503, 'service_unavailable']);
    expect(site.errors).toHaveLength(1);
  });
});

const OK = { errcode: 0, errmsg: 'ok' };
const TEXT = JSON.stringify({ msgtype: 'text', text: { content: 'hello' } });

/** DingTalk answers all with HTTP 200. */
async function heard(path: string, body: string, headers: Record<string, string> = JSON_TYPE) {
  const answer = await send(path, body, headers);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
  return answer.json() as { errcode: number; errmsg: string };
}

describe('from: dingtalk', () => {
  const address = `/hooks/ding?access_token=${TOKEN}`;

  it.each<[string, object, object]>([
    [
      'a text',
      { msgtype: 'text', text: { content: 'a @13800000000' }, at: { atMobiles: ['13800000000'], isAtAll: false } },
      { kind: 'text', text: 'a @13800000000', mentions: { mobiles: ['13800000000'], userIds: [] } },
    ],
    [
      'a markdown',
      {
        msgtype: 'markdown',
        markdown: { title: 't', text: '#### x' },
        at: { atMobiles: [13800000000], isAtAll: 'True' },
      },
      { kind: 'markdown', title: 't', text: '#### x', mentions: { all: true, mobiles: ['13800000000'], userIds: [] } },
    ],
    [
      'a link',
      {
        msgtype: 'link',
        link: { title: 't', text: 'x', messageUrl: 'https://a.example', picUrl: 'https://a.example/p' },
      },
      { kind: 'link', title: 't', text: 'x', url: 'https://a.example', picture: 'https://a.example/p' },
    ],
    [
      'a card with one button',
      {
        msgtype: 'actionCard',
        actionCard: { title: 't', text: 'x', singleTitle: 'go', singleURL: 'https://a.example', btnOrientation: '0' },
      },
      { kind: 'actionCard', title: 't', text: 'x', buttons: [{ title: 'go', url: 'https://a.example' }] },
    ],
    [
      'a card with two buttons',
      {
        msgtype: 'actionCard',
        actionCard: {
          title: 't',
          text: 'x',
          btnOrientation: '1',
          btns: [
            { title: 'a', actionURL: 'https://a' },
            { title: 'b', actionURL: 'https://b' },
          ],
        },
      },
      {
        kind: 'actionCard',
        layout: 'horizontal',
        buttons: [
          { title: 'a', url: 'https://a' },
          { title: 'b', url: 'https://b' },
        ],
      },
    ],
    [
      'a feed',
      { msgtype: 'feedCard', feedCard: { links: [{ title: 't', messageURL: 'https://a', picURL: 'https://p' }] } },
      { kind: 'feedCard', links: [{ title: 't', url: 'https://a', picture: 'https://p' }] },
    ],
  ])('takes %s as it is', async (_, body, message) => {
    expect(await heard(address, JSON.stringify(body))).toEqual(OK);
    expect(await messages()).toMatchObject([['waiting', { kind: 'message', message }]]);
  });

  it('tells a message with its msgUuid once', async () => {
    const body = (content: string) => JSON.stringify({ msgtype: 'text', text: { content }, msgUuid: 'u-1' });
    expect([await heard(address, body('a')), await heard(address, body('b'))]).toEqual([OK, OK]);
    expect(await messages()).toHaveLength(1);
    expect(await heard('/hooks/mute?access_token=a-token-of-a-paused-hook', TEXT)).toEqual(OK);
  });

  it.each([
    ['{"msgtype":', 40035],
    ['[]', 400105],
    ['{"text":{"content":"x"}}', 400105],
    ['{"msgtype":"image"}', 400105],
    ['{"msgtype":"text"}', 400201],
    ['{"msgtype":"text","text":{"content":" "}}', 400202],
    ['{"msgtype":"link","link":{"title":"t","text":"x"}}', 400304],
    ['{"msgtype":"markdown","markdown":{"text":"x"}}', 400402],
    ['{"msgtype":"actionCard","actionCard":{"title":"t","text":"x"}}', 400504],
    ['{"msgtype":"feedCard","feedCard":{"links":[]}}', 400601],
  ])('%s is refused with %i', async (body, errcode) => {
    expect(await heard(address, body)).toMatchObject({ errcode });
    expect(await messages()).toMatchObject([['refused', undefined]]);
    expect(JSON.stringify(await refusedBecause())).not.toContain(TOKEN);
  });

  it('says which token it misses, and that it is no page', async () => {
    expect(await heard('/hooks/ding?access_token=wrong', TEXT)).toEqual({
      errcode: 300005,
      errmsg: 'token is not exist',
    });
    expect(await heard('/hooks/ding', TEXT)).toMatchObject({ errcode: 40035 });
    expect(await heard(address, TEXT, { 'content-type': 'image/png' })).toMatchObject({ errcode: 43004 });
    expect((await site.ask('/hooks/ding')).json()).toMatchObject({ errcode: 43002 });
    for (let index = 0; index < 10; index += 1) await heard(`/hooks/ding?access_token=wrong-${index}`, TEXT);
    expect(await heard('/hooks/ding?access_token=wrong', TEXT)).toMatchObject({ errcode: 130101 });
    expect(await heard(address, TEXT)).toEqual(OK);
  });

  it('answers -1 when the store does not answer, and takes it when it is sent again', async () => {
    const { inbox } = site.daemon.store;
    const receive = inbox.receive.bind(inbox);
    inbox.receive = () => Promise.reject(new StoreError({ kind: 'busy', location: 'x', said: 'locked' }));
    expect(await heard(address, TEXT)).toMatchObject({ errcode: -1 });
    expect(site.errors).toHaveLength(1);
    inbox.receive = receive;
    expect(await heard(address, TEXT)).toEqual(OK);
  });

  const HOUR = 3_600_000;
  const signedAt = (at: number, secret = SECRET) => `timestamp=${at}&sign=${encodeURIComponent(sign(secret, at))}`;

  it.each([
    ['signed', signedAt(NOON_BEFORE), 0],
    ['signed', `access_token=whatever&${signedAt(NOON_BEFORE)}`, 0],
    ['signed', signedAt(NOON_BEFORE - HOUR), 0],
    ['signed', signedAt(NOON_BEFORE - HOUR - 1), 310000],
    ['signed', signedAt(NOON_BEFORE, 'SECanother'), 310000],
    ['signed', `timestamp=${NOON_BEFORE}`, 310000],
    ['signed', 'access_token=whatever', 310000],
    ['signed', '', 310000],
    ['both', `access_token=another-dummy-token&${signedAt(NOON_BEFORE)}`, 0],
    ['both', 'access_token=another-dummy-token', 0],
    ['both', `access_token=another-dummy-token&${signedAt(NOON_BEFORE, 'SECanother')}`, 310000],
    ['both', 'access_token=wrong', 300005],
  ])('/hooks/%s?%s: %i', async (name, query, errcode) => {
    expect(await heard(`/hooks/${name}?${query}`, TEXT)).toMatchObject({ errcode });
  });
});

describe('DingTalk’s own path', () => {
  it('means the hook with that token, and its rules', async () => {
    expect(await heard(`/robot/send?access_token=${TOKEN}`, TEXT)).toEqual(OK);
    expect(await site.daemon.inbox.list({})).toMatchObject([{ hook: 'ding', state: 'waiting' }]);
    expect(await heard('/robot/send?access_token=another-dummy-token&timestamp=1&sign=x', TEXT)).toMatchObject({
      errcode: 310000,
    });
    expect(await heard('/robot/send', TEXT)).toMatchObject({ errcode: 40035 });
    for (let index = 0; index < 10; index += 1) {
      expect(await heard(`/robot/send?access_token=wrong-${index}`, TEXT)).toMatchObject({ errcode: 300005 });
    }
    expect(await heard('/robot/send?access_token=wrong', TEXT)).toMatchObject({ errcode: 130101 });
    expect(await heard(`/robot/send?access_token=${TOKEN}`, TEXT)).toEqual(OK);
  });

  it('is there where such a hook is', async () => {
    const other = await startSite({ hooks: [hook('slack', 'slack')] });
    expect(
      (await other.ask(`/robot/send?access_token=${TOKEN}`, { method: 'POST', body: TEXT, headers: JSON_TYPE })).status,
    ).toBe(404);
    await other.stop();
  });
});
