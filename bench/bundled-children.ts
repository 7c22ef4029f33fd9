import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../src/make-bundle.ts';
import { ROOT, type Workspace } from '../test/support/workspace.ts';

/** Programs of ours, made as `npm ci` makes the program that people start: each by its name. */
export async function bundledChildren<Name extends string>(
  workspace: Workspace,
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, URL>>> {
  const entries = Object.fromEntries(names.map((name) => [name, join(ROOT, `bench/${name}.mjs`)]));
  await bundle(entries, workspace.at('bundle'));
  const urls = names.map((name) => [name, pathToFileURL(workspace.at(`bundle/${name}.mjs`))]);
  return Object.fromEntries(urls) as Record<Name, URL>;
}
