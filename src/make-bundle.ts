import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OutputChunk, Plugin } from 'rolldown';

interface Bundled {
  readonly BUNDLE: string;
  readonly MANIFEST: string;
  readonly stampOf: (path: string) => string;
}

const { BUNDLE, MANIFEST, stampOf } = createRequire(import.meta.url)('./bundled.cjs') as Bundled;

/** npm writes it anew whenever it has changed a package. */
const INSTALLED = 'node_modules/.package-lock.json';

if (import.meta.main) await main();

/**
 * What `npm ci` ends with: the program in a few files. Node finds, reads and links each of some five hundred modules by
 * itself otherwise, which takes longer than all that they do until the first reminder is armed. Without a bundle, and
 * while the source is being edited, the program runs from its source: slower to start, the same in all else.
 */
async function main(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  try {
    await makeBundle(root);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`dingbell is not bundled and will start more slowly: ${reason}\n`);
  }
}

/** Makes the bundle of the checkout at `root`. It is there whole or not at all. */
export async function makeBundle(root: string): Promise<void> {
  const folder = join(root, BUNDLE);
  const making = `${folder}.${process.pid}`;
  try {
    const chunks = await bundle({ program: join(root, 'src/cli/program.ts') }, making);
    const program = chunks.find(({ isEntry }) => isEntry)?.fileName;
    writeFileSync(join(making, MANIFEST), JSON.stringify({ root, program, madeOf: stampsOf(root, chunks) }));
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Writes each of the `entries`, by its name, and all that it imports into `folder`. */
export async function bundle(
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<readonly OutputChunk[]> {
  const { rolldown } = await import('rolldown');
  mkdirSync(folder, { recursive: true });
  const build = await rolldown({
    input: { ...entries },
    platform: 'node',
    // Who names a country other than China installs it, before or after this.
    external: ['date-holidays'],
    plugins: [whereItStood(), builtinsWhenUsed(), http2WhenSpoken()],
    logLevel: 'silent',
  });
  const { output } = await build.write({
    dir: folder,
    // As `run-bundle.cjs` reads it, which cannot do what `import()` does.
    format: 'cjs',
    dynamicImportInCjs: false,
    // V8 keeps a text in twice the space if a single character of it is Chinese.
    charset: 'ascii',
    // Less to read, and less to keep in memory; stack traces keep their names.
    minify: { compress: true, mangle: false, codegen: true },
    entryFileNames: '[name]-[hash].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // What nearly every command needs stands in one file: each takes Node a while to find.
    codeSplitting: { groups: [{ name: 'configuration', test: /src[\\/]cli[\\/]configuration\.ts$/ }] },
  });
  await build.close();
  return output.filter((part) => part.type === 'chunk');
}

/** A module goes on finding what lies beside its source: the page's styles, packages that are loaded when needed. */
function whereItStood(): Plugin {
  return {
    name: 'where-it-stood',
    transform: {
      filter: { id: /\.[cm]?[jt]s$/, code: /import\.meta\.(?:url|dirname)/ },
      handler: (code, id) =>
        code
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
    },
  };
}

/**
 * A module of Node's that is imported has to tell all that it exports, and loads for that what stands behind each:
 * `node:util` a test runner's differ, `node:http` all of fetch. Here each export is asked for when it is first used.
 */
function builtinsWhenUsed(): Plugin {
  const PREFIX = '\0builtin:';
  return {
    name: 'builtins-when-used',
    resolveId(id, importer) {
      if (!isBuiltin(id)) return undefined;
      // What the bundler puts before all modules cannot wait for one of them.
      return importer?.startsWith('\0') ? { id, external: true } : `${PREFIX}${id}`;
    },
    load: { filter: { id: new RegExp(`^${PREFIX}`) }, handler: (id) => whenUsed(id.slice(PREFIX.length)) },
  };
}

function whenUsed(id: string): string {
  const get = `process.getBuiltinModule(${JSON.stringify(id)})`;
  const builtin: object | undefined = process.getBuiltinModule(id);
  // None that has properties alone, or there from the beginning.
  if (typeof builtin !== 'object' || builtin === process) return `module.exports = ${get};`;
  const getters = Object.keys(builtin).map((name) => `get ${name}() { return (builtin ??= ${get}).${name}; }`);
  return `let builtin;\nmodule.exports = {\n${getters.join(',\n')}\n};`;
}

/** undici asks for HTTP/2, which takes as long to load as undici itself, before it knows of anybody who speaks it. */
function http2WhenSpoken(): Plugin {
  return {
    name: 'http2-when-spoken',
    transform: {
      filter: { id: /undici[\\/]lib[\\/]dispatcher[\\/]client\.js$/ },
      handler: (code) =>
        code.replace(
          "const connectH2 = require('./client-h2.js')",
          "const connectH2 = (...args) => require('./client-h2.js')(...args)",
        ),
    },
  };
}

function stampsOf(root: string, chunks: readonly OutputChunk[]): Readonly<Record<string, string>> {
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds).map((id) => relative(root, id));
  const ours = modules.filter((file) => file.startsWith('src'));
  return Object.fromEntries([INSTALLED, ...ours].map((file) => [file, stampOf(join(root, file))]));
}
