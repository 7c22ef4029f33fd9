/** Something wrong or doubtful in what a person wrote, with the place where to mend it. */
export interface Problem {
  /** As the person names it, relative to where the command runs: `schedules/work.yaml`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters as an editor counts them. */
  readonly column: number;
  /** `error`: the configuration is not used. `warning`: valid, but surely not meant. */
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case: `unknown-key`, `unknown-timezone`. */
  readonly code: string;
  /** What is wrong, in one line, in the locale asked for. */
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
  /** The line with a caret under the place, ready to be printed in a fixed-width font. */
  readonly frame?: string;
}
