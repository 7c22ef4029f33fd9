import { saysNothing } from '../message/says-nothing.ts';
import type { Cause } from '../delivery/cause.ts';
import { renderSafely } from './render-safely.ts';
import type { Upcoming } from './upcoming.ts';

/** Its text comes out empty that time: it will not be sent. */
export const NOTHING_TO_SAY: Cause = { code: 'nothing-to-say' };

export function hasNothingToSay({ reminder, occurrence }: Pick<Upcoming, 'reminder' | 'occurrence'>): boolean {
  return reminder.mayBeSilent === true && saysNothing(renderSafely(reminder, occurrence, 0));
}
