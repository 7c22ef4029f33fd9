import type { Kind } from './kinds.ts';

/** Why an event was not told, as data; its words stand in `texts/`. */
export type Because =
  | { readonly kind: 'unknown'; readonly event: string }
  | { readonly kind: 'says-nothing' }
  | { readonly kind: 'ping' }
  | { readonly kind: 'event'; readonly event: Kind }
  | { readonly kind: 'repository'; readonly repository: string }
  | { readonly kind: 'branch'; readonly branch: string; readonly isDefault: boolean }
  | { readonly kind: 'label'; readonly label?: string }
  | { readonly kind: 'author'; readonly author: string }
  | { readonly kind: 'bot'; readonly author: string }
  | { readonly kind: 'draft' }
  | { readonly kind: 'confidential' }
  /** Deployed elsewhere than in production. */
  | { readonly kind: 'environment'; readonly environment: string }
  | { readonly kind: 'when'; readonly condition: string }
  /** Another event of this hook has told it, or will. */
  | { readonly kind: 'told-already' }
  /** A run that is older than the last one that was told, or the same with the same end. */
  | { readonly kind: 'old-run' }
  /** It keeps failing and recovering: an hour's silence. */
  | { readonly kind: 'flapping' };

/** Why a request was refused: the answer is 401 for those of the proof, else what the fault says. */
export type Refused =
  | { readonly kind: 'no-proof' }
  | { readonly kind: 'wrong-signature' }
  | { readonly kind: 'stale-signature' }
  | { readonly kind: 'wrong-token' }
  | { readonly kind: 'not-json'; readonly line: number; readonly column: number }
  | { readonly kind: 'wrong-type'; readonly type: string }
  | { readonly kind: 'too-large' }
  /** Packed, as `content-encoding` says: none of the senders does so. */
  | { readonly kind: 'packed'; readonly encoding: string }
  /** No message that its sender could have sent to whom it believes it sends. */
  | { readonly kind: 'malformed'; readonly code: string; readonly text: string };
