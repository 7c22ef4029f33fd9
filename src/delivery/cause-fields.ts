import type { Cause } from './cause.ts';
import { tellCause } from './cause-words.ts';

/** A cause for programs: in English words, and as it is; with the vendor's code where it gave one. */
export interface CauseFields {
  readonly reason?: string;
  readonly cause?: Cause;
  readonly errcode?: number;
}

export function causeFields(cause: Cause | undefined): CauseFields {
  if (cause === undefined) return {};
  const reason = tellCause(cause, 'en');
  return cause.code === 'vendor' ? { errcode: cause.errcode, reason, cause } : { reason, cause };
}
