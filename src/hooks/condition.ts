import { RENDERING } from '../message/template-engine.ts';
import { eventValues } from './event-values.ts';
import type { HookEvent } from './hook-event.ts';
import { hookEngine } from './hook-template.ts';
import type { KnownPeople } from './known-people.ts';

/** The first of several Liquid conditions that does not hold; one that cannot be read holds for nothing. */
export function firstThatFails(
  conditions: readonly string[],
  event: HookEvent,
  people: KnownPeople,
): string | undefined {
  if (conditions.length === 0) return undefined;
  const values = eventValues(event, people);
  return conditions.find((condition) => !holds(condition, values));
}

function holds(condition: string, values: object): boolean {
  try {
    return hookEngine.parseAndRenderSync(`{% if ${condition} %}1{% endif %}`, values, RENDERING) === '1';
  } catch {
    return false;
  }
}
