import type { Delivery } from '../../delivery/delivery.ts';
import { momentText } from './time.ts';
import type { View } from './view.ts';

/** How many missed occurrences stand behind one row, and when they were due. */
export function runWords({ dueAt }: Delivery, { count, lastAt }: NonNullable<Delivery['run']>, view: View): string {
  return view.texts.history.run(count, momentText(dueAt, view), momentText(lastAt, view));
}
