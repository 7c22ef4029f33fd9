import type { HookEvent } from './hook-event.ts';
import { templateText } from './hook-template.ts';

/** A template of a hook over what was received; `undefined` where there is none, or where it says nothing. */
export function filledIn(
  template: string | undefined,
  received: NonNullable<HookEvent['received']>,
): string | undefined {
  const text = template === undefined ? '' : templateText(template, received);
  return text.trim() === '' ? undefined : text;
}
