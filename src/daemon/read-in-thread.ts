import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Config, ConfigData, Reminder, ReminderConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { findFiles } from '../config/find-files.ts';
import { holidayKnowledge } from '../config/holiday-knowledge.ts';
import { type Carried, received } from '../config/report.ts';
import { runConfig, worldOf } from '../config/run-config.ts';
import { runReminder } from '../config/run-reminder.ts';
import type { Language } from '../message/language.ts';
import { readHolidays } from './holiday-files.ts';
import { inTurns } from './in-turns.ts';

/** Beside this module, in the source as in what is built. */
const THREAD = join(import.meta.dirname, `reading-thread${extname(import.meta.filename)}`);

/** Smaller folders are read within a few turns of the loop. */
const LARGE = 100_000;

/**
 * The thread keeps nothing of what it reads, so it needs little young space. With V8's default the process was 60 MB
 * larger after two edits of 5,000 reminders, and not faster. The old space has no limit, so that any large edit is read.
 */
const LIMITS = { maxYoungGenerationSizeMb: 2 };

export interface ReadingOrder {
  readonly directory: string;
  /** The folder whose `.env` is read. Default: none. */
  readonly envDirectory?: string;
  /** Variables that held something until now. Default: none. */
  readonly held?: readonly string[];
  readonly locale: Language;
  /** Epoch ms. */
  readonly now: number;
}

/** What the thread says, the reminders first and in several parts, each when it is asked for more. */
export type ReadingPart =
  | { readonly kind: 'problems'; readonly problems: readonly Carried[] }
  | { readonly kind: 'reminders'; readonly reminders: readonly ReminderConfig[] }
  | { readonly kind: 'config'; readonly data: ConfigData; readonly warnings: readonly Carried[] };

/** Whether the YAML of a folder is so much that reading it keeps the loop from turning. */
export async function isLarge(directory: string): Promise<boolean> {
  const found = await findFiles(directory);
  if (found.kind !== 'files') return false;
  const sizes = await Promise.all(
    found.files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0) > LARGE;
}

/**
 * Reads a folder. A thread of its own parses and checks, which takes long; this one only turns the result into what runs,
 * in short turns.
 *
 * @throws {ConfigError} when anything in it is wrong.
 */
export async function readInThread(order: ReadingOrder): Promise<Config> {
  const { data, warnings } = await partsOf(order);
  const { source } = await readHolidays(data.daemon.dataDirectory);
  const made = runConfig({ ...data, reminders: [] }, await holidayKnowledge(data.calendars, source));
  const world = worldOf(made);
  const reminders: Reminder[] = [];
  for await (const each of inTurns(data.reminders)) reminders.push(runReminder(each, world));
  return { ...made, reminders, warnings: warnings.map((each) => received(each, order.locale)) };
}

function partsOf(order: ReadingOrder) {
  const whole = Promise.withResolvers<{ readonly data: ConfigData; readonly warnings: readonly Carried[] }>();
  const reminders: ReminderConfig[] = [];
  const thread = new Worker(THREAD, { name: 'reading', workerData: order, resourceLimits: LIMITS });
  thread.on('message', (part: ReadingPart) => {
    switch (part.kind) {
      case 'reminders':
        reminders.push(...part.reminders);
        return void setImmediate(() => thread.postMessage('more'));
      case 'config':
        return whole.resolve({ data: { ...part.data, reminders }, warnings: part.warnings });
      case 'problems':
        return whole.reject(new ConfigError(part.problems.map((each) => received(each, order.locale))));
    }
  });
  thread.on('error', whole.reject);
  thread.on('exit', () => whole.reject(new Error('the thread that reads the configuration ended early')));
  return whole.promise;
}
