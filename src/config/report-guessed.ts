import type { Fault } from '../schedule/fault.ts';
import type { Printable } from './printable.ts';
import type { Report } from './report.ts';
import type { Place } from './source.ts';
import { suggestionFor } from './suggestion.ts';

interface Guessed {
  readonly text: Printable;
  readonly place: Place;
  /** What to write has no key before it. Default false. */
  readonly inList?: boolean;
}

/** In the fault's own words, but with the value as it was probably meant where that can be guessed. */
export function reportGuessed(
  key: 'once' | 'countdown' | 'monthly' | 'between',
  { text, place, inList = false }: Guessed,
  fault: Fault,
  report: Report,
): void {
  const guess = fault.code === 'written-offset' ? undefined : suggestionFor(key, text);
  const meant = inList ? guess : `${key}: ${guess ?? ''}`;
  report.fault(place, guess === undefined ? fault : { ...fault, hint: { zh: `写成 ${meant}`, en: `write ${meant}` } });
}
