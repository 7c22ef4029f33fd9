/** What this process holds on to, in bytes: what the collector leaves, and what lies outside the heap. `--expose-gc`. */
export function heldBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
