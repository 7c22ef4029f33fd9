import type { HookRules } from './hook-rules.ts';

/** A secret of fewer characters can be guessed by whoever may try without end. */
export const SHORTEST_SECRET = 16;

/** Whether anything that proves a sender to this hook can be guessed. */
export function isGuessable({ secrets, tokens }: Pick<HookRules, 'secrets' | 'tokens'>): boolean {
  return [...secrets, ...tokens].some((each) => each.length < SHORTEST_SECRET);
}
