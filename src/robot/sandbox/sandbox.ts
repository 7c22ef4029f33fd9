import { parseObject } from '../dingtalk/answer.ts';
import { DINGTALK } from '../dingtalk/dingtalk.ts';
import { sign } from '../dingtalk/sign.ts';
import { RateWindow } from './rate-window.ts';
import type { Refusal } from './refusal.ts';
import * as refusal from './refusal.ts';
import type { ShownPayload } from './shape.ts';
import { readableText, shapeRefusal } from './shape.ts';

/** A robot that the sandbox knows. */
export interface SandboxRobot {
  readonly name: string;
  readonly token: string;
  /** 加签. Default: unsigned messages are welcome. */
  readonly secret?: string | undefined;
  /** Default: none asked for. */
  readonly keywords?: readonly string[];
  /** Addresses that may send, exact. Default: any. */
  readonly addresses?: readonly string[];
  /** Default 20, as with DingTalk. */
  readonly perMinute?: number;
}

/** What was posted, as far as the robot endpoint looks at it. */
export interface SandboxRequest {
  readonly method: string;
  /** The query: `access_token`, `timestamp`, `sign`. */
  readonly query: URLSearchParams;
  readonly contentType?: string | undefined;
  readonly body: string;
  /** Whence it came. */
  readonly address?: string | undefined;
}

/** DingTalk answers everything with HTTP 200 and one of these. */
export type SandboxAnswer = Refusal;

/** One request and what became of it. Holds no token, secret or signature. */
export type Arrival = {
  /** Counts up from 1. */
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
  /** `undefined` when the token was nobody's. */
  readonly robot?: string;
  readonly msgUuid?: string;
} & (
  | { readonly kind: 'shown' | 'duplicate'; readonly robot: string; readonly payload: ShownPayload }
  | { readonly kind: 'refused'; readonly errcode: number; readonly errmsg: string }
);

/** A message that stands in the conversation. */
export type Post = Arrival & { readonly kind: 'shown' };

export interface SandboxOptions {
  readonly robots?: readonly SandboxRobot[];
  /** How many messages, and how many arrivals, are remembered; the newest are. Default 200. */
  readonly keep?: number;
}

/** How many msgUuids a robot remembers; DingTalk does not say how long it does. */
const KEPT_UUIDS = 10_000;
const HOUR_MS = 3_600_000;

interface Member {
  readonly robot: SandboxRobot;
  readonly window: RateWindow;
  readonly seen: Set<string>;
}

/**
 * A faithful fake of DingTalk's robot endpoint, without the network: it checks what DingTalk checks, in its order,
 * answers in its words, limits as it limits, and keeps the conversation that the group would see.
 */
export class Sandbox {
  readonly #keep: number;
  readonly #members = new Map<string, Member>();
  readonly #listeners = new Set<(arrival: Arrival) => void>();
  #conversation: readonly Post[] = [];
  #arrivals: readonly Arrival[] = [];
  #counts = { received: 0, shown: 0, duplicate: 0, refused: 0 };

  constructor({ robots = [], keep = 200 }: SandboxOptions = {}) {
    this.#keep = keep;
    for (const robot of robots) this.addRobot(robot);
  }

  /** Adds a robot, or changes the one with this token: it keeps its window only while its limit stays the same. */
  addRobot(robot: SandboxRobot): void {
    const known = this.#members.get(robot.token);
    const sameLimit = known !== undefined && known.robot.perMinute === robot.perMinute;
    this.#members.set(robot.token, {
      robot,
      window: sameLimit ? known.window : new RateWindow(robot.perMinute ?? DINGTALK.limits.perMinute),
      seen: known?.seen ?? new Set(),
    });
  }

  robots(): readonly SandboxRobot[] {
    return [...this.#members.values()].map(({ robot }) => robot);
  }

  /** What the group sees, oldest first. */
  conversation(): readonly Post[] {
    return this.#conversation;
  }

  /** Every request that was looked at, oldest first. */
  arrivals(): readonly Arrival[] {
    return this.#arrivals;
  }

  counts(): Readonly<Record<'received' | 'shown' | 'duplicate' | 'refused', number>> {
    return this.#counts;
  }

  /** Calls `listener` with every arrival from now on; returns what ends that. */
  subscribe(listener: (arrival: Arrival) => void): () => void {
    // Wrapped, so that one function subscribed twice is two subscriptions.
    const own = (arrival: Arrival) => listener(arrival);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Takes one request at `now` (epoch ms). */
  receive(request: SandboxRequest, now: number): SandboxAnswer {
    const member = this.#members.get(request.query.get('access_token') ?? '');
    const body = parseObject(request.body);
    const refused = this.#refuse(request, member, body, now);
    if (refused !== undefined || member === undefined || body === undefined) {
      const answer = refused ?? refusal.NOT_JSON;
      this.#note({ kind: 'refused', ...this.#stamp(member, body, now), ...answer });
      return answer;
    }
    this.#show(member, body, now);
    return { errcode: 0, errmsg: 'ok' };
  }

  #refuse(
    request: SandboxRequest,
    member: Member | undefined,
    body: Readonly<Record<string, unknown>> | undefined,
    now: number,
  ): Refusal | undefined {
    if (request.method !== 'POST') return refusal.NEEDS_POST;
    if ((request.query.get('access_token') ?? '') === '') return refusal.TOKEN_MISSING;
    if (member === undefined) return refusal.TOKEN_UNKNOWN;
    const { robot } = member;
    return (
      signatureRefusal(robot, request.query, now) ??
      formatRefusal(request, body) ??
      keywordRefusal(robot, body) ??
      addressRefusal(robot, request.address) ??
      shapeRefusal(body ?? {}) ??
      (Buffer.byteLength(request.body, 'utf8') > DINGTALK.limits.bytes ? refusal.TOO_LONG : undefined) ??
      (member.window.take(now) ? undefined : refusal.tooFast(robot.perMinute ?? DINGTALK.limits.perMinute))
    );
  }

  #show(member: Member, body: Readonly<Record<string, unknown>>, now: number): void {
    const stamp = { ...this.#stamp(member, body, now), robot: member.robot.name };
    const { msgUuid } = stamp;
    const duplicate = msgUuid !== undefined && member.seen.has(msgUuid);
    if (msgUuid !== undefined) remember(member.seen, msgUuid);
    const payload = body as ShownPayload;
    if (duplicate) {
      this.#note({ kind: 'duplicate', ...stamp, payload });
      return;
    }
    const post: Post = { kind: 'shown', ...stamp, payload };
    this.#conversation = [...this.#conversation, post].slice(-this.#keep);
    this.#note(post);
  }

  #stamp(member: Member | undefined, body: Readonly<Record<string, unknown>> | undefined, now: number) {
    const msgUuid = body?.['msgUuid'];
    return {
      id: this.#counts.received + 1,
      at: now,
      ...(member === undefined ? {} : { robot: member.robot.name }),
      ...(typeof msgUuid === 'string' && msgUuid !== '' ? { msgUuid } : {}),
    };
  }

  #note(arrival: Arrival): void {
    this.#counts = {
      ...this.#counts,
      received: this.#counts.received + 1,
      [arrival.kind]: this.#counts[arrival.kind] + 1,
    };
    this.#arrivals = [...this.#arrivals, arrival].slice(-this.#keep);
    for (const listener of this.#listeners) listener(arrival);
  }
}

function signatureRefusal({ secret }: SandboxRobot, query: URLSearchParams, now: number): Refusal | undefined {
  if (secret === undefined || secret === '') return undefined;
  const timestamp = Number(query.get('timestamp') ?? Number.NaN);
  const matches = Number.isSafeInteger(timestamp) && query.get('sign') === sign(secret, timestamp);
  if (!matches) return refusal.SIGN_MISMATCH;
  return Math.abs(now - timestamp) > HOUR_MS ? refusal.WRONG_TIME : undefined;
}

function formatRefusal(request: SandboxRequest, body: object | undefined): Refusal | undefined {
  if (!/^application\/json\b/i.test(request.contentType ?? '')) return refusal.WRONG_CONTENT_TYPE;
  return body === undefined ? refusal.NOT_JSON : undefined;
}

function keywordRefusal(
  { keywords = [] }: SandboxRobot,
  body: Readonly<Record<string, unknown>> | undefined,
): Refusal | undefined {
  if (keywords.length === 0) return undefined;
  const text = readableText(body ?? {});
  return keywords.some((keyword) => text.includes(keyword)) ? undefined : refusal.NO_KEYWORD;
}

function addressRefusal({ addresses }: SandboxRobot, address = 'unknown'): Refusal | undefined {
  return addresses === undefined || addresses.includes(address) ? undefined : refusal.addressNotAllowed(address);
}

function remember(seen: Set<string>, msgUuid: string): void {
  seen.add(msgUuid);
  const [oldest] = seen;
  if (seen.size > KEPT_UUIDS && oldest !== undefined) seen.delete(oldest);
}
