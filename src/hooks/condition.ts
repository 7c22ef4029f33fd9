import type { HookEvent } from './hook-event.ts';
import type { KnownPeople } from './known-people.ts';

/** The first of several conditions that does not hold. */
export function firstThatFails(
  conditions: readonly string[],
  _event: HookEvent,
  _people: KnownPeople,
): string | undefined {
  return conditions.find(() => false);
}
