import { chmod, copyFile, constants, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readConfig } from '../../config/load.ts';
import type { Config } from '../../config/config.ts';
import { jsonSchema } from '../../config/schema.ts';
import type { Problem } from '../../config/problem.ts';
import type { NewFolder } from './plan.ts';
import { starterFiles } from './starter-yaml.ts';

export type Installed =
  | { readonly kind: 'installed'; readonly config: Config; readonly files: readonly string[] }
  /** Nothing has been written. */
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Makes the folder of a plan. Its files are written beside it, read as a configuration, and moved to their place only
 * when they are one: whatever happens on the way, there is never half a folder.
 *
 * @param env What the configuration is read with: the environment as it will be.
 * @param texts Its YAML by the names of the files. Default: that of a beginner.
 * @throws when the disk refuses.
 */
export async function installFolder(
  plan: NewFolder,
  env: NodeJS.Dict<string>,
  texts: Readonly<Record<string, string>> = starterFiles(plan),
): Promise<Installed> {
  const target = resolve(plan.directory);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), '.dingbell-init-'));
  try {
    const files = { ...texts, 'schema.json': `${JSON.stringify(jsonSchema(), null, 2)}\n` };
    for (const [name, text] of Object.entries(files)) await writeFile(join(draft, name), text);
    const read = await readConfig(draft, { env, locale: plan.language });
    if (read.kind === 'problems') return { kind: 'problems', problems: read.problems };
    await moveInto(target, draft, Object.keys(files));
    return {
      kind: 'installed',
      config: read.config,
      files: Object.keys(files).map((name) => join(plan.directory, name)),
    };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function moveInto(target: string, draft: string, names: readonly string[]): Promise<void> {
  if (!existsSync(target)) {
    // What mkdir would have given it; a temporary folder is for its owner only.
    await chmod(draft, 0o777 & ~process.umask());
    await rename(draft, target);
    return;
  }
  for (const name of names) {
    // A schema that is there already stays; there is no YAML, that was looked at before anything was asked.
    if (name === 'schema.json' && existsSync(join(target, name))) continue;
    await copyFile(join(draft, name), join(target, name), constants.COPYFILE_EXCL);
  }
}
