import { meantKey } from './meant-key.ts';
import type { Report, SpokenFault } from './report.ts';
import { SHAPES } from './shape.ts';
import type { Place } from './source.ts';
import type { Mapping, Path, Scalar, Tree } from './tree.ts';
import { shown, treeAt } from './tree.ts';

/** The scalar at a path that validation found to be one. */
export function scalarAt(tree: Tree, path: Path): Scalar {
  const found = treeAt(tree, path);
  if (found?.kind !== 'scalar') throw new TypeError(`no scalar at ${path.join('.')}`);
  return found;
}

/** The scalar at a path, where validation may not have been. */
export function scalarOrNothing(tree: Tree, path: Path): Scalar | undefined {
  const found = treeAt(tree, path);
  return found?.kind === 'scalar' ? found : undefined;
}

/** Whether an entry of `reminders:` has a key that is unknown and probably means one of these: then none of them is missing. */
export function hasMisspelt({ entries }: Mapping, keys: readonly string[]): boolean {
  // Whatever a merge brings.
  return entries.some(
    ({ key }) => key === '<<' || (!Object.hasOwn(SHAPES.reminder.shape, key) && meantKey(key, keys) !== undefined),
  );
}

/** Of keys of which one is too many, where the last one stands. */
export function lastKeyPlace({ entries }: Mapping, keys: readonly string[]): Place | undefined {
  return entries.findLast(({ key }) => keys.includes(key))?.keyPlace;
}

/** The path of each value of a key that takes one or several: `mention: all`, `mention: [lili, xiaoming]`. */
export function pathsOfEach(tree: Tree, key: string): readonly Path[] {
  const found = treeAt(tree, [key]);
  if (!found) return [];
  return found.kind === 'list' ? found.items.map((_, index) => [key, index]) : [[key]];
}

/**
 * Reports what another room found wrong with a value. Its words may repeat the value: where that came from the
 * environment, they stay unsaid.
 */
export function reportFault(
  scalar: Scalar,
  fault: SpokenFault,
  report: Report,
  { place = scalar.place, severity }: { readonly place?: Place; readonly severity?: 'warning' } = {},
): void {
  if (scalar.fromEnvironment) report.error(scalar.place, 'bad-environment-value', { written: shown(scalar.place) });
  else report.fault(place, fault, severity);
}
