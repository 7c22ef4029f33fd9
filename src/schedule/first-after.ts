/** The first of many ascending numbers that is greater; `undefined` = none. Looks at few of them. */
export function firstAfter<Value extends number>(ascending: readonly Value[], value: number): Value | undefined {
  return ascending[countUpTo(ascending, value)];
}

/** How many of ascending numbers are not greater. */
export function countUpTo(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? value) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
