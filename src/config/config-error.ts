import type { Problem } from './problem.ts';

/** A folder of schedules that cannot be used, with everything that is wrong in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** Errors, at least one, and warnings, in the order of the files. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(summaryOf(problems));
    this.problems = problems;
  }
}

const SHOWN = 3;

function summaryOf(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const lines = errors.slice(0, SHOWN).map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  const rest = errors.length - lines.length;
  return [...lines, ...(rest > 0 ? [`(+${rest})`] : [])].join('\n');
}
