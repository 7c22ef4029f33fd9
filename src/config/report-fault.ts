import type { Report, SpokenFault } from './report.ts';
import type { Place } from './source.ts';
import { sayUnlessHidden } from './decode/wrong.ts';
import type { Scalar } from './tree.ts';

/** Reports what another room found wrong with a value; its words may repeat the value. */
export function reportFault(
  scalar: Scalar,
  fault: SpokenFault,
  report: Report,
  { place = scalar.place, severity }: { readonly place?: Place; readonly severity?: 'warning' } = {},
): void {
  sayUnlessHidden(scalar, report, () => report.fault(place, fault, severity));
}
