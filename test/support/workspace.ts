import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

/** The checkout under test. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** A folder of its own for one test, with everything a daemon would leave behind in it. */
export class Workspace implements Disposable {
  readonly path: string;

  /** @param prefix Of its name. */
  constructor(prefix = 'dingbell-') {
    this.path = mkdtempSync(join(tmpdir(), prefix));
  }

  write(file: string, content: string): string {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  at(file: string): string {
    return join(this.path, file);
  }

  /** Every file in it with its bytes, as Latin-1 so that any byte sequence can be searched. Links are not followed. */
  *contents(folder = this.path): Generator<{ file: string; bytes: string }> {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* this.contents(path);
      if (entry.isFile()) yield { file: relative(this.path, path), bytes: readFileSync(path, 'latin1') };
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
