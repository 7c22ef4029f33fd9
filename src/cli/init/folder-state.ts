import { envDirectoryFor } from '../../config/dot-env.ts';
import type { Config } from '../../config/config.ts';
import { findFiles } from '../../config/find-files.ts';
import { readConfig } from '../../config/load.ts';
import type { Language } from '../../message/language.ts';
import { type KnownRobot, knownRobots } from './known-robots.ts';
import { textsIn } from '../texts/catalogue.ts';

export type FolderState =
  /** Missing, or without YAML: a new folder can be made of it. */
  | { readonly kind: 'free' }
  | { readonly kind: 'in-use'; readonly robots: readonly [KnownRobot, ...KnownRobot[]]; readonly config: Config }
  /** Nothing can be done with it; `reason` says why, for people. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** What `init` finds where it is to work. */
export async function folderState(directory: string, language: Language): Promise<FolderState> {
  const { init: texts } = textsIn(language);
  const found = await findFiles(directory);
  if (found.kind === 'missing') return { kind: 'free' };
  if (found.kind === 'unreadable') return { kind: 'unusable', reason: texts.notAFolder };
  if (found.files.length === 0) return { kind: 'free' };
  const read = await readConfig(directory, { envDirectory: envDirectoryFor(directory), locale: language });
  const errors = read.kind === 'problems' ? read.problems.filter(({ severity }) => severity === 'error') : [];
  // What `.env` does not say yet is about to be said.
  if (errors.some(({ code }) => code !== 'unset-variable')) {
    return { kind: 'unusable', reason: texts.hasErrors(directory, errors.length) };
  }
  const [first, ...others] = await knownRobots(directory);
  const config = read.kind === 'config' ? read.config : read.remains;
  return first
    ? { kind: 'in-use', robots: [first, ...others], config }
    : { kind: 'unusable', reason: texts.noVariable };
}
