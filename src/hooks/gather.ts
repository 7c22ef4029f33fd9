import type { Because } from './because.ts';
import type { HookEvent } from './hook-event.ts';

/** One event that passed its hook's filters. */
export interface Gathered {
  readonly id: string;
  readonly event: HookEvent;
}

/** What is told as one message: plain data. */
export interface Story {
  /** The strongest of them. */
  readonly headline: HookEvent;
  /** All of them, in the order of arrival. */
  readonly events: readonly HookEvent[];
}

export interface GatheredStory {
  /** `undefined`: other messages tell all of it. */
  readonly story?: Story;
  readonly leftOut: readonly { readonly id: string; readonly because: Because }[];
}
