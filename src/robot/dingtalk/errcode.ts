import type { Outcome } from '../robot.ts';
import type { RawAnswer, VendorAnswer } from './answer.ts';
import { parseObject, readAnswer, toAnswer } from './answer.ts';

const MINUTE_MS = 60_000;
/** The vendor's penalty for the 21st message within a minute. */
const TOO_FAST_MS = 10 * MINUTE_MS;
/** A quota of the month is used up: it is asked again now and then, for the owner may buy a larger one. */
const QUOTA_MS = 60 * MINUTE_MS;
/** Per address 10,000 calls in 20 s; the refusal says how many minutes it lasts, this many when it does not. */
const ADDRESS_BANNED_MINUTES = 5;
/** Long enough not to knock at a closed door with every robot, short enough for whoever has just logged in. */
const WEB_PAGE_MS = MINUTE_MS;

/** What an errcode means to us, and what the owner can do about it. */
type Meaning =
  | {
      readonly kind: 'throttled';
      readonly what: string;
      readonly hint: string;
      readonly coolDownMs: number;
      readonly isLong?: boolean;
    }
  | { readonly kind: 'unreachable'; readonly what: string; readonly hint?: string }
  | {
      readonly kind: 'rejected';
      readonly scope: 'message' | 'robot';
      readonly what: string;
      readonly hint: string;
    };

const BUSY: Meaning = { kind: 'unreachable', what: 'DingTalk is busy' };
const TOO_FAST: Meaning = {
  kind: 'throttled',
  what: 'DingTalk refuses this robot for sending too fast',
  hint: 'at most 20 messages a minute: does something else send through the same robot?',
  coolDownMs: TOO_FAST_MS,
};
const TOKEN_UNKNOWN: Meaning = {
  kind: 'rejected',
  scope: 'robot',
  what: 'DingTalk does not know this access_token',
  hint: "copy the webhook from the robot's settings again: the robot may have been removed or its webhook reset",
};
const MALFORMED: Meaning = {
  kind: 'rejected',
  scope: 'message',
  what: 'DingTalk cannot read this message',
  hint: 'a field is missing or empty: look at the rendered message with `dingbell preview`',
};
const TOO_LONG: Meaning = {
  kind: 'rejected',
  scope: 'message',
  what: 'the message is longer than 20,000 bytes',
  hint: 'shorten it: a Chinese character takes 3 bytes',
};

/**
 * The vendor's codes, from its documentation as mirrored in 2026 and from answers seen live by other projects.
 * 310000 is not here: one code for four refusals, see {@link SECURITY}.
 *
 * @see https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 */
const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, BUSY],
  [90002, BUSY],
  [130101, TOO_FAST],
  [410100, TOO_FAST],
  [660026, TOO_FAST],
  [
    90030,
    {
      kind: 'throttled',
      what: "the organisation's webhook quota is used up",
      hint: '3,000 calls a month in the standard edition, 50,000 in the professional one: send less, or buy a larger quota',
      coolDownMs: QUOTA_MS,
      isLong: true,
    },
  ],
  [300001, TOKEN_UNKNOWN],
  [300005, TOKEN_UNKNOWN],
  [400101, TOKEN_UNKNOWN],
  [
    400102,
    {
      kind: 'rejected',
      scope: 'robot',
      what: 'the robot is stopped',
      hint: 'an administrator of the group can enable it again',
    },
  ],
  [
    400106,
    {
      kind: 'rejected',
      scope: 'robot',
      what: 'the robot does not exist',
      hint: 'look whether it is still in the group; if not, make a new one and copy its webhook',
    },
  ],
  [
    400013,
    {
      kind: 'rejected',
      scope: 'robot',
      what: 'the group has been dissolved',
      hint: 'make a robot in another group and copy its webhook',
    },
  ],
  [400105, MALFORMED],
  [40035, MALFORMED],
  [43002, MALFORMED],
  [43004, MALFORMED],
  [430101, unsafe('an unsafe link')],
  [430102, unsafe('unsuitable text')],
  [430103, unsafe('an unsuitable picture')],
  [430104, unsafe('unsuitable content')],
  [460101, TOO_LONG],
  [101002, TOO_LONG],
]);

/** The four checks behind 310000, told apart by what the vendor says. */
export type SecurityCheck = 'keyword' | 'address' | 'clock' | 'signature';

const SECURITY: Readonly<Record<SecurityCheck, Meaning>> = {
  keyword: {
    kind: 'rejected',
    scope: 'message',
    what: "the message contains none of the robot's keywords",
    hint: "list the robot's keywords under `keywords:` and put one of them into the message",
  },
  address: {
    kind: 'rejected',
    scope: 'robot',
    what: "this machine's address is not on the robot's allow-list",
    hint: "add the address to the robot's settings",
  },
  clock: {
    kind: 'rejected',
    scope: 'robot',
    what: "the signature's timestamp is off DingTalk's clock by more than an hour",
    hint: "set this machine's clock right (NTP)",
  },
  signature: {
    kind: 'rejected',
    scope: 'robot',
    what: 'the signature does not match',
    hint: "copy the 加签 secret (SEC…) from the robot's settings again, the whole of it",
  },
};

const SECURITY_ERRCODE = 310_000;

/**
 * What an HTTP answer to a send means. Total: any status and any bytes come to an outcome. Below HTTP 500 the errcode in
 * the body decides, for the vendor reports errors as HTTP 200.
 * Its texts are not scrubbed yet: they quote the vendor, who is not known to quote our secrets, but may.
 */
export function classify(answer: RawAnswer): Outcome {
  const json = parseObject(answer.body);
  const ban = addressBan(answer, json);
  if (ban !== undefined) return ban;
  if (answer.httpStatus >= 500) return busy(answer.httpStatus);

  const vendor = json && toAnswer(json);
  return vendor === undefined ? withoutErrcode(answer) : withErrcode(vendor, answer.httpStatus);
}

/** Which of the checks behind 310000 refused; `undefined` for any other answer, or in words never seen before. */
export function securityCheck(answer: RawAnswer): SecurityCheck | undefined {
  const vendor = readAnswer(answer.body);
  return vendor?.errcode === SECURITY_ERRCODE ? checkBehind(vendor.description) : undefined;
}

function withErrcode(vendor: VendorAnswer, httpStatus: number): Outcome {
  if (vendor.errcode === 0) return { kind: 'delivered' };
  const meaning = meaningOf(vendor) ?? unknown(httpStatus);
  const hint = vendor.solution ?? ('hint' in meaning ? meaning.hint : undefined);
  const refusal = {
    reason: `${meaning.what}${quoted(vendor)}`,
    ...(hint === undefined ? {} : { hint }),
    errcode: vendor.errcode,
    httpStatus,
  };
  switch (meaning.kind) {
    case 'throttled':
      return {
        kind: 'throttled',
        coolDownMs: meaning.coolDownMs,
        ...(meaning.isLong === true ? { isLong: true } : {}),
        ...refusal,
      };
    case 'unreachable':
      return { kind: 'unreachable', ...refusal };
    case 'rejected':
      return { kind: 'rejected', scope: meaning.scope, ...refusal };
  }
}

function meaningOf({ errcode, description }: VendorAnswer): Meaning | undefined {
  if (errcode === SECURITY_ERRCODE) {
    const check = checkBehind(description);
    return check === undefined ? undefined : SECURITY[check];
  }
  // 4002xx text, 4003xx link, 4004xx markdown, 4005xx actionCard, 4006xx feedCard: a field is missing.
  if (errcode >= 400_200 && errcode < 400_700) return MALFORMED;
  return MEANINGS.get(errcode);
}

/** Looks at the description only: the advice against a wrong signature speaks of timestamps too. */
function checkBehind(description: string): SecurityCheck | undefined {
  if (/keyword|关键[词字]/i.test(description)) return 'keyword';
  if (/\bip\b|white-?list|白名单/i.test(description)) return 'address';
  // Before the signature: 签名过期 is a matter of time.
  if (/timestamp|expired?\b|过期|时间戳/i.test(description)) return 'clock';
  if (/\bsign|签名/i.test(description)) return 'signature';
  return undefined;
}

function unknown(httpStatus: number): Meaning {
  if (httpStatus !== 200) return { kind: 'unreachable', what: `HTTP ${httpStatus}` };
  return {
    kind: 'rejected',
    scope: 'message',
    what: 'DingTalk refused the message',
    hint: "look the code up in DingTalk's documentation",
  };
}

function withoutErrcode({ httpStatus, body }: RawAnswer): Outcome {
  if (isHtml(body)) return webPage(httpStatus);
  if (httpStatus !== 200) return { kind: 'unreachable', reason: `HTTP ${httpStatus} without an errcode`, httpStatus };
  return { kind: 'ambiguous', reason: 'the answer was cut short or is not from DingTalk', httpStatus };
}

/**
 * A page that is not known to be the vendor's ban: a login page, a firewall, or a ban in new clothes. Whatever it is, it
 * stands between this machine and every robot, so none of them is asked for a while.
 */
function webPage(httpStatus: number): Outcome {
  return {
    kind: 'throttled',
    scope: 'host',
    coolDownMs: WEB_PAGE_MS,
    reason: `a web page answered instead of DingTalk (HTTP ${httpStatus})`,
    hint: 'a proxy, a firewall or a login page may stand between this machine and DingTalk',
    httpStatus,
  };
}

/** An address that calls too often is refused before any robot is looked at: `{"status":1111,"wait":5,…}`, or a page around it. */
function addressBan({ httpStatus, body }: RawAnswer, json: ReturnType<typeof parseObject>): Outcome | undefined {
  const banned =
    json === undefined
      ? isHtml(body) && /"?status"?\s*:\s*1111|"?punish"?\s*[:=]/i.test(body)
      : String(json['status']) === '1111';
  if (!banned) return undefined;
  const wait = json?.['wait'] ?? /"?wait"?\s*:\s*"?(\d+)/.exec(body)?.[1];
  return {
    kind: 'throttled',
    scope: 'host',
    reason: 'DingTalk refuses this address for calling too often (status 1111)',
    hint: 'more than 10,000 calls in 20 s came from this address: who shares it?',
    coolDownMs: waitMinutes(wait) * MINUTE_MS,
    httpStatus,
  };
}

function waitMinutes(wait: unknown): number {
  const minutes = Number(wait);
  return Number.isFinite(minutes) && minutes > 0 ? Math.min(minutes, 24 * 60) : ADDRESS_BANNED_MINUTES;
}

function busy(httpStatus: number): Outcome {
  return { kind: 'unreachable', reason: `DingTalk is busy (HTTP ${httpStatus})`, httpStatus };
}

function unsafe(what: string): Meaning {
  return {
    kind: 'rejected',
    scope: 'message',
    what: `DingTalk found ${what} in the message`,
    hint: 'change what the message says or links to',
  };
}

function quoted({ errcode, description }: VendorAnswer): string {
  return description === '' ? ` (${errcode})` : ` (${errcode} ${description})`;
}

function isHtml(body: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|script|meta)/i.test(body);
}
