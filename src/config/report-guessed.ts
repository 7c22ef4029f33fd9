import type { Fault } from '../schedule/fault.ts';
import { reportFault } from './entry-fault.ts';
import type { Report } from './report.ts';
import { suggestionFor } from './suggestion.ts';
import type { Scalar } from './tree.ts';

/**
 * In the fault's own words, but with the value as it was probably meant where that can be guessed.
 *
 * @param inList the value stands in a list: what to write has no key before it
 */
export function reportGuessed(
  key: 'once' | 'monthly' | 'between',
  scalar: Scalar,
  fault: Fault,
  report: Report,
  inList = false,
): void {
  const guess = fault.code === 'written-offset' ? undefined : suggestionFor(key, scalar.text ?? '');
  if (guess === undefined) return reportFault(scalar, fault, report);
  const meant = inList ? guess : `${key}: ${guess}`;
  reportFault(scalar, { ...fault, hint: { zh: `写成 ${meant}`, en: `write ${meant}` } }, report);
}
