import { basename, dirname, resolve } from 'node:path';
import type { Webhook } from '../../robot/dingtalk/webhook.ts';
import type { Environment } from '../../config/substitute.ts';
import type { Language } from '../../message/language.ts';
import type { ExampleChoice } from './examples.ts';

/** The reminders one can start with. */
export const STARTERS = ['clock-in', 'lunch', 'clock-out', 'workout', 'reading', 'birthdays'] as const;
export type Starter = (typeof STARTERS)[number];

/** Everything `init` has been told, before anything is written. */
export type Plan = NewFolder | Connection;

/** A folder that holds no YAML yet. */
export interface NewFolder {
  readonly kind: 'new';
  /** As the person names it. */
  readonly directory: string;
  readonly language: Language;
  readonly timezone: string;
  readonly robot: Robot;
  /** Of a robot in keyword mode: every message needs one of them. */
  readonly keywords: readonly string[];
  readonly starters: readonly Starter[];
  readonly people: readonly StarterPerson[];
}

/** A folder that is in use: nothing in it changes, one of its robots gets its address. */
export interface Connection {
  readonly kind: 'connection';
  readonly directory: string;
  readonly language: Language;
  readonly robot: Robot;
  /** What becomes of the examples that would go to the group. */
  readonly examples: ExampleChoice;
}

interface Robot {
  readonly name: string;
  readonly variables: Variables;
  /** `undefined`: it stays the sandbox. */
  readonly credentials?: Credentials;
}

/** The names under which `.env` holds a robot's credentials. */
export interface Variables {
  readonly webhook: string;
  readonly secret?: string;
}

export interface Credentials {
  readonly webhook: Webhook;
  /** 加签; `undefined` for a robot without. */
  readonly secret?: string;
}

export interface StarterPerson {
  readonly name: string;
  readonly mobile?: string;
  readonly birthday?: { readonly date: string; readonly isLunar: boolean };
}

/** In a new folder: the shipped schedules use the same names. */
export const NEW_ROBOT = {
  name: 'team',
  variables: { webhook: 'DINGTALK_TEAM_WEBHOOK', secret: 'DINGTALK_TEAM_SECRET' },
} as const;

/**
 * The names for a robot of a new folder: those of the first, or, where they hold another one's address already, names of
 * its own, after the folder.
 */
export function variablesFor(
  directory: string,
  env: Environment,
): { readonly webhook: string; readonly secret: string } {
  const named = basename(directory) === 'schedules' ? basename(dirname(resolve(directory))) : basename(directory);
  const own = /^[A-Z][A-Z\d_]*$/.exec(named.toUpperCase().replaceAll(/[ .-]/g, '_'))?.[0] ?? 'TEAM';
  for (let count = 1; ; count += 1) {
    const stem = count === 1 ? 'TEAM' : count === 2 ? own : `${own}_${count}`;
    const names = { webhook: `DINGTALK_${stem}_WEBHOOK`, secret: `DINGTALK_${stem}_SECRET` };
    if (!isTaken(names.webhook, env)) return names;
  }
}

/** Whether a variable holds the address of a robot. */
export function isTaken(variable: string, env: Environment): boolean {
  return !['', 'sandbox'].includes((env[variable] ?? '').trim());
}
