import { isAbsolute, relative, resolve as resolvePath, sep } from 'node:path';
import type { HolidaySource } from '../schedule/calendar/holiday-source.ts';
import { toEpochMs } from '../schedule/instant.ts';
import type { Config, ConfigData } from './config.ts';
import { ConfigError } from './config-error.ts';
import { readEnvironment } from './dot-env.ts';
import { findFiles } from './find-files.ts';
import { proxySettings } from '../network/proxy.ts';
import { holdExamples } from './hold-examples.ts';
import { holidayKnowledge } from './holiday-knowledge.ts';
import { lint } from './lint.ts';
import { merge } from './merge.ts';
import { vouched } from './printable.ts';
import type { Problem } from './problem.ts';
import { readSource, wholeFile } from './read-source.ts';
import { readSections } from './read-sections.ts';
import { readYaml } from './read-yaml.ts';
import { createReport } from './report.ts';
import type { Report } from './report.ts';
import { resolve } from './resolve.ts';
import { runConfig } from './run-config.ts';
import { holidayCode } from './section-calendars.ts';
import { createSource, type Source } from './source.ts';
import type { Environment } from './substitute.ts';
import type { Locale } from './texts/catalogue.ts';

export interface LoadOptions {
  /** What `${NAME}` stands for. Default `process.env`. */
  readonly env?: Environment;
  /** The folder whose `.env` says the rest. Default: none. */
  readonly envDirectory?: string;
  /** Variables that held something under the configuration in force: one that is gone is an error. Default: none. */
  readonly held?: readonly string[];
  /** The language of problems. Default: `daemon.locale` as far as it can be read, `zh-CN` otherwise. */
  readonly locale?: Locale;
  /** What the paths of problems are relative to. Default: the working directory. */
  readonly cwd?: string;
  /** Epoch ms: a reminder without any occurrence after it is warned about. Default: now. */
  readonly now?: number;
  /** The files, in place of those of the folder, by their absolute paths. Default: those of the folder. */
  readonly texts?: readonly (readonly [path: string, text: string])[];
  /** Finds China's days off as downloaded into the data folder. Default: those bundled are all there are. */
  readonly holidays?: (dataDirectory: string) => Promise<HolidaySource | undefined>;
}

/**
 * What came of reading a folder: a configuration, or everything that stands in its way (warnings among it), with what
 * could be read all the same: nothing to run on, but it says where the data is, and names things.
 */
export type ReadResult =
  | {
      readonly kind: 'config';
      readonly config: Config;
      /** What it is made from. */
      readonly data: ConfigData;
      readonly warnings: readonly Problem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[]; readonly remains: Config };

/**
 * Reads every `*.yaml` and `*.yml` of a folder and those below it as one configuration.
 *
 * @throws {ConfigError} carrying every {@link Problem} when anything is wrong.
 */
export async function loadConfig(directory: string, options: LoadOptions = {}): Promise<Config> {
  const result = await readConfig(directory, options);
  if (result.kind === 'problems') throw new ConfigError(result.problems);
  return result.config;
}

/** The same without throwing, for those who show what is wrong and go on: `check`, reload. */
export async function readConfig(directory: string, options: LoadOptions = {}): Promise<ReadResult> {
  const { env: own = process.env, envDirectory, cwd = process.cwd(), now = Date.now() } = options;
  const report = createReport();
  const absolute = resolvePath(cwd, directory);
  const env = envDirectory === undefined ? own : await readEnvironment(own, envDirectory, { report, cwd });
  const variables = { held: new Set(options.held), holding: new Set<string>() };
  const { sources, incomplete } = options.texts
    ? { sources: options.texts.map(([path, text]) => createSource(nameFrom(cwd, path), text)), incomplete: false }
    : await readSources(absolute, cwd, report);
  const trees = sources.map((source) => readYaml(source, env, report, variables));
  const read = trees.filter((tree) => tree !== undefined);
  const merged = merge(read, report);
  const sections = readSections(merged, report);
  const { countries } = await holidayKnowledge(sections.calendars.map(({ part }) => ({ country: holidayCode(part) })));
  const written = resolve(merged, sections, {
    directory: absolute,
    countries,
    incomplete: incomplete || read.length < trees.length,
    variables: [...variables.holding].toSorted(),
    proxy: proxySettings(env),
    report,
  });
  const resolved = holdExamples(written, { directory: absolute, cwd, env });
  const downloaded = await options.holidays?.(resolved.data.daemon.dataDirectory);
  const holidays = { countries, ...(downloaded && { downloaded }) };
  const templates = new Map(resolved.reminders.map(({ config, template }) => [config.facts.id, template]));
  const config = runConfig(resolved.data, holidays, templates);
  lint({ merged, sections, resolved: resolved.reminders, config }, toEpochMs(now), report);
  const problems = report.problems(options.locale ?? config.daemon.locale);
  const withWarnings = { ...config, warnings: problems };
  if (report.hasErrors) return { kind: 'problems', problems, remains: withWarnings };
  return { kind: 'config', config: withWarnings, data: resolved.data, warnings: problems };
}

/**
 * The same for a text that stands in no file.
 *
 * @param directory the folder beside which data lies
 */
export function readConfigText(text: string, directory: string, options: LoadOptions = {}): Promise<ReadResult> {
  return readConfig(directory, { ...options, texts: [['text', text]] });
}

interface Sources {
  readonly sources: readonly Source[];
  /** Some file could not be read. */
  readonly incomplete: boolean;
}

async function readSources(directory: string, cwd: string, report: Report): Promise<Sources> {
  const found = await findFiles(directory);
  if (found.kind !== 'files') {
    const folder = nameFrom(cwd, found.kind === 'missing' ? directory : found.path);
    if (found.kind === 'missing') report.error(wholeFile(folder), 'folder-missing', { folder: vouched(folder) });
    else
      report.error(wholeFile(folder), 'folder-unreadable', { folder: vouched(folder), reason: vouched(found.reason) });
    return { sources: [], incomplete: true };
  }
  for (const { path, reason } of found.unreadable) {
    const name = nameFrom(cwd, path);
    report.error(wholeFile(name), 'folder-unreadable', { folder: vouched(name), reason: vouched(reason) });
  }
  for (const { path, to } of found.loops) {
    const name = nameFrom(cwd, path);
    report.error(wholeFile(name), 'folder-read-twice', { folder: vouched(name), same: vouched(nameFrom(cwd, to)) });
  }
  if (found.files.length === 0) {
    const name = nameFrom(cwd, found.folder);
    report.error(wholeFile(name), 'folder-empty', { folder: vouched(name) });
  }
  const sources: Source[] = [];
  for (const path of found.files) {
    const source = await readSource(path, nameFrom(cwd, path), report);
    if (source) sources.push(source);
  }
  return { sources, incomplete: sources.length < found.files.length || found.unreadable.length > 0 };
}

/** As a person names it from where the command runs: `schedules/work.yaml`, with slashes on every system. */
function nameFrom(cwd: string, path: string): string {
  const name = relative(cwd, path);
  const outside = name === '' || name.startsWith('..') || isAbsolute(name);
  return (outside ? path : name).split(sep).join('/');
}
