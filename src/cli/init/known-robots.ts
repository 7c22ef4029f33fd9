import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { findFiles } from '../../config/find-files.ts';
import { fieldOf, variableIn } from '../written-yaml.ts';
import type { Variables } from './plan.ts';

/** A robot whose address is written as a variable, so that it can be connected without touching the YAML. */
export interface KnownRobot {
  readonly name: string;
  readonly variables: Variables;
}

/** The robots of a valid folder that take their address from the environment, in the order in which they are written. */
export async function knownRobots(directory: string): Promise<readonly KnownRobot[]> {
  const found = await findFiles(directory);
  const files = found.kind === 'files' ? found.files : [];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text) => robotsIn(parse(text)));
}

function robotsIn(document: unknown): readonly KnownRobot[] {
  const robots = fieldOf(document, 'robots');
  if (typeof robots !== 'object' || robots === null) return [];
  return Object.entries(robots).flatMap(([name, entry]) => {
    const webhook = variableIn(fieldOf(entry, 'webhook'));
    if (webhook === undefined) return [];
    const secret = variableIn(fieldOf(entry, 'secret'));
    return { name, variables: { webhook, ...(secret !== undefined && { secret }) } };
  });
}
