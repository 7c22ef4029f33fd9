import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots: { team: { webhook: sandbox } }
hooks: { disk: { from: json, token: a-dummy-token-of-a-test, robot: team } }
`;

/** A folder in whose database an event with this body stands. */
async function received(body: string): Promise<string> {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  const store = openStore(join(cwd, 'data'));
  const original = { headers: { 'x-long': 'h'.repeat(5_000), 'x-bell': 'a\u0007b' }, body };
  await store.inbox.receive([
    {
      id: 'abcdef12',
      hook: 'disk',
      kind: 'message',
      subject: 'disk',
      receivedAt: toEpochMs(Date.now()),
      state: 'ignored',
      because: { kind: 'says-nothing' },
      event: {},
      original,
      keptUntil: toEpochMs(Date.now() + 3_600_000),
    },
  ]);
  store.close();
  return cwd;
}

it('hook show cuts what nobody reads at a terminal, and says where all of it is', async () => {
  const body = JSON.stringify({ text: `\u001b[31m\u202e${'😀'.repeat(500_000)}` });
  const cwd = await received(body);
  const { stdout, stderr, code } = await dingbell(['hook', 'show', 'abc'], { cwd });
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout.length).toBeLessThan(6_000);
  for (const each of ['\u0007', '\u001b', '\u202e', '\ufffd']) expect(stdout).not.toContain(each);
  expect(stdout.isWellFormed()).toBe(true);
  expect(stdout).toMatch(/\n\n… and [\d,]{7,9} more characters: npx dingbell hook show abc --json has all of it\n$/);
  const [all] = jsonLines((await dingbell(['hook', 'show', 'abc', '--json'], { cwd })).stdout);
  expect(JSON.stringify(all)).toContain('😀'.repeat(1_000));
});

it('hook show shows all of a body of the usual size', async () => {
  const cwd = await received('{"title":"备份完成"}');
  const { stdout } = await dingbell(['hook', 'show', 'abc'], { cwd });
  expect(stdout).toMatch(/\{"title":"备份完成"\}\n$/);
});
