import { countdown, parseCountdown } from '../schedule/countdown.ts';
import { reportFault, scalarAt } from './entry-fault.ts';
import type { Report } from './report.ts';
import type { ResolvedTrigger, Times } from './resolve-trigger.ts';
import { suggestionFor } from './suggestion.ts';
import { type Entry, entryOf } from './tree.ts';

/** `countdown`: every day until an event. It tells beforehand by itself, so `advance` has nothing to add. */
export function resolveCountdown(times: Times, { value }: Entry, report: Report): ResolvedTrigger | undefined {
  const advance = entryOf(value, 'advance');
  if (advance) report.error(advance.keyPlace, 'keys-exclude', { key: 'advance', other: 'countdown' });
  const scalar = scalarAt(value, ['countdown']);
  const text = (scalar.text ?? '').trim();
  const parsed = parseCountdown(text);
  if (parsed.kind === 'countdown') {
    return {
      kind: 'countdown',
      sources: [countdown(parsed.event, times.seconds)],
      when: `countdown ${text} ${times.text}`,
      rhythm: { kind: 'countdown', until: text, times: times.texts },
    };
  }
  const guess = suggestionFor('countdown', text);
  const hint = guess === undefined ? parsed.hint : { zh: `写成 countdown: ${guess}`, en: `write countdown: ${guess}` };
  reportFault(scalar, { ...parsed, hint }, report);
  return undefined;
}
