import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/workspace.ts';

function run(version: string, file: string): { readonly status: number | null; readonly stderr: string } {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });`;
  const source = `${pretend} require(${JSON.stringify(join(ROOT, file))})`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', source, '--', '--version'], { encoding: 'utf8' });
  return { status, stderr };
}

it.each(['20.20.2', '22.19.0', '25.1.0'])('Node %s is told plainly what to do', (version) => {
  for (const file of ['src/require-node.cjs', 'src/dingbell.cjs']) {
    const { status, stderr } = run(version, file);
    expect(status).toBe(1);
    expect(stderr).toContain(`dingbell needs Node 26, and this is Node ${version}`);
    expect(stderr).toContain('npm ci --ignore-scripts=false');
    expect(stderr).not.toContain('    at ');
  }
});

it.each(['26.0.0', '27.1.0'])('Node %s passes', (version) => {
  expect(run(version, 'src/require-node.cjs')).toEqual({ status: 0, stderr: '' });
});
