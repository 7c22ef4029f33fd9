import type { Webhook } from '../../robot/dingtalk/webhook.ts';
import type { Language } from '../../message/language.ts';

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
}

export interface Robot {
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
