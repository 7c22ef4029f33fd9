import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRobot } from '../../src/index.ts';
import { dingbell, start } from './dingbell.ts';

async function startSandbox(...args: readonly string[]) {
  const child = start(['sandbox', ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  return { child, line, exited: once(child, 'close').then(([code]) => code as number | null) };
}

function send(webhook: string, secret: string, text: string) {
  return createRobot({ webhook, secret }).send({ kind: 'text', text }, { msgUuid: randomUUID() });
}

describe('sandbox', () => {
  it('prints as JSON lines where it listens and what arrives, and stops when asked', async () => {
    const { child, line, exited } = await startSandbox(
      '--json',
      '--secret',
      'SEC-dummy',
      '--keyword',
      '提醒',
      '--limit',
      '1',
    );
    const listening = JSON.parse(await line()) as Record<string, string>;
    expect(listening).toEqual({
      kind: 'listening',
      page: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      webhook: expect.stringMatching(/\/robot\/send\?access_token=[0-9a-f]{64}$/),
      secret: 'SEC-dummy',
    });
    const { webhook = '' } = listening;

    expect(await send(webhook, 'SEC-dummy', '提醒：开会')).toEqual({ kind: 'delivered' });
    expect(JSON.parse(await line())).toMatchObject({ kind: 'shown', payload: { text: { content: '提醒：开会' } } });
    expect(await send(webhook, 'SEC-dummy', '开会')).toMatchObject({ kind: 'rejected' });
    expect(JSON.parse(await line())).toMatchObject({ kind: 'refused', errcode: 310000 });
    expect(await send(webhook, 'SEC-wrong', '提醒')).toMatchObject({ kind: 'rejected' });
    await line();
    expect(await send(webhook, 'SEC-dummy', '提醒：再来')).toMatchObject({ kind: 'throttled' });
    expect(JSON.parse(await line())).toMatchObject({ kind: 'refused', errcode: 130101 });

    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });

  it('prints lines that can be pasted, and what arrives as text', async () => {
    const { child, line, exited } = await startSandbox('--lang', 'zh-CN');
    const welcome: string[] = [];
    while (!welcome.at(-1)?.includes('npx dingbell send')) welcome.push(await line());
    const text = welcome.join('\n');
    const webhook = /export DINGTALK_TEAM_WEBHOOK='(.+)'/.exec(text)?.[1] ?? '';
    const secret = /export DINGTALK_TEAM_SECRET='(SEC[0-9a-f]{64})'/.exec(text)?.[1] ?? '';
    await send(webhook, secret, '午饭\n时间到');
    while (welcome.at(-1)?.includes('已显示') !== true) welcome.push(await line());
    expect(welcome.at(-1)).toMatch(/^\d{4}-\d\d-\d\dT.* {2}已显示 {2}午饭 时间到$/);
    child.kill('SIGINT');
    expect(await exited).toBe(0);
  });

  it('says so when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { stdout, stderr, code } = await dingbell(['sandbox', '--port', String(port)]);
    other.close();
    expect(stderr).toMatch(`Port ${port} is taken by another program.`);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
  });

  it('stops when nobody reads what arrives any more', async () => {
    const { child, line, exited } = await startSandbox('--json');
    const { webhook = '', secret = '' } = JSON.parse(await line()) as Record<string, string>;
    child.stdout.destroy();
    await send(webhook, secret, 'nobody reads this');
    expect(await exited).toBe(0);
  });
});
