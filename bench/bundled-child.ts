import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from '../src/bundle.ts';
import { ROOT, type Workspace } from '../test/support/workspace.ts';

/** A program of ours, built as `npm pack` builds the one that people start, and compiled once as that is. */
export async function bundledChild(workspace: Workspace, name: string): Promise<URL> {
  // Of packages that are asked for by their path.
  symlinkSync(join(ROOT, 'node_modules'), workspace.at('node_modules'));
  await bundle({ [name]: join(ROOT, `bench/${name}.mjs`) }, workspace.at('bundle'));
  const start = `require('node:module').enableCompileCache(${JSON.stringify(workspace.at('cache'))});
require(${JSON.stringify(workspace.at(`bundle/${name}.cjs`))});`;
  return pathToFileURL(workspace.write(`${name}.cjs`, start));
}
