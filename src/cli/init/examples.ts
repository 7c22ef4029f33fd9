import type { Config, Reminder } from '../../config/config.ts';
import { isOfExamples } from '../../config/folder-in-use.ts';
import { withStore } from '../with-store.ts';
import { installFolder } from './install.ts';
import type { Connection } from './plan.ts';

/** What becomes of the reminders that came with dingbell, when one of their robots is connected. */
export const EXAMPLE_CHOICES = ['pause', 'take-out', 'keep'] as const;
export type ExampleChoice = (typeof EXAMPLE_CHOICES)[number];

/** The reminders of the examples that would be sent to a group as soon as this robot is connected. */
export function examplesOf(config: Config, robot: string): readonly Reminder[] {
  const isSandbox = config.robots.get(robot)?.webhook.kind === 'sandbox';
  if (!isSandbox || !isOfExamples(config.directory)) return [];
  return config.reminders.filter(({ robots, paused }) => robots.includes(robot) && !paused);
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
    const made = await installFolder({ kind: 'new', directory, language, timezone, robot, ...nothing }, env);
    if (made.kind === 'problems') throw new Error(made.problems[0]?.message);
    return made.files;
  }
  await withStore(config.daemon.dataDirectory, async ({ overrides }) => {
    for (const { id } of examples) await overrides.set({ kind: 'pause', reminder: id });
  });
  return [];
}
