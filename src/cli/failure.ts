import { EXIT, type ExitCode } from './exit-code.ts';

/** Ends the command with one line saying what is wrong and what to do; no stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.notFine, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The command was used wrongly: exit code 2. */
export function wrongUsage(message: string): Failure {
  return new Failure(message, EXIT.usage);
}
