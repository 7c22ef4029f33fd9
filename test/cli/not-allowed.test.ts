import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folder, MAIN } from './dingbell.ts';
import { breadth } from '../support/breadth.ts';

const YAML = `robots: { team: { webhook: sandbox } }
reminders: { tea: { at: "15:00", robot: team, text: 喝茶 } }
`;
/** Root may read everything: then it is another user that asks. */
const ASKING = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A folder whose data this user may not even look into. */
function guarded(): string {
  const cwd = folder({ 'schedules/all.yaml': YAML });
  const data = join(cwd, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'dingbell.db'), '');
  chmodSync(cwd, 0o755);
  chmodSync(data, 0);
  onTestFinished(() => chmodSync(data, 0o700));
  return cwd;
}

async function ask(args: readonly string[], cwd: string) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env, ...ASKING });
  child.stdin.end();
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ]);
  return { stdout, stderr, code };
}

describe.skipIf(process.platform === 'win32')('a data folder that this user may not read', () => {
  const asking = [['history'], ['skip', 'tea', 'tomorrow'], ['status'], ['next'], ['vacation', 'list']];

  it.each(breadth({ quick: asking.slice(0, 2), long: asking }))(
    'is not taken for an empty one by %s',
    async (...args) => {
      const { stdout, stderr, code } = await ask(args, guarded());
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^error: .*data\/(?:dingbell\.db|daemon\.lock): .*(?:owner|user).*EACCES.*\n$/);
      expect(code).toBe(1);
    },
  );

  it('is a finding of doctor', async () => {
    const { stdout, code } = await ask(['doctor'], guarded());
    // Once, and not as the database, which nobody could look at.
    expect(stdout.match(/^✗ .*data/gm)).toHaveLength(1);
    expect(stdout).not.toContain('database');
    expect(code).toBe(1);
  });
});
