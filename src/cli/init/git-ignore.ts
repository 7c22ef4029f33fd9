import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Whether git, where there is any, could take `.env` of this folder with it. By the plain patterns people write. */
export async function isEnvExposed(folder: string): Promise<boolean> {
  const repository = repositoryOf(folder);
  if (repository === undefined) return false;
  for (let place = folder; ; place = dirname(place)) {
    if (coversEnv(await textOf(join(place, '.gitignore')))) return false;
    if (place === repository) return true;
  }
}

/** Makes git pass over `.env` in this folder. */
export async function ignoreEnv(folder: string): Promise<void> {
  const file = join(folder, '.gitignore');
  const text = await textOf(file);
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}.env\n`);
}

function coversEnv(text: string): boolean {
  return text.split('\n').some((line) => /^(?:\/|\*\*\/)?(?:\.env\*?|\.\*|\*)\s*$/.test(line));
}

function repositoryOf(folder: string): string | undefined {
  for (let place = folder; ; place = dirname(place)) {
    if (existsSync(join(place, '.git'))) return place;
    if (place === dirname(place)) return undefined;
  }
}

async function textOf(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : '';
}
