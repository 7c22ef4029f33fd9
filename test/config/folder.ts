import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfig } from '../../src/config/load.ts';
import type { LoadOptions, ReadResult } from '../../src/config/load.ts';
import type { Problem } from '../../src/config/problem.ts';

/** 2026-03-01T00:00+08:00: every year that a test can reach from here is announced. */
export const NOW = Date.UTC(2026, 1, 28, 16);

/** A folder with these files, read as if the command ran inside it, and gone afterwards. */
export async function readFiles(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: LoadOptions = {},
): Promise<ReadResult> {
  const directory = await mkdtemp(join(tmpdir(), 'dingbell-config-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), content);
    }
    return await readConfig(directory, { env: {}, cwd: directory, now: NOW, ...options });
  } finally {
    await rm(directory, { recursive: true });
  }
}

export function problemsOf(result: ReadResult): readonly Problem[] {
  return result.kind === 'problems' ? result.problems : result.warnings;
}

export async function codesOf(text: string, options: LoadOptions = {}): Promise<readonly string[]> {
  return problemsOf(await readFiles({ 'reminders.yaml': text }, options)).map(({ code }) => code);
}

/** As a person sees it. */
export function printed({ file, line, column, severity, code, message, frame, hint }: Problem): string {
  const head = `${file}:${line}:${column} ${severity} ${message} [${code}]`;
  return [head, frame, hint && `→ ${hint}`].filter((part) => part !== undefined).join('\n');
}
