import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT, Workspace } from '../support/workspace.ts';

/** The arguments with which Node runs a file of `root` and takes itself for that version. */
function as(version: string, file: string, root: string, ...args: readonly string[]): readonly string[] {
  const folder = temporary();
  const pretend = join(folder, 'pretend.cjs');
  // A Node that is started by this one is what it is.
  writeFileSync(pretend, `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });`);
  return ['--require', pretend, join(root, file), ...args];
}

function run(version: string, file: string, root = ROOT) {
  const { status, stderr, stdout } = spawnSync(process.execPath, as(version, file, root, '--version'), {
    encoding: 'utf8',
  });
  return { status, stderr, stdout };
}

function temporary(): string {
  const root = mkdtempSync(join(tmpdir(), 'dingbell-node-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

it.each(['20.20.2', '22.19.0', '25.1.0'])('Node %s, alone, is told plainly what to do', (version) => {
  const root = temporary();
  for (const name of readdirSync(join(ROOT, 'src')).filter((each) => each.endsWith('.cjs')))
    cpSync(join(ROOT, 'src', name), join(root, 'src', name));
  for (const file of ['src/require-node.cjs', 'src/dingbell.cjs']) {
    const { status, stderr } = run(version, file, root);
    expect(status).toBe(1);
    expect(stderr).toContain(`dingbell needs Node 26, and this is Node ${version}`);
    expect(stderr).toContain('npm ci --include=optional');
    expect(stderr).toContain('自带 Node');
    expect(stderr).not.toContain('    at ');
  }
});

it('one that is too old leaves the work to the Node that came along', () => {
  const { status, stderr, stdout } = run('20.20.2', 'src/dingbell.cjs');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('that one hears what a supervisor says, and how it ends is how it ends', async () => {
  using workspace = new Workspace();
  workspace.write('schedules/all.yaml', 'daemon: { http: { port: 0 } }\nrobots: { team: { webhook: sandbox } }\n');
  const child = spawn(process.execPath, as('20.20.2', 'src/dingbell.cjs', ROOT, 'run'), {
    cwd: workspace.path,
    env: { PATH: process.env['PATH'] ?? '', HOME: workspace.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let output = '';
  let isTold = false;
  for await (const text of child.stdout.setEncoding('utf8')) {
    output += String(text);
    // Its last line at the start.
    if (!isTold && output.includes('"page"')) isTold = child.kill('SIGTERM');
  }
  expect(await ended).toEqual([0, null]);
  expect(output).toContain('"msg":"stopped"');
});

it('one that is too old for the tests is shown the Node that came along', () => {
  const { status, stderr } = run('22.19.0', 'src/require-node.cjs');
  expect(status).toBe(1);
  expect(stderr).toContain(realpathSync(join(ROOT, 'node_modules/.bin/node')));
  expect(stderr).toContain('  npx dingbell\n');
  expect(stderr).not.toContain('missing');
});

it.each(['26.0.0', '27.1.0'])('Node %s passes', (version) => {
  expect(run(version, 'src/require-node.cjs')).toEqual({ status: 0, stderr: '', stdout: '' });
});
