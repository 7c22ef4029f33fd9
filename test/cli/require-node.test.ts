import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../support/workspace.ts';

function run(version: string, file: string, root = ROOT): { readonly status: number | null; readonly stderr: string } {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });`;
  const source = `${pretend} require(${JSON.stringify(join(root, file))})`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', source, '--', '--version'], { encoding: 'utf8' });
  return { status, stderr };
}

it.each(['20.20.2', '22.19.0', '25.1.0'])('Node %s is told plainly what to do', (version) => {
  const root = mkdtempSync(join(tmpdir(), 'dingbell-node-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  cpSync(join(ROOT, 'src/require-node.cjs'), join(root, 'src/require-node.cjs'));
  cpSync(join(ROOT, 'src/dingbell.cjs'), join(root, 'src/dingbell.cjs'));
  for (const file of ['src/require-node.cjs', 'src/dingbell.cjs']) {
    const { status, stderr } = run(version, file, root);
    expect(status).toBe(1);
    expect(stderr).toContain(`dingbell needs Node 26, and this is Node ${version}`);
    expect(stderr).toContain('npm ci --ignore-scripts=false');
    expect(stderr).not.toContain('    at ');
  }
});

it('one that is too old is shown the Node that came along', () => {
  const { status, stderr } = run('22.19.0', 'src/dingbell.cjs');
  expect(status).toBe(1);
  expect(stderr).toContain(join(ROOT, 'node_modules/.bin/node'));
  expect(stderr).toContain('  npx dingbell\n');
  expect(stderr).not.toContain('missing');
});

it.each(['26.0.0', '27.1.0'])('Node %s passes', (version) => {
  expect(run(version, 'src/require-node.cjs')).toEqual({ status: 0, stderr: '' });
});
