import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `robots: { team: { webhook: sandbox } }
defaults: { robot: team }
hooks:
  shop: { from: github, secret: an-obvious-dummy-secret, templates: { release.published: { title: "{{ release.tag }} 发布了" } } }
  other: { from: github, secret: an-obvious-dummy-secret, events: issue }
`;

const home = () => folder({ 'schedules/all.yaml': YAML });

const trial = (cwd: string, ...args: readonly string[]) =>
  dingbell(['hook', 'test', ...args], { cwd, env: { DINGBELL_LANG: 'en' } });

describe('hook test', () => {
  it('tries a made-up event of a kind, without a body and without proof', async () => {
    const { stdout, code } = await trial(home(), 'shop', '--sample', 'release.published');
    expect([code, stdout.split('\n').slice(0, 5)]).toEqual([
      0,
      [
        'shop · github',
        'release.published: told after 10 s, together with other events about the same thing',
        '',
        'to team:',
        '【v1.4.0 发布了】',
      ],
    ]);
    const [untold] = jsonLines((await trial(home(), 'other', '--sample', 'push', '--json')).stdout);
    expect(untold).toMatchObject({ events: [{ kind: 'push', state: 'ignored' }], messages: [] });
  });

  it('knows GitLab’s word for a pull request, and what was meant', async () => {
    const merged = await trial(home(), 'shop', '--sample', 'merge_request.merged');
    expect(merged.stdout).toContain('pull_request.merged: told');
    const unknown = await trial(home(), 'shop', '--sample', 'build.faild');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('build.failed')]);
  });

  it('tells which kinds a sender sends, of one that it never does', async () => {
    const { code, stdout, stderr } = await trial(home(), 'shop', '--sample', 'card.moved');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^.*github never sends card\.moved\. It sends: push, push\.forced, branch\.created, .*, ping\.$/m,
    );
    expect(stderr).not.toMatch(/issue\.moved|sprint|alert/);
  });

  it('tries an event that came before, at any hook', async () => {
    const cwd = home();
    const store = openStore(join(cwd, 'data'));
    const body = githubPush('修复总价的舍入');
    await store.inbox.receive([
      {
        id: 'abcdef01',
        hook: 'shop',
        receivedAt: toEpochMs(Date.now()),
        state: 'ignored',
        because: { kind: 'ping' },
        original: { headers: githubHeaders(body), body },
        keptUntil: toEpochMs(Date.now() + 60_000),
      },
    ]);
    store.close();
    const same = await trial(cwd, 'shop', '--event', 'abcd');
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining('修复总价的舍入')]);
    const other = await trial(cwd, 'other', '--event', 'abcd');
    expect(other.stdout).toContain('push: not told: push is not in events');
  });

  it('takes the time of a signature as the headers have it, in seconds or milliseconds', async () => {
    const token = 'YW4tb2J2aW91cy1kdW1teS1zZWNyZXQtMzItYnl0ZXM=';
    // HMAC-SHA256 by openssl, of msg_1.1795485600.{"title":"好"}
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1795485600',
      'webhook-signature': 'v1,ihP0M8aUWjqjcC5gPnFR3Gg+YBUXI8KSiO5NjfgQVBY=',
    };
    const cwd = folder({
      'schedules/all.yaml': `${YAML}  any: { from: json, secret: whsec_${token} }\n`,
      'body.json': '{"title":"好"}',
      'headers.json': JSON.stringify(headers),
    });
    const outputs = await Promise.all(
      ['1795485600', '1795485600000', '1795486600'].map(async (at) => {
        const { stdout } = await trial(cwd, 'any', 'body.json', '--headers', 'headers.json', '--at', at);
        return stdout.split('\n')[1];
      }),
    );
    expect(outputs).toEqual([
      'The signature is right.',
      'The signature is right.',
      'It would be refused: the signed time is too far from the present time',
    ]);
  });

  it('wants one thing to try', async () => {
    for (const args of [[], ['body.json', '--sample', 'push'], ['--sample', 'push', '--event', 'a']]) {
      const { code, stderr } = await trial(home(), 'shop', ...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('one of them')]);
    }
  });
});
