import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Config, Reminder } from '../../config/config.ts';
import { findFiles } from '../../config/find-files.ts';
import { examplesIn } from '../../config/folder-in-use.ts';
import { withStore } from '../with-store.ts';
import { installFolder } from './install.ts';
import type { Connection, NewFolder } from './plan.ts';
import { starterFiles } from './starter-yaml.ts';

/** What becomes of the reminders that came with dingbell, when one of their robots is connected. */
export const EXAMPLE_CHOICES = ['pause', 'take-out', 'keep'] as const;
export type ExampleChoice = (typeof EXAMPLE_CHOICES)[number];

/** The reminders of the examples that would be sent to a group as soon as this robot is connected. */
export function examplesOf(config: Config, robot: string): readonly Reminder[] {
  const isSandbox = config.robots.get(robot)?.webhook.kind === 'sandbox';
  if (!isSandbox) return [];
  return config.reminders.filter(
    ({ robots, paused, example }) => robots.includes(robot) && example !== undefined && (!paused || example === 'held'),
  );
}

/**
 * Sees to them before anything is sent to the group.
 *
 * @param config As it is before the robot is connected.
 * @returns the files that were written.
 */
export async function settleExamples(
  plan: Connection,
  config: Config,
  env: NodeJS.Dict<string>,
): Promise<readonly string[]> {
  const examples = examplesOf(config, plan.robot.name);
  if (plan.examples === 'keep' || examples.length === 0) return [];
  if (plan.examples === 'take-out') {
    const { language, robot } = plan;
    const { timezone } = config.daemon;
    const directory = `${plan.directory}/mine`;
    const nothing = { keywords: [], starters: [], people: [] };
    const own: NewFolder = { kind: 'new', directory, language, timezone, robot, ...nothing };
    const made = await installFolder(own, env, { ...starterFiles(own), ...(await settingsOf(config, robot.name)) });
    if (made.kind === 'problems') throw new Error(made.problems[0]?.message);
    return made.files;
  }
  await withStore(config.daemon.dataDirectory, async ({ overrides }) => {
    for (const { id } of examples) await overrides.set({ kind: 'pause', reminder: id });
  });
  return [];
}

/**
 * What stands beside the examples is no example: the settings of the page, the other robots, the people. The files in
 * which no example stands, as they are; none where the robot does not stand in one of them. A file `mine.yaml` is read
 * where it is.
 */
async function settingsOf({ directory, robots }: Config, robot: string): Promise<Readonly<Record<string, string>>> {
  const found = await findFiles(directory);
  if (found.kind !== 'files') return {};
  const examples = examplesIn(directory);
  const files = found.files.filter(
    (file) => !examples.has(file) && dirname(file) === found.folder && !/^mine\.ya?ml$/.test(basename(file)),
  );
  const home = robots.get(robot)?.source.file;
  if (home === undefined || !files.includes(resolve(home))) return {};
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [basename(file), await readFile(file, 'utf8')])),
  );
}
