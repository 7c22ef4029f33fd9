import type { Message } from '../message/message.ts';
import type { RawAnswer } from '../network/exchange.ts';
import type { Outcome } from './robot.ts';

/**
 * A service with chat robots that take messages over HTTP: everything in which one differs from another. A new one is a
 * folder beside `dingtalk/` and an entry in `vendors.ts`.
 */
export interface Vendor {
  /** As people write it. */
  readonly name: string;
  readonly address: AddressPattern;
  readonly limits: Limits;
  /** What is posted for a message: the vendor's JSON. `msgUuid` is the same for every retry. */
  payload(message: Message, msgUuid: string): object;
  /**
   * What a signed request has in its query besides the token; `signature` is the part of it that nobody may see.
   *
   * @param at Epoch ms.
   */
  sign(secret: string, at: number): { readonly query: string; readonly signature: string };
  /** What an HTTP answer means. Total: any status and any bytes come to an outcome. */
  outcomeOf(answer: RawAnswer): Outcome;
}

/** What the address of a vendor's robot looks like: `https://<host><path>?<tokenKey>=…`. */
interface AddressPattern {
  isHost(hostname: string): boolean;
  /** On this machine: it may be plain http, on any port. */
  readonly isLocal: boolean;
  readonly path: string;
  readonly tokenKey: string;
}

interface Limits {
  /** Messages in any 60 s. */
  readonly perMinute: number;
  /** Calls in any second from one address, whatever the robots. Default: nobody counts them. */
  readonly perSecond?: number;
  /** Of a whole body, in bytes of UTF-8. */
  readonly bytes: number;
}
