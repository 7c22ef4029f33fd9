import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeBundle } from '../src/make-bundle.ts';
import { breadth, IS_LONG } from './support/breadth.ts';
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

  write(file: string, text: string): void {
    this.#workspace.write(`checkout/${file}`, text);
  }

  run(...args: readonly string[]): string {
    return execFileSync(process.execPath, [this.at('src/dingbell.cjs'), ...args], { cwd: this.root, encoding: 'utf8' });
  }

  [Symbol.dispose](): void {
    this.#workspace[Symbol.dispose]();
  }
}

describe('the bundle', () => {
  it('is what starts, and says what the source says', { timeout: 120_000 }, async () => {
    using checkout = new Checkout();
    // With a package that is not in the bundle.
    checkout.write('schedules/japan.yaml', JAPAN);
    await makeBundle(checkout.root);
    const bundle = findBundle(checkout.root);
    expect(bundle).toContain(checkout.at(`${BUNDLE}/program-`));
    const commands = breadth({
      quick: [['next', '--from', '2026-11-24', '--json']],
      long: [['--help'], ['check'], ['next', '--from', '2026-11-24', '--json'], ['preview', 'clock-in'], ['schema']],
    });
    const bundled = commands.map((args) => checkout.run(...args));
    // The second time from the code that V8 made the first time.
    expect(commands.map((args) => checkout.run(...args))).toEqual(bundled);
    // Proof that it was the bundle which spoke: without it, it is the source.
    rmSync(checkout.at(BUNDLE), { recursive: true });
    expect(commands.map((args) => checkout.run(...args))).toEqual(bundled);
    expect(bundled.every((text) => text.length > 20)).toBe(true);
  });

  it.runIf(IS_LONG)('goes without a package that is not installed', { timeout: 60_000 }, async () => {
    using checkout = new Checkout();
    checkout.write('schedules/japan.yaml', JAPAN);
    rmSync(checkout.at('node_modules/date-holidays'));
    await makeBundle(checkout.root);
    expect(() => checkout.run('next')).toThrow('npm install date-holidays');
  });
});

const JAPAN = `
calendars:
  japan: { country: JP }
reminders:
  japan: { at: "09:00", on: workdays, calendar: japan, text: お早う, robot: team }
`;

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
    workspace.write(`at/${BUNDLE}/manifest.json`, JSON.stringify({ root, program: 'program.cjs', madeOf }));
    expect(findBundle(root)).toBe(join(root, BUNDLE, 'program.cjs'));
    expect(findBundle(happens(workspace, root) ?? root)).toBeUndefined();
  });
});

interface SmallRun {
  readonly options?: readonly string[];
  readonly nodeOptions?: readonly string[];
  /** With which it ends. */
  readonly code?: number;
}

/** A bundle of two files, and what runs it. */
class SmallBundle implements Disposable {
  readonly #workspace = new Workspace();
  readonly folder = this.#workspace.at('bundle');

  constructor() {
    this.write('program.cjs', "exports.run = () => Promise.resolve().then(() => require('./late.cjs'));");
    this.write('late.cjs', "exports.text = `${typeof require('node:fs').statSync} ${(() => typeof this)()}`;");
    const runner = JSON.stringify(join(ROOT, 'src/run-bundle.cjs'));
    const start = `require(${runner}).runBundle(${JSON.stringify(join(this.folder, 'program.cjs'))}).run()`;
    this.#workspace.write(
      'start.cjs',
      `${start}.then(({ text }) => { console.log(text); process.exitCode = ${CODE}; });`,
    );
  }

  write(file: string, text: string): void {
    this.#workspace.write(`bundle/${file}`, text);
  }

  start(command: string, { options = [], nodeOptions = [], code = 0 }: SmallRun = {}): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [...nodeOptions, this.#workspace.at('start.cjs'), command, ...options], {
      encoding: 'utf8',
      env: { ...process.env, ENDS_WITH: String(code) },
    });
  }

  run(command: string, run: SmallRun = {}): string {
    const { stdout, status } = this.start(command, run);
    expect(status).toBe(run.code ?? 0);
    return stdout;
  }

  [Symbol.dispose](): void {
    this.#workspace[Symbol.dispose]();
  }
}

const CODE = 'Number(process.env.ENDS_WITH)';
/** As in a module of ECMAScript, `this` is nothing. */
const SAID = 'function undefined\n';

it.each(['setTimeout(late)', 'Promise.resolve().then(late)'])(
  'dies of what nobody caught without its line: %s',
  (act) => {
    using bundle = new SmallBundle();
    bundle.write(
      'program.cjs',
      `exports.run = async () => ${act}; function late() { throw new Error('boom'); } ${LONG}`,
    );
    const { stderr, status } = bundle.start('run');
    expect(stderr).toContain('Error: boom\n    at ');
    expect(stderr).toContain(join(bundle.folder, 'program.cjs:1:'));
    expect(stderr).not.toContain(LONG);
    expect(status).toBe(1);
  },
);

const LONG = '/* Lines of a bundle are long. */'.repeat(9);

it('loads a part of a bundle that could not be loaded when it is asked for again', () => {
  using bundle = new SmallBundle();
  bundle.write(
    'program.cjs',
    `const { writeFileSync } = require('node:fs');
    exports.run = async () => {
      try {
        require('./late.cjs');
      } catch {
        writeFileSync(${JSON.stringify(join(bundle.folder, 'later.cjs'))}, "exports.text = 'there';");
      }
      return require('./late.cjs');
    };`,
  );
  bundle.write('late.cjs', "exports.text = require('./later.cjs').text;");
  expect(bundle.run('next')).toBe('there\n');
});

describe('the code that V8 made of a bundle', () => {
  it('is kept for each command, and used', () => {
    using bundle = new SmallBundle();
    expect(bundle.run('next')).toBe(SAID);
    expect(readdirSync(bundle.folder)).toEqual(['late.cjs', 'late.cjs.next', 'program.cjs', 'program.cjs.next']);
    const kept = readFileSync(join(bundle.folder, 'late.cjs.next'));
    expect(bundle.run('next')).toBe(SAID);
    expect(readFileSync(join(bundle.folder, 'late.cjs.next'))).toEqual(kept);
    bundle.run('--json');
    expect(readdirSync(bundle.folder)).toContain('late.cjs.any');
  });

  it('is not kept for a command that was only asked for help', () => {
    using bundle = new SmallBundle();
    bundle.run('run', { options: ['--help'] });
    expect(readdirSync(bundle.folder)).toEqual(['late.cjs', 'late.cjs.any', 'program.cjs', 'program.cjs.any']);
  });

  it('is kept too when what was asked about is not fine', () => {
    using bundle = new SmallBundle();
    bundle.run('status', { code: 1 });
    expect(readdirSync(bundle.folder)).toContain('program.cjs.status');
  });

  it.each([2, 78])('is not kept of a command that ended with %d: it ran too little', (code) => {
    using bundle = new SmallBundle();
    expect(bundle.run('nxt', { code })).toBe(SAID);
    expect(readdirSync(bundle.folder)).toEqual(['late.cjs', 'program.cjs']);
  });

  it.each<[string, (kept: string) => void]>([
    ['was not written to its end', (kept) => truncateSync(kept, 200)],
    ['is empty', (kept) => truncateSync(kept, 0)],
    ['is all zeros', (kept) => writeFileSync(kept, Buffer.alloc(readFileSync(kept).length))],
    ['has been damaged anywhere', (kept) => writeFileSync(kept, readFileSync(kept).fill(0xff, 200, 204))],
  ])('is made anew when it %s', (_, happens) => {
    using bundle = new SmallBundle();
    bundle.run('next');
    const kept = join(bundle.folder, 'late.cjs.next');
    const { length } = readFileSync(kept);
    happens(kept);
    const damaged = readFileSync(kept);
    expect(bundle.run('next')).toBe(SAID);
    expect(readFileSync(kept)).toHaveLength(length);
    expect(readFileSync(kept)).not.toEqual(damaged);
  });

  it('is made anew when another Node made it', () => {
    using bundle = new SmallBundle();
    bundle.run('next', { nodeOptions: ['--no-opt'] });
    const others = readFileSync(join(bundle.folder, 'late.cjs.next'));
    expect(bundle.run('next')).toBe(SAID);
    expect(readFileSync(join(bundle.folder, 'late.cjs.next'))).not.toEqual(others);
  });

  it('is done without where it cannot be written', () => {
    using bundle = new SmallBundle();
    for (const file of ['late.cjs.next', 'program.cjs.next']) mkdirSync(join(bundle.folder, file));
    expect(bundle.run('next')).toBe(SAID);
    expect(readdirSync(bundle.folder)).toEqual(['late.cjs', 'late.cjs.next', 'program.cjs', 'program.cjs.next']);
  });
});
