/** One thing that was looked at. */
export interface Finding {
  /** Stable, kebab-case: `env-file`, `clock`. */
  readonly check: string;
  /** `fail`: it does not work like this. `warn`: it works, and may not for long. */
  readonly status: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do, where something is to be done and `message` does not say it. */
  readonly mend?: string | undefined;
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

export function warn(check: string, message: string, mend: string): Finding {
  return { check, status: 'warn', message, mend };
}

export function fail(check: string, message: string, mend?: string): Finding {
  return { check, status: 'fail', message, mend };
}
