import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SENDER_NAMES } from '../../src/hooks/sender-name.ts';
import { SENDERS } from '../../src/hooks/senders.ts';
import { IS_LONG } from '../support/breadth.ts';
import { Conversation, ENTER, LEFT } from './conversation.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const EN = { DINGBELL_LANG: 'en' };

function home(hooks: string, files: Readonly<Record<string, string>> = {}): string {
  return folder({
    'schedules/all.yaml': `daemon: { http: { publicUrl: "https://bell.example.com" } }
robots: { team: { webhook: sandbox } }
defaults: { robot: team }
hooks:
  ${hooks}
`,
    ...files,
  });
}

const secret = (cwd: string, ...args: readonly string[]) => dingbell(['hook', 'secret', ...args], { cwd, env: EN });
const envOf = (cwd: string) => parseEnv(readFileSync(join(cwd, '.env'), 'utf8'));

describe('hook secret', () => {
  it('writes a secret beside what stands in .env, and shows it once with where to paste it', async () => {
    const cwd = home('shop: { from: github, secret: "${SHOP_SECRET}" }', { '.env': '# mine\nOTHER=1\n' });
    const { stdout, code } = await secret(cwd, 'shop');
    const { SHOP_SECRET: made = '', OTHER } = envOf(cwd);
    expect([OTHER, code]).toEqual(['1', 0]);
    expect(made).toMatch(/^[\da-f]{64}$/);
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toContain('# mine\n');
    expect(statSync(join(cwd, '.env')).mode & 0o777).toBe(0o600);
    expect(stdout.split(made)).toHaveLength(2);
    expect(stdout).toContain('Address: https://bell.example.com/hooks/shop\n');
    expect(stdout).toContain('On GitHub: the repository (or organisation) → Settings → Webhooks');
    // What is written names the variable: nothing is to be done about it.
    expect(stdout).not.toContain('all.yaml');
    expect((await dingbell(['check'], { cwd, env: EN })).code).toBe(0);
  });

  it('shows the channel where it is heard through a relay, and makes none for a feed', async () => {
    const relay = 'relay: "https://relay.example.com/a-dummy-channel"';
    const cwd = home(`shop: { from: github, ${relay}, secret: "\${SHOP_SECRET}" }
  board: { from: gitea, ${relay}, token: "\${BOARD_TOKEN}" }
  news: { from: feed, feed: "https://feeds.example.com/r.atom" }`);
    expect((await secret(cwd, 'shop')).stdout).toContain('Address: https://relay.example.com/a-dummy-channel\n');
    expect((await secret(cwd, 'board')).stdout).toMatch(
      /Address: https:\/\/relay\.example\.com\/a-dummy-channel\?token=\w/,
    );
    const none = await secret(cwd, 'news');
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('dingbell looks at the feed itself')]);
    expect(Object.keys(envOf(cwd)).toSorted()).toEqual(['BOARD_TOKEN', 'SHOP_SECRET']);
  });

  it('keeps one that is set, unless it is told to replace it', async () => {
    const cwd = home('shop: { from: github, secret: ["${SHOP_SECRET}", "${OLD:-}"] }', {
      '.env': 'SHOP_SECRET=an-obvious-dummy-secret\n',
    });
    const kept = await secret(cwd, 'shop');
    expect([kept.code, kept.stdout, envOf(cwd)]).toEqual([1, '', { SHOP_SECRET: 'an-obvious-dummy-secret' }]);
    expect(kept.stderr).toContain('SHOP_SECRET is set already. --replace');
    expect((await secret(cwd, 'shop', '--replace')).code).toBe(0);
    expect(envOf(cwd)['SHOP_SECRET']).toMatch(/^[\da-f]{64}$/);
  });

  it.runIf(IS_LONG)('asks whoever sits there before it replaces one', async () => {
    const cwd = home('shop: { from: github, secret: "${SHOP_SECRET}" }', { '.env': 'SHOP_SECRET=dummy\n' });
    const keeps = new Conversation(['hook', 'secret', 'shop'], { cwd, env: EN });
    await keeps.answer('SHOP_SECRET is set already. Replace it?', ENTER);
    expect([await keeps.end(), envOf(cwd)]).toEqual([1, { SHOP_SECRET: 'dummy' }]);
    const replaces = new Conversation(['hook', 'secret', 'shop'], { cwd, env: EN });
    await replaces.answer('SHOP_SECRET is set already. Replace it?', `${LEFT}${ENTER}`);
    expect(await replaces.end()).toBe(0);
    expect(replaces.output).toContain(String(envOf(cwd)['SHOP_SECRET']));
  });

  it('says the line to write where the hook names no variable, and that it is paused', async () => {
    const cwd = home('ci-main: { from: jenkins, paused: true }');
    const { stdout } = await secret(cwd, 'ci-main');
    const { CI_MAIN_HOOK_TOKEN: made = '' } = envOf(cwd);
    expect(stdout).toContain(`Address: https://bell.example.com/hooks/ci-main?token=${made}\n`);
    expect(stdout).toContain('Write below ci-main in schedules/all.yaml: token: "${CI_MAIN_HOOK_TOKEN}"\n');
    expect(stdout).toContain('take paused: true out of schedules/all.yaml');
  });

  it.each([
    ['dingtalk', 'X_HOOK_TOKEN', 'access_token='],
    ['gitlab', 'X_HOOK_SECRET', undefined],
    ['json', 'X_HOOK_TOKEN', 'token='],
  ])('of %s is %s', async (from, variable, parameter) => {
    const cwd = home(`x: { from: ${from}, paused: true }`);
    const [made] = jsonLines((await secret(cwd, 'x', '--json')).stdout);
    const value = envOf(cwd)[variable];
    expect(made).toMatchObject({
      hook: 'x',
      from,
      variable,
      file: '.env',
      address: `https://bell.example.com/hooks/x${parameter === undefined ? '' : `?${parameter}${value}`}`,
      [variable === 'X_HOOK_SECRET' ? 'secret' : 'token']: value,
    });
  });

  it('of a relay is pasted with its channel', async () => {
    const cwd = home('shop: { from: github, secret: "${SHOP_SECRET}", relay: "${CHANNEL}" }', {
      '.env': 'CHANNEL=https://smee.io/dummy\n',
    });
    expect((await secret(cwd, 'shop')).stdout).toContain('Address: https://smee.io/dummy\n');
  });

  it('makes none for what posts nothing', async () => {
    const cwd = home('news: { from: feed, feed: "https://example.com/releases.atom" }');
    const { code, stderr } = await secret(cwd, 'news');
    expect([code, stderr]).toEqual([1, expect.stringContaining('dingbell looks at the feed itself')]);
  });

  it('makes none where the sender has its own, and none of a hook that is not there', async () => {
    const cwd = home('board: { from: trello, secret: "${TRELLO_OAUTH_SECRET:-}", paused: true }');
    const own = await secret(cwd, 'board');
    expect([own.code, own.stdout]).toEqual([1, '']);
    expect(own.stderr).toContain('Write it into .env: TRELLO_OAUTH_SECRET=');
    const unknown = await secret(cwd, 'bord');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('board')]);
    expect(() => envOf(cwd)).toThrow('ENOENT');
  });
});

describe.each(SENDER_NAMES)('of %s', (from) => {
  it.each(['en', 'zh-CN'] as const)('is told where address and secret are entered, in %s', (language) => {
    expect(SENDERS[from].setup[language]).toMatch(language === 'en' ? /address|Secret/ : /地址|密钥/);
  });
});
