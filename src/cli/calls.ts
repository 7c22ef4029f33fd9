import type { ExitCode } from './exit-code.ts';
import type { Session } from './session.ts';

/** The action of a command: work that is loaded then, and gets the options and, under these names, the arguments. */
export type Calls = <Input>(
  load: () => Promise<(session: Session, input: Input) => Promise<ExitCode>>,
  ...names: readonly (keyof Input)[]
) => (...given: readonly unknown[]) => Promise<void>;
