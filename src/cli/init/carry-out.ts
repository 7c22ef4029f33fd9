import { join, relative } from 'node:path';
import type { Config } from '../../config/config.ts';
import { ENV_FILE, envDirectoryFor } from '../../config/dot-env.ts';
import { examplesIn } from '../../config/folder-in-use.ts';
import { askedFor, EXAMPLES_VARIABLE } from '../../config/hold-examples.ts';
import { readConfig } from '../../config/load.ts';
import type { Problem } from '../../config/problem.ts';
import type { Environment } from '../../config/substitute.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { stopSignals } from '../../daemon/stop-signals.ts';
import { saveEnvFile } from './env-file.ts';
import type { EnvValues } from './env-text.ts';
import { textsIn } from '../texts/catalogue.ts';
import { ignoreEnv, isEnvExposed } from './git-ignore.ts';
import { furnish, homeOf } from './home.ts';
import { installFolder } from './install.ts';
import { settleExamples } from './examples.ts';
import type { Connection, Plan } from './plan.ts';

export type CarriedOut =
  | {
      readonly kind: 'done';
      /** As it is now read, with the new `.env`. */
      readonly config: Config;
      readonly files: readonly string[];
      /** `.env` was not ignored by git, and is now. */
      readonly madeIgnored: boolean;
      /** Variables that the shell sets to something else, which wins over `.env`. */
      readonly overruled: readonly string[];
      /** Before the first of it was written: what a daemon reads later is this. */
      readonly since: EpochMs;
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** What `.env` is going to hold for a robot; empty while it is the sandbox. */
export function envValues({ kind, directory, robot, ...plan }: Plan, environment: Environment): EnvValues {
  const { name, variables, credentials } = robot;
  if (!credentials) return {};
  const secret = variables.secret === undefined ? {} : { [variables.secret]: credentials.secret ?? '' };
  // Somebody was asked: those not paused are meant.
  const isAsked =
    kind === 'connection' && 'examples' in plan && plan.examples !== 'take-out' && examplesIn(directory).size > 0;
  const examples = isAsked ? { [EXAMPLES_VARIABLE]: [...new Set([...askedFor(environment), name])].join(',') } : {};
  return { [variables.webhook]: credentials.webhook.url, ...secret, ...examples };
}

/**
 * Writes what a plan says, each file whole or not at all, and reads it back as the daemon will. Ctrl-C waits until it
 * is done.
 *
 * @param environment What it and `.env` have said until now.
 * @throws when the disk refuses.
 */
export async function carryOut(plan: Plan, environment: Environment): Promise<CarriedOut> {
  const signals = stopSignals(process);
  try {
    const values = envValues(plan, environment);
    const overruled = overruledBy(process.env, values);
    const env = { ...environment, ...values };
    const since = toEpochMs(Date.now());
    // Before the group is connected.
    const settled = plan.kind === 'connection' ? await settle(plan, environment, env) : [];
    const installed = plan.kind === 'new' ? await installFolder(plan, env) : undefined;
    if (installed?.kind === 'problems') return installed;
    const home = plan.kind === 'new' ? homeOf(plan.directory) : undefined;
    const furnished = home === undefined ? [] : await furnish(home, textsIn(plan.language).home);
    const hasSecrets = Object.keys(values).length > 0;
    // Before the secret is there.
    const envDirectory = envDirectoryFor(plan.directory);
    const madeIgnored = hasSecrets && (await isEnvExposed(envDirectory));
    if (madeIgnored) await ignoreEnv(envDirectory);
    const envFile = join(envDirectory, ENV_FILE);
    if (hasSecrets) await saveEnvFile(envFile, values);
    const read = await readConfig(plan.directory, { env, locale: plan.language });
    if (read.kind === 'problems') return read;
    const written = hasSecrets ? [relative(process.cwd(), envFile)] : [];
    const files = [...new Set([...(installed?.files ?? []), ...settled, ...furnished, ...written])];
    return { kind: 'done', config: read.config, files, madeIgnored, overruled, since };
  } finally {
    signals.dispose();
  }
}

async function settle(plan: Connection, before: Environment, env: Environment): Promise<readonly string[]> {
  const read = await readConfig(plan.directory, { env: before, locale: plan.language });
  return settleExamples(plan, read.kind === 'config' ? read.config : read.remains, env);
}

function overruledBy(own: Environment, values: EnvValues): readonly string[] {
  return Object.keys(values).filter((name) => own[name] !== undefined && own[name] !== values[name]);
}
