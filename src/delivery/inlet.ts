import type { RobotCause } from '../robot/cause.ts';
import type { EpochMs } from '../schedule/instant.ts';

/** Where a hook fetches its events itself, as it stands. Says nothing of an address but its host. */
export interface InletState {
  readonly kind: 'relay' | 'feed';
  readonly host: string;
  /** Of a relay since when it is connected, of a feed when it was read last. Default: never. */
  readonly at?: EpochMs;
  /** What has gone wrong since when; absent while all is well. */
  readonly trouble?: { readonly cause: InletCause; readonly since: EpochMs };
}

/** Why nothing comes in, as data. */
export type InletCause =
  | {
      readonly code: 'network';
      readonly problem: Extract<RobotCause, { code: 'network' }>['problem'];
      readonly text?: string;
    }
  | { readonly code: 'too-slow' }
  /** An answer that is none: 404, 500. */
  | { readonly code: 'status'; readonly status: number }
  /** The other side ended the stream, or nothing came for minutes. */
  | { readonly code: 'ended' }
  | { readonly code: 'silent' }
  | { readonly code: 'too-large'; readonly most: number }
  | { readonly code: 'redirects' }
  /** A web page or anything else where a stream of events was expected. */
  | { readonly code: 'no-stream' }
  | { readonly code: 'no-feed'; readonly root: string }
  | { readonly code: 'no-xml'; readonly line?: number }
  | { readonly code: 'encoding'; readonly encoding: string };
