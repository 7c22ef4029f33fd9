import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const SECRET = 'secret: an-obvious-dummy-secret';
const SHOP = `shop: { from: github, ${SECRET} }`;
const API = `api: { from: gitlab, ${SECRET} }`;
const TEA = `tea: { from: gitea, ${SECRET} }`;

function home(http: string, ...hooks: readonly string[]): string {
  return folder({
    'schedules/all.yaml': `daemon: { http: ${http} }
robots: { team: { webhook: sandbox } }
defaults: { robot: team }
hooks:
${hooks.map((hook) => `  ${hook}\n`).join('')}`,
  });
}

/** What the doctor says of hooks, as `check status message → mend`. */
async function examine(cwd: string): Promise<readonly string[]> {
  const { stdout } = await dingbell(['doctor', '--json'], { cwd, env: { DINGBELL_LANG: 'en' } });
  return jsonLines(stdout)
    .filter(({ check }) => String(check).startsWith('hook-'))
    .map(({ check, status, message, mend }) => [[check, status, message].join(' '), mend].filter(Boolean).join(' → '));
}

/** Something came, and was not told: that is enough to know that the way is open. */
async function hear(cwd: string, hook: string): Promise<void> {
  const store = openStore(join(cwd, 'data'));
  const receivedAt = toEpochMs(Date.now());
  await store.inbox.receive([{ id: hook, hook, receivedAt, state: 'ignored', because: { kind: 'ping' } }]);
  store.close();
}

describe('of hooks the doctor', () => {
  it('says nothing where there are none, or all are paused', async () => {
    expect(await examine(home('{ port: 0 }', `shop: { from: github, paused: true }`))).toEqual([]);
  });

  it('says that only this machine reaches them, and which have got nothing', async () => {
    const cwd = home('{ port: 8787 }', SHOP);
    expect(await examine(cwd)).toEqual([
      expect.stringMatching(
        /^hook-address warn Hooks can be reached only from this machine: http:\/\/127\.0\.0\.1:8787 → .*host: 0\.0\.0\.0.*publicUrl$/,
      ),
      expect.stringMatching(/^hook-events warn Nothing that counts has come to the hook shop yet → On GitHub: /),
    ]);
    await hear(cwd, 'shop');
    expect((await examine(cwd)).at(-1)).toBe('hook-events ok 1 hook, each has received something');
  });

  it('says from where publicUrl is reached, and what senders have to be allowed there', async () => {
    const cwd = home('{ publicUrl: "http://192.168.1.5:8787" }', API, TEA);
    const before = await examine(cwd);
    expect(before.slice(0, 3)).toEqual([
      'hook-address ok Hooks can be reached at http://192.168.1.5:8787, but only from its own network',
      'hook-allowed warn Nothing has come to the hook api: gitlab posts to a private address only if its settings allow it → ' +
        'On GitLab: Admin → Settings → Network → Outbound requests → ' +
        'Local IP addresses and domain names that hooks and integrations can access: 192.168.1.5',
      'hook-allowed warn Nothing has come to the hook tea: gitea posts to a private address only if its settings allow it → ' +
        'In app.ini of Gitea or Forgejo: [webhook] ALLOWED_HOST_LIST = external,192.168.1.5',
    ]);
    await hear(cwd, 'api');
    expect((await examine(cwd)).filter((line) => line.includes('the hook api'))).toEqual([]);
  });

  it('finds a public address good, and one without a name to write down', async () => {
    const [address, ...others] = await examine(home('{ publicUrl: "https://8.8.8.8" }', API));
    expect(address).toBe('hook-address ok Hooks can be reached at https://8.8.8.8 from everywhere');
    expect(others.join()).not.toContain('hook-allowed');
    const http = '{ host: 192.168.1.5, port: 8787, token: an-obvious-dummy-token }';
    const [unwritten, allowed] = await examine(home(http, API));
    expect(unwritten).toMatch(/^hook-address warn .* → write it, .*publicUrl: "http:\/\/192\.168\.1\.5:8787"/);
    expect(allowed).toMatch(/access: 192\.168\.1\.5$/);
  });

  it('finds Trello out of reach without an address in the internet', async () => {
    const board = `board: { from: trello, ${SECRET} }`;
    const [, unreached] = await examine(home('{ publicUrl: "http://192.168.1.5:8787" }', board));
    expect(unreached).toMatch(/^hook-address fail The hook board cannot be reached: trello posts from the internet → /);
    expect((await examine(home('{ publicUrl: "https://8.8.8.8" }', board))).join()).not.toContain('fail');
  });
});
