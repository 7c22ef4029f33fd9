import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { ROOT, Workspace } from '../support/workspace.ts';

/** What a newcomer does after `npm ci`, with nothing configured. */
it('npm start shows a first message on the page, through the whole signed path', async () => {
  using workspace = new Workspace();
  for (const part of ['package.json', '.npmrc', 'schedules'])
    cpSync(join(ROOT, part), workspace.at(part), { recursive: true });
  for (const part of ['src', 'node_modules']) symlinkSync(join(ROOT, part), workspace.at(part));
  const child = spawn('npm', ['start'], {
    cwd: workspace.path,
    env: { PATH: process.env['PATH'] ?? '', HOME: workspace.path, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(child, 'close');
  try {
    const page = await pageAddress(child.stdout);
    // Posted first, written down afterwards: whoever reads between sees it under way.
    const history = await onceTrue(page, 'api/deliveries', (said) => said.includes('"state":"delivered"'));
    expect(history).toContain('钉铃已启动');
    expect(await read(page, 'fragment/conversation?lang=zh-CN')).toContain('钉铃已启动');
  } finally {
    // npm passes no signal on to what it started: the whole group is told, as Ctrl-C in a terminal does.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
});

it('npx dingbell runs the command of the checkout', () => {
  using workspace = new Workspace();
  const npx = spawnSync('npx', ['dingbell', '--version'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: workspace.path,
      LANG: 'C.UTF-8',
      // In a new home npm looks for a newer npm, and says so when there is one.
      npm_config_update_notifier: 'false',
    },
    encoding: 'utf8',
  });
  expect(npx.stderr).toBe('');
  expect(npx.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

async function pageAddress(stdout: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    const address = /"page":"([^"]+)"/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('npm start ended without a page');
}

/** What stands at `path` as soon as it is so: looked at again with each event of the page's own stream. */
async function onceTrue(page: string, path: string, isSo: (said: string) => boolean): Promise<string> {
  const stream = new AbortController();
  const { body } = await fetch(new URL('events', page), { signal: stream.signal });
  const events = body?.getReader();
  try {
    for (;;) {
      const said = await read(page, path);
      if (isSo(said)) return said;
      await events?.read();
    }
  } finally {
    stream.abort();
  }
}

async function read(page: string, path: string): Promise<string> {
  return (await fetch(new URL(path, page))).text();
}
