import { randomBytes } from 'node:crypto';
import { join, relative } from 'node:path';
import { ENV_FILE, envDirectoryFor } from '../../config/dot-env.ts';
import { substitute } from '../../config/substitute.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import { SENDERS } from '../../hooks/senders.ts';
import { nearest } from '../../message/nearest.ts';
import { isLoopback } from '../../network/loopback.ts';
import { readConfiguration, tellProblems } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure, wrongUsage } from '../failure.ts';
import { hookBase } from '../hook-base.ts';
import { saveEnvFile } from '../init/env-file.ts';
import { ignoreEnv, isEnvExposed } from '../init/git-ignore.ts';
import { createPrompts, isTerminal, type Terminal } from '../init/prompts.ts';
import type { Session } from '../session.ts';
import { type WrittenHook, writtenHooks } from '../written-hooks.ts';

export interface HookSecretInput {
  readonly name: string;
  /** One that is set may be replaced. */
  readonly replace?: boolean;
  readonly dir: string;
}

/** Makes a secret for a hook, writes it to `.env`, and shows it this once, with where it is pasted at the sender. */
export async function hookSecret(
  session: Session,
  { name, replace = false, dir }: HookSecretInput,
  terminal: Terminal = { input: process.stdin, output: process.stdout },
): Promise<ExitCode> {
  const read = await readConfiguration(session, dir);
  const hook = await hookWritten(session, dir, name);
  const base = await hookBase(read.kind === 'config' ? read.config : read.remains);
  const variable = hook.proof.variable ?? variableFor(hook);
  const words = session.texts.hook.secret;
  if (SENDERS[hook.from].isFetched) throw new Failure(SENDERS[hook.from].setup[session.language]);
  if (SENDERS[hook.from].givesSecret && hook.proof.key === 'secret') {
    throw new Failure(words.itsOwn(SENDERS[hook.from].setup[session.language], variable));
  }
  await mayReplace(session, { variable, replace, terminal });
  const secret = randomBytes(32).toString('hex');
  const written = await writeSecret(dir, variable, secret);
  const made = { hook, variable, secret, address: addressFor(hook, { base, secret, env: session.env }), ...written };
  if (session.json) await session.out.json(madeJson(made));
  else await printMade(session, made, isLoopback(URL.parse(made.address)?.hostname ?? ''));
  return EXIT.fine;
}

interface Made {
  readonly hook: WrittenHook;
  readonly variable: string;
  readonly secret: string;
  /** What is pasted; with the token in it, where that is what proves. */
  readonly address: string;
  readonly envFile: string;
  /** `.env` was not ignored by git, and is now. */
  readonly madeIgnored: boolean;
}

/** @throws {Failure} where there is none of that name, or nothing can be read. */
async function hookWritten(session: Session, dir: string, name: string): Promise<WrittenHook> {
  const hooks = await writtenHooks(dir).catch(() => undefined);
  const hook = hooks?.find((each) => each.name === name);
  if (hook) return hook;
  const read = await readConfiguration(session, dir);
  if (read.kind === 'problems') throw await tellProblems(session, dir, read.problems);
  const names = (hooks ?? []).map((each) => each.name);
  throw wrongUsage(session.texts.unknown.hook(name, nearest(name, names)));
}

/** Of a hook that names none: `SHOP_HOOK_SECRET`. */
function variableFor({ name, proof: { key } }: WrittenHook): string {
  const stem = /^[A-Z]\w*$/.exec(name.toUpperCase().replaceAll(/[ .-]/g, '_'))?.[0];
  return [stem, 'HOOK', key.toUpperCase()].filter(Boolean).join('_');
}

interface Pasted {
  readonly base: string;
  readonly secret: string;
  readonly env: Session['env'];
}

/** Of a relay, the channel. */
function addressFor({ name, from, relay = '', proof: { key } }: WrittenHook, { base, secret, env }: Pasted): string {
  const channel = substitute(relay, env).text;
  const address = channel === '' ? hookAddress(base, name) : channel;
  return key === 'secret' ? address : `${address}?${SENDERS[from].tokenParameter ?? 'token'}=${secret}`;
}

interface Replacing {
  readonly variable: string;
  readonly replace: boolean;
  readonly terminal: Terminal;
}

/** @throws {Failure} where one is set that nobody wants replaced. */
async function mayReplace(session: Session, { variable, replace, terminal }: Replacing): Promise<void> {
  const words = session.texts.hook.secret;
  if (replace || (session.env[variable] ?? '').trim() === '') return;
  if (session.json || !isTerminal(terminal)) throw new Failure(words.taken(variable));
  const prompts = createPrompts(terminal, session.texts.init.cancelled);
  const { yes, no } = words;
  if (!(await prompts.confirm(words.ask(variable), { yes, no }, false))) {
    throw new Failure(session.texts.init.cancelled);
  }
}

async function writeSecret(
  dir: string,
  variable: string,
  secret: string,
): Promise<Pick<Made, 'envFile' | 'madeIgnored'>> {
  const envDirectory = envDirectoryFor(dir);
  // Before the secret is there.
  const madeIgnored = await isEnvExposed(envDirectory);
  if (madeIgnored) await ignoreEnv(envDirectory);
  const path = join(envDirectory, ENV_FILE);
  await saveEnvFile(path, { [variable]: secret });
  return { envFile: relative(process.cwd(), path), madeIgnored };
}

function madeJson({ hook, variable, secret, address, envFile }: Made) {
  const { name, from, proof } = hook;
  const line = proof.variable === undefined ? lineFor(hook, variable) : undefined;
  return { hook: name, from, [proof.key]: secret, address, variable, file: envFile, line };
}

/** As it is written into the YAML. */
function lineFor({ proof: { key } }: WrittenHook, variable: string): string {
  return `${key}: "\${${variable}}"`;
}

async function printMade({ out, language, texts }: Session, made: Made, isOnlyHere: boolean): Promise<void> {
  const { hook, variable, secret, address, envFile, madeIgnored } = made;
  const words = texts.hook.secret;
  await out.line(out.paint('bold', `${hook.name} · ${hook.from}`));
  await out.line(`${words[hook.proof.key]}${secret}`);
  await out.line(`${words.address}${address}`);
  await out.line(SENDERS[hook.from].setup[language]);
  await out.line();
  await out.line(words.written(variable, envFile));
  if (madeIgnored) await out.line(texts.init.ignored);
  if ((process.env[variable] ?? secret) !== secret)
    await out.line(out.paint('yellow', texts.init.environmentWins(variable)));
  if (hook.proof.variable === undefined) {
    await out.line(out.paint('yellow', words.write(hook.file, hook.name, lineFor(hook, variable))));
  }
  if (hook.paused) await out.line(words.paused(hook.file));
  if (isOnlyHere) await out.line(out.paint('yellow', words.onlyHere));
}
