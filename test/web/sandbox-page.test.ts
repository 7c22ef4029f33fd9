import { expect, it, onTestFinished } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { createSandboxPage } from '../../src/web/sandbox-page.ts';

/** 16:00 in Shanghai. */
const NOW = Date.UTC(2027, 0, 15, 8);
const TEAM = { name: '小组', token: 'dummytoken', keywords: ['提醒'] };

async function start() {
  const sandbox = new Sandbox({ robots: [TEAM] });
  const page = createSandboxPage({ sandbox, language: 'zh-CN', zone: 'Asia/Shanghai' });
  const server = await startSandboxServer({ sandbox, now: () => NOW, page: page.listener });
  onTestFinished(async () => {
    page.close();
    await server.stop();
  });
  const post = (content: string) =>
    fetch(server.webhook(TEAM), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ msgtype: 'text', text: { content }, msgUuid: content }),
    });
  const get = (path: string) => fetch(server.origin + path);
  return { post, get };
}

it('shows the conversation and the latest requests, without a script or a style inline, and no token', async () => {
  const { post, get } = await start();
  await post('提醒 <script>alert(1)</script>');
  await post('闲聊');
  const answer = await get('/');
  const html = await answer.text();
  expect(html).toContain('提醒 &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).toContain('16:00</time>');
  expect(html).toMatch(/已拒绝: 310000 keywords not in content/);
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?! src="\/page\.js)/);
  expect(html).not.toContain(TEAM.token);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
});

it('is in the language of the browser, else in that of the command', async () => {
  const { get } = await start();
  expect(await (await get('/')).text()).toContain('还没有消息');
  expect(await (await get('/?lang=en')).text()).toContain('No messages yet');
});

it('names only addresses that are there', async () => {
  const { get } = await start();
  const html = await (await get('/')).text();
  const addresses = [...html.matchAll(/(?:href|src|data-fragment)="([^"]+)"/g)].map(([, address = '']) => address);
  expect(addresses.length).toBeGreaterThan(5);
  for (const address of addresses)
    expect([address, (await get(address.replaceAll('&amp;', '&'))).status]).toEqual([address, 200]);
  expect((await get('/nothing')).status).toBe(404);
});

it('is told of every arrival', async () => {
  const { post, get } = await start();
  const events = await get('/events');
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toContain('retry:');
  await post('提醒');
  expect((await reader.read()).value).toContain('event: change');
  await reader.cancel();
});
