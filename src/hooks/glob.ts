import { matchesGlob } from 'node:path/posix';

/** The patterns of a filter that leave something out, and those that let it in. */
export function isLeftOut(value: string, patterns: readonly string[] | undefined): boolean {
  return (patterns ?? []).some((pattern) => pattern.startsWith('!') && matches(value, pattern.slice(1)));
}

/** Whether any lets it in; without any that could, all are let in. */
export function isLetIn(value: string, patterns: readonly string[] | undefined): boolean {
  const positive = (patterns ?? []).filter((pattern) => !pattern.startsWith('!'));
  return positive.length === 0 || positive.some((pattern) => matches(value, pattern));
}

/** An equal text matches, whatever its characters would mean: `dependabot[bot]`. */
function matches(value: string, pattern: string): boolean {
  return value === pattern || matchesGlob(value, pattern);
}
