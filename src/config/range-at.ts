import { type DayRange, parseDayRange } from '../schedule/filter.ts';
import type { Report } from './report.ts';
import type { Scalar } from './tree.ts';
import { shown } from './tree.ts';

/** A date, or a range of them, that has the form of one: whether these days exist is reported here. */
export function rangeAt(scalar: Scalar, report: Report): DayRange | undefined {
  const range = parseDayRange(scalar.text ?? '');
  if (!range) reportBadRange(scalar, report);
  return range;
}

/** It has the form of a range: either a day does not exist, or it ends before it begins. */
function reportBadRange(scalar: Scalar, report: Report): void {
  const written = shown(scalar.place);
  const [from = '', until = ''] = (scalar.text ?? '').split('..').map((each) => each.trim());
  const bothExist = [from, until].every((each) => parseDayRange(each) !== undefined);
  if (scalar.fromEnvironment) report.error(scalar.place, 'bad-environment-value', { written });
  else if (bothExist) report.error(scalar.place, 'wrong-order', { from, until });
  else report.error(scalar.place, 'no-such-date', { written });
}
