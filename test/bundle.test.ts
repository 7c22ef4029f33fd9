import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeBundle } from '../src/make-bundle.ts';
import { ROOT, Workspace } from './support/workspace.ts';

const { BUNDLE, findBundle, stampOf } = createRequire(import.meta.url)('../src/bundled.cjs') as {
  readonly BUNDLE: string;
  readonly findBundle: (root: string) => string | undefined;
  readonly stampOf: (path: string) => string;
};

/** A checkout of its own: the source, and the packages by links, so that nothing of this one is touched. */
class Checkout implements Disposable {
  readonly #workspace = new Workspace();
  readonly root = this.#workspace.at('checkout');

  constructor() {
    cpSync(join(ROOT, 'src'), this.at('src'), { recursive: true });
    cpSync(join(ROOT, 'schedules'), this.at('schedules'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), this.at('package.json'));
    this.#workspace.write('checkout/node_modules/.package-lock.json', '{}');
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), this.at(`node_modules/${name}`));
    }
  }

  at(path: string): string {
    return join(this.root, path);
  }

  run(...args: readonly string[]): string {
    return execFileSync(process.execPath, [this.at('src/dingbell.cjs'), ...args], { cwd: this.root, encoding: 'utf8' });
  }

  [Symbol.dispose](): void {
    this.#workspace[Symbol.dispose]();
  }
}

describe('the bundle', () => {
  it('is what starts, and says what the source says', { timeout: 60_000 }, async () => {
    using checkout = new Checkout();
    await makeBundle(checkout.root);
    const bundle = findBundle(checkout.root);
    expect(bundle).toBe(checkout.at(`${BUNDLE}/main.mjs`));
    const commands = [
      ['--help'],
      ['check'],
      ['next', '--from', '2026-11-24', '--json'],
      ['preview', 'clock-in'],
      ['schema'],
    ];
    const bundled = commands.map((args) => checkout.run(...args));
    // Proof that it was the bundle which spoke: without it, it is the source.
    rmSync(checkout.at(BUNDLE), { recursive: true });
    expect(commands.map((args) => checkout.run(...args))).toEqual(bundled);
    expect(bundled.every((text) => text.length > 20)).toBe(true);
  });
});

describe('a bundle counts no more', () => {
  const MADE_OF = ['node_modules/.package-lock.json', 'src/main.ts', 'src/schedule/cron.ts'];

  it.each<[string, (workspace: Workspace, root: string) => string | void]>([
    ['when a source is edited', (workspace) => void workspace.write('at/src/schedule/cron.ts', '// edited')],
    ['when a source is gone', (_, root) => rmSync(join(root, 'src/schedule/cron.ts'))],
    ['when a source is another, older one', (_, root) => utimesSync(join(root, 'src/main.ts'), 1, 1)],
    ['when packages are installed', (_, root) => utimesSync(join(root, 'node_modules/.package-lock.json'), 1, 1)],
    ['when its manifest is torn', (workspace) => void workspace.write(`at/${BUNDLE}/manifest.json`, '{"root":"/')],
    ['when there is none', (_, root) => rmSync(join(root, BUNDLE), { recursive: true })],
    [
      'when the checkout is moved',
      (workspace, root) => {
        renameSync(root, workspace.at('elsewhere'));
        return workspace.at('elsewhere');
      },
    ],
  ])('%s', (_, happens) => {
    using workspace = new Workspace();
    const root = workspace.at('at');
    for (const file of MADE_OF) workspace.write(`at/${file}`, file);
    const madeOf = Object.fromEntries(MADE_OF.map((file) => [file, stampOf(join(root, file))]));
    workspace.write(`at/${BUNDLE}/manifest.json`, JSON.stringify({ root, main: 'main.mjs', madeOf }));
    expect(findBundle(root)).toBe(join(root, BUNDLE, 'main.mjs'));
    expect(findBundle(happens(workspace, root) ?? root)).toBeUndefined();
  });
});
