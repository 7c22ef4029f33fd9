import type { Dispatcher } from 'undici';
import type { HookConfig } from '../config/config.ts';
import type { Clock, Random } from '../delivery/clock.ts';
import type { InletCause } from '../delivery/inlet.ts';
import type { HookDoor } from './hook-door.ts';
import type { Logger } from './logger.ts';

/** What something that fetches a hook's events itself stands on. */
export interface InletOptions {
  readonly name: string;
  readonly url: string;
  /** The hook as it is configured now; `undefined` = it is gone. */
  readonly hook: () => HookConfig | undefined;
  readonly door: Pick<HookDoor, 'receive' | 'take' | 'refuseTooLarge' | 'welcome'>;
  /** Owned by the caller. */
  readonly network: Dispatcher;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** All is well from now on, or as before. */
  readonly onWell: () => void;
  /** @param since When it began, where that was before this process. */
  readonly onTrouble: (cause: InletCause, since?: number) => void;
}
