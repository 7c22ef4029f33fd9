import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookConfig } from '../../../src/config/config.ts';
import { MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import { dingtalk } from '../../support/dingtalk.ts';
import { githubHeaders, githubPush } from '../../support/pushes.ts';
import { HOOK_TOKEN, testHook } from '../../support/test-hook.ts';
import { NOON_BEFORE, sandboxRobot } from '../test-daemon.ts';
import { BEARER, startSite, type TestSite, TOKEN } from '../test-site.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let site: TestSite;
let now: number;

afterEach(() => site.stop());

async function open(hooks: readonly HookConfig[], publicUrl = 'https://bell.example.com'): Promise<void> {
  now = NOON_BEFORE;
  const colleagues = {
    ...sandboxRobot('colleagues'),
    webhook: dingtalk('https://oapi.dingtalk.com/robot/send?access_token=dummy'),
  };
  site = await startSite({
    hooks,
    robots: [sandboxRobot('team'), colleagues],
    now: () => toEpochMs(now),
    http: { token: TOKEN, publicUrl },
  });
}

async function push(hook: string, title: string, options: { readonly branch?: string } = {}): Promise<string> {
  const body = githubPush(title, options);
  const headers = { ...githubHeaders(body), authorization: `Bearer ${HOOK_TOKEN}` };
  return (await site.ask(`/hooks/${hook}`, { method: 'POST', body, headers })).json().id;
}

/** The text of a part of the page, in Chinese: what the tags hold, in one line. */
async function textOf(path: string): Promise<string> {
  const { text } = await site.get(path);
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const hooksPart = () => textOf('/fragment/hooks?lang=zh-CN');
const received = (query = '') => textOf(`/fragment/received?lang=zh-CN${query}`);

describe('the hooks', () => {
  it('are told with the address to paste, their sender, and what came of what came today', async () => {
    await open([testHook('shop', { description: '商店的代码' }), testHook('mute', { paused: true })]);
    expect(await hooksPart()).toBe(
      'shop github 商店的代码 https://bell.example.com/hooks/shop 还没有收到过什么 发给 team ' +
        'mute github 已暂停 https://bell.example.com/hooks/mute 还没有收到过什么 发给 team',
    );
    await push('shop', 'a');
    await push('shop', 'b', { branch: 'feature/x' });
    await site.ask('/hooks/shop?token=wrong', { method: 'POST', body: '{}' });
    now += 5 * MINUTE;
    expect(await hooksPart()).toContain(
      'https://bell.example.com/hooks/shop 最近一次 5 分钟前 今天 等着通知 1 · 没有通知 1 · 已拒绝 1 发给 team',
    );
  });

  it('of which there are none tell how to write one', async () => {
    await open([]);
    expect(await hooksPart()).toContain('shop: { from: github, secret: &quot;${SHOP_HOOK_SECRET:-}&quot;');
    expect(await received()).toBe('');
  });

  it('say when only this machine reaches their address', async () => {
    await open([testHook('shop')], 'http://127.0.0.1:8787');
    expect(await hooksPart()).toContain('只有这台机器能访问这个地址');
  });

  it('are told of at a glance on the first page, and reached from every page', async () => {
    await open([testHook('shop')]);
    await push('shop', 'a');
    expect(await textOf('/fragment/overview?lang=zh-CN')).toContain('今天收到的事件 1');
    expect((await site.get('/month')).text).toContain('href="/hooks"');
  });
});

describe('what they received', () => {
  beforeEach(() => open([testHook('shop'), testHook('disk')]));

  it('stands there with kind, outcome and why, the newest first', async () => {
    await push('shop', '修复总价的舍入');
    await push('shop', '修复总价的舍入');
    await push('disk', 'elsewhere', { branch: 'feature/x' });
    expect(await received()).toMatch(
      /10:00 shop elsewhere 没有通知 disk push 分支 feature\/x 不是默认分支 .*10:00 shop 修复总价的舍入 等着通知 shop push 10:00:10 和同一件事的其他事件一起通知 又发来 1 次/,
    );
  });

  it('leads to the messages that told it', async () => {
    const event = await push('shop', 'a');
    const { inbox } = site.daemon.store;
    await inbox.tell({ events: [{ id: event, state: 'told', deliveries: ['d1'] }], deliveries: [] });
    expect((await site.get('/hooks')).text).toContain('href="/history?delivery=d1"');
  });

  it('tells until when it is held, and by what', async () => {
    const hold = async (title: string, kind: 'quiet' | 'digest') => {
      const id = await push('shop', title);
      const dueAt = toEpochMs(NOON_BEFORE + 90 * MINUTE);
      const still = {
        id,
        state: 'waiting',
        because: { kind },
        thing: kind,
        dueAt,
        receivedAt: toEpochMs(now),
      } as const;
      await site.daemon.store.inbox.tell({ events: [still], deliveries: [] });
    };
    await hold('in the night', 'quiet');
    await hold('for the evening', 'digest');
    expect(await received()).toMatch(/shop in the night 等着通知 shop push 免打扰，留到 \d+月\d+日 11:30 收到/);
    expect(await received()).toMatch(/shop for the evening 等着通知 shop push \d+月\d+日 11:30 汇总时通知 收到/);
  });

  it('is filtered by hook and by outcome, and goes on page by page', async () => {
    for (let index = 0; index < 60; index += 1) await push(index % 6 === 0 ? 'disk' : 'shop', `push ${index}`);
    await push('shop', 'not told', { branch: 'feature/x' });
    expect(await received('&hook=shop&state=ignored')).toMatch(/shop not told/);
    expect(await received('&hook=shop&state=ignored')).not.toMatch(/push \d/);
    expect(await received('&hook=disk&state=ignored')).toBe('没有符合条件的记录。');
    const titles = (text: string) => new Set([...text.matchAll(/shop push (\d+) 等着/g)].map(([, number]) => number));
    expect(titles(await received('&hook=disk')).size).toBe(10);
    const first = await site.get('/fragment/received?lang=zh-CN&state=waiting');
    const next = /href="\/hooks\?([^"]*before=[^"]*)"/.exec(first.text)?.[1] ?? '';
    expect(titles(await received('&state=waiting')).size).toBe(50);
    expect(titles(await received(`&${next.replaceAll('&amp;', '&')}`))).toEqual(
      new Set(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']),
    );
  });

  it('is shown of one event, without what proved its sender and as nothing but text', async () => {
    const event = await push('shop', '<script>alert(1)</script>');
    const { text } = await site.get(`/hooks?event=${event}&lang=zh-CN`);
    expect(text).toContain('x-github-event: push');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain(HOOK_TOKEN);
    expect(text).not.toMatch(/authorization:/i);
  });

  it('that is no more is nothing to look at', async () => {
    expect(await received('&event=unknown')).toBe('没有符合条件的记录。 全部事件');
  });
});

describe('the button to replay', () => {
  const press = (fields: Record<string, string>, headers: Record<string, string> = BEARER) =>
    site.ask('/do/replay', {
      method: 'POST',
      headers: { ...FORM, ...headers },
      body: new URLSearchParams({ back: '/hooks', ...fields }).toString(),
    });
  const events = () => site.daemon.inbox.list({});

  it('stands beside what is kept, and takes it as if it had just come', async () => {
    await open([testHook('shop')]);
    const event = await push('shop', 'a', { branch: 'feature/x' });
    expect((await site.get(`/hooks?event=${event}`)).text).toContain('action="/do/replay"');
    now += MINUTE;
    const answer = await press({ event });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/hooks']);
    expect(decodeURIComponent(String(answer.headers['set-cookie']))).toContain('没有通知：分支 feature/x 不是默认分支');
    expect((await events()).map(({ state, receivedAt }) => [state, receivedAt])).toEqual([
      ['ignored', NOON_BEFORE + MINUTE],
      ['ignored', NOON_BEFORE],
    ]);
  });

  it('asks first where real people would read it', async () => {
    await open([testHook('shop', { robots: ['colleagues'] })]);
    const event = await push('shop', 'a');
    const asked = await press({ event });
    expect([asked.status, asked.text.includes('colleagues')]).toEqual([200, true]);
    expect(await events()).toHaveLength(1);
    await press({ event, confirmed: 'yes' });
    expect(await events()).toHaveLength(2);
  });

  it('does nothing for another site’s page, nor without the token, nor with what is not kept', async () => {
    await open([testHook('shop', { keepMs: 0 })]);
    const event = await push('shop', 'a');
    const alone = (await site.get(`/hooks?event=${event}&lang=zh-CN`)).text;
    expect([alone.includes('action="/do/replay"'), alone.includes('收到的原文没有保留')]).toEqual([false, true]);
    expect((await press({ event }, { ...BEARER, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await press({ event }, {})).status).toBe(401);
    const told = await press({ event }, { ...BEARER, accept: 'application/json' });
    expect(told.json()).toMatchObject({ ok: false, text: '收到的原文已经不保留了，没法重放。' });
    const unknown = await press({ event: 'x' }, { ...BEARER, accept: 'application/json' });
    expect(unknown.json()).toMatchObject({ ok: false });
    expect(await events()).toHaveLength(1);
  });
});
