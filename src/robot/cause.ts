import type { NetworkProblem } from '../network/network-problem.ts';

/**
 * Why an attempt did not deliver, as data: the code that shows it puts it into words (`cause-words.ts`). A union to
 * switch on by `code`. No field ever carries a token, a secret or a signature.
 */
export type RobotCause =
  /** The vendor answered with an errcode. */
  | {
      readonly code: 'vendor';
      readonly meaning: VendorMeaning;
      readonly errcode: number;
      /** The vendor's own words, as they came. */
      readonly text?: string;
      /** The vendor's own advice, as it came. */
      readonly advice?: string;
    }
  /** HTTP 5xx: the service is busy, or a gateway before it gave up. */
  | { readonly code: 'busy'; readonly httpStatus: number }
  /** A web page answered: a proxy's, a firewall's, a login page. */
  | { readonly code: 'web-page'; readonly httpStatus: number }
  /** The vendor refuses this machine's address for calling too often. */
  | { readonly code: 'address-banned' }
  /** An answer with another status than 200, and no errcode in it. */
  | { readonly code: 'http'; readonly httpStatus: number }
  /** The answer was cut short, or is not the vendor's. */
  | { readonly code: 'garbled' }
  /** `sent`: the request had left, and may have arrived. `text`: in the system's words, where we have none. */
  | {
      readonly code: 'network';
      readonly fate: 'not-sent' | 'sent';
      readonly problem: NetworkProblem;
      readonly text?: string;
    }
  /** The caller gave up before an answer came. */
  | { readonly code: 'given-up'; readonly fate: 'not-sent' | 'sent' }
  /** Nothing left: the lease of this process had run out, and another one may be sending the same. */
  | { readonly code: 'stale' }
  /** A bug of ours cut the attempt off: the name of the error, whose text could hold an address. */
  | { readonly code: 'bug'; readonly error: string };

/** What an errcode means to us. */
export type VendorMeaning =
  | 'busy'
  | 'too-fast'
  | 'quota'
  | 'token-unknown'
  | 'robot-stopped'
  | 'robot-gone'
  | 'group-gone'
  | 'malformed'
  | 'too-long'
  | 'unsafe-link'
  | 'unsafe-text'
  | 'unsafe-picture'
  | 'unsafe-content'
  | 'keyword-missing'
  | 'address-not-allowed'
  | 'clock-wrong'
  | 'signature-wrong'
  /** An unknown code. */
  | 'refused';
