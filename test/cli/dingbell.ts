import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { IS_LONG } from '../support/breadth.ts';
import { WarmProgram } from './warm-program.ts';

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface Options {
  /** Default: an empty folder of its own. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** The program. */
export const MAIN = resolve(import.meta.dirname, '../../src/dingbell.cjs');

/** Starts the real command in a process of its own, with nothing of this machine's environment that it would heed. */
export function start(args: readonly string[], { cwd = folder(), env = {} }: Options = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: environment(cwd, env) });
  child.stdin.on('error', () => {});
  return child;
}

/** Runs the real command to its end; in the long run and where one runs already, in a process of its own. */
export async function dingbell(args: readonly string[], options: Options = {}): Promise<Ended> {
  if (IS_LONG) return dingbellProcess(args, options);
  warm ??= new WarmProgram();
  if (warm.isBusy) return dingbellProcess(args, options);
  const { cwd = folder(), env = {}, stdin = '' } = options;
  return warm.run({ args, cwd, env: environment(cwd, env), stdin });
}

let warm: WarmProgram | undefined;

async function dingbellProcess(args: readonly string[], options: Options = {}): Promise<Ended> {
  const child = start(args, options);
  child.stdin.end(options.stdin ?? '');
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ]);
  return { stdout, stderr, code };
}

function environment(cwd: string, env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { PATH: process.env['PATH'] ?? '', HOME: cwd, TZ: 'America/New_York', ...env };
}

/** A folder with these files, gone after the test. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'dingbell-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** The JSON objects of an output that has one per line, and nothing else. */
export function jsonLines(output: string): readonly Record<string, unknown>[] {
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) all += String(chunk);
  return all;
}
