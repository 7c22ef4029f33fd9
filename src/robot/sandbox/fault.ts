/** How the sandbox misbehaves for one request: what networks and DingTalk do to real ones. */
export type Fault =
  /** Answers with this code and does nothing: the message is not shown. */
  | { readonly kind: 'errcode'; readonly errcode: number; readonly errmsg: string }
  /** Works, but the answer comes this much later. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Drops the connection before it has looked at anything. */
  | { readonly kind: 'reset-before-read' }
  /** Shows the message, then drops the connection: the sender cannot know. */
  | { readonly kind: 'reset-after-read' }
  /** Shows the message, then breaks off in the middle of the answer. */
  | { readonly kind: 'truncated' }
  /** Answers with the page that DingTalk shows to an address that calls too often. */
  | { readonly kind: 'html' }
  /** Answers with this HTTP status and nothing else. */
  | { readonly kind: 'status'; readonly httpStatus: number }
  /** Its clock is this far off ours, in the answer's `Date` too. */
  | { readonly kind: 'clock'; readonly offsetMs: number };

/** Which fault the request meets; the first one ever has index 0. */
export type FaultScript = (requestIndex: number) => Fault | undefined;
