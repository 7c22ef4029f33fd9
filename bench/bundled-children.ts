import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../src/make-bundle.ts';
import { ROOT, type Workspace } from '../test/support/workspace.ts';

/** Programs of ours, made as `npm ci` makes the program that people start, and run as it is: each by its name. */
export async function bundledChildren<Name extends string>(
  workspace: Workspace,
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, URL>>> {
  const entries = Object.fromEntries(names.map((name) => [name, join(ROOT, `bench/${name}.mjs`)]));
  const chunks = await bundle(entries, workspace.at('bundle'));
  const urls = chunks
    .filter(({ isEntry }) => isEntry)
    .map(({ name, fileName }) => [name, pathToFileURL(workspace.write(`${name}.cjs`, starterOf(workspace, fileName)))]);
  return Object.fromEntries(urls) as Record<Name, URL>;
}

function starterOf(workspace: Workspace, fileName: string): string {
  const [runner, main] = [join(ROOT, 'src/run-bundle.cjs'), workspace.at(`bundle/${fileName}`)];
  return `require(${JSON.stringify(runner)}).runBundle(${JSON.stringify(main)});`;
}
