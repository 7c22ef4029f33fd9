import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type Workspace } from './workspace.ts';

/**
 * Packs this checkout and installs it in the workspace, as `npm install` would: its packages stand beside it, by links.
 * The checkout itself is not touched: what is packed is a copy. Gives the folder of the package.
 */
export function installDingbell(workspace: Workspace, packages: (name: string) => boolean = () => true): string {
  const archive = packDingbell(workspace);

  const installed = workspace.at('node_modules/dingbell');
  mkdirSync(installed, { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name.startsWith('.') || !packages(name)) continue;
    symlinkSync(join(ROOT, 'node_modules', name), workspace.at(`node_modules/${name}`));
  }
  execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', installed]);
  return installed;
}

const PARTS = [
  'src',
  'schedules',
  'docs',
  'package.json',
  'ecosystem.config.cjs',
  'tsconfig.json',
  'tsconfig.types.json',
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
  'LICENSE',
];

/** What would be published, made from a copy of this checkout: its path in the workspace. */
export function packDingbell(workspace: Workspace): string {
  const checkout = workspace.at('checkout');
  for (const part of PARTS) cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  execFileSync('npm', ['pack', '--pack-destination', workspace.path], { cwd: checkout, stdio: 'pipe' });
  return workspace.at(readdirSync(workspace.path).find((name) => name.endsWith('.tgz')) ?? '');
}
