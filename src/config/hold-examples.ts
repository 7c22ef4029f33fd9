import { resolve as resolvePath } from 'node:path';
import type { RobotConfig } from './config.ts';
import { examplesIn } from './folder-in-use.ts';
import type { Resolved } from './resolve.ts';
import type { Environment } from './substitute.ts';

/** The robots whose groups are sent the examples: `team, family`. */
export const EXAMPLES_VARIABLE = 'DINGBELL_EXAMPLES';

/** The names in that variable. */
export function askedFor(env: Environment): readonly string[] {
  return (env[EXAMPLES_VARIABLE] ?? '').split(/[\s,，、]+/).filter(Boolean);
}

/**
 * Marks the examples that came with dingbell, and holds those that would reach a real group for which nobody has asked.
 *
 * @param cwd What the files of the reminders are relative to.
 */
export function holdExamples(
  { data, reminders }: Resolved,
  { directory, cwd, env }: { readonly directory: string; readonly cwd: string; readonly env: Environment },
): Resolved {
  const examples = examplesIn(directory);
  if (examples.size === 0) return { data, reminders };
  const asked = new Set(askedFor(env));
  const unasked = new Set(data.robots.filter((each) => isReal(each) && !asked.has(each.name)).map(({ name }) => name));
  const marked = reminders.map((each) => {
    const { facts } = each.config;
    if (!examples.get(resolvePath(cwd, facts.source.file))?.has(facts.id)) return each;
    const isHeld = facts.robots.some((robot) => unasked.has(robot));
    const example = isHeld ? ('held' as const) : ('free' as const);
    return { ...each, config: { ...each.config, facts: { ...facts, example, paused: facts.paused || isHeld } } };
  });
  return { reminders: marked, data: { ...data, reminders: marked.map(({ config }) => config) } };
}

function isReal({ webhook }: RobotConfig): boolean {
  return webhook.kind !== 'sandbox';
}
