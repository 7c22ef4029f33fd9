import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');
/** What `prepack` makes and `postpack` takes away; `dingbell.cjs` and `library.js` look for it there. */
const BUILT = join(ROOT, 'dist');

if (import.meta.main) {
  rmSync(BUILT, { recursive: true, force: true });
  await bundle({ program: join(ROOT, 'src/cli/program.ts'), library: join(ROOT, 'src/index.ts') }, BUILT);
}

/**
 * Writes each of the `entries`, by its name, and all that it imports into `folder`, as a few files: Node finds, reads and
 * links some five hundred modules one by one otherwise, which takes longer than all that a command does then.
 */
export async function bundle(entries: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const build = await rolldown({
    // Threads are programs of their own, which are looked for beside the one that starts them.
    input: {
      ...entries,
      'backup-thread': join(ROOT, 'src/store/backup-thread.ts'),
      'reading-feed-thread': join(ROOT, 'src/daemon/reading-feed-thread.ts'),
      'store-thread': join(ROOT, 'src/store/store-thread.ts'),
      'reading-thread': join(ROOT, 'src/daemon/reading-thread.ts'),
    },
    cwd: ROOT,
    platform: 'node',
    // Who names a country other than China installs it, before or after this.
    external: ['date-holidays'],
    logLevel: 'silent',
  });
  await build.write({
    dir: folder,
    // An `import` of one of Node's modules makes it tell all that it exports, and load what stands behind each.
    format: 'cjs',
    dynamicImportInCjs: false,
    // V8 keeps the text of what it runs, in twice the space if a single character of a file is Chinese: with comments
    // and in UTF-8 a daemon has 3 MB more.
    comments: false,
    charset: 'ascii',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  });
  await build.close();
  // The page's styles and scripts lie beside the code that serves them.
  cpSync(join(ROOT, 'src/web/assets'), join(folder, 'assets'), { recursive: true });
}
