import type { RobotCause, VendorMeaning } from '../cause.ts';
import type { Outcome } from '../robot.ts';
import type { RawAnswer } from '../../network/exchange.ts';
import type { VendorAnswer } from './answer.ts';
import { parseObject, toAnswer } from './answer.ts';

const MINUTE_MS = 60_000;
/** The vendor's penalty for the 21st message within a minute. */
const TOO_FAST_MS = 10 * MINUTE_MS;
/** A quota of the month is used up: it is asked again now and then, for the owner may buy a larger one. */
const QUOTA_MS = 60 * MINUTE_MS;
/** Per address 10,000 calls in 20 s; the refusal says how many minutes it lasts, this many when it does not. */
const ADDRESS_BANNED_MINUTES = 5;

/**
 * The vendor's codes, from its documentation as mirrored in 2026 and from answers seen live by other projects.
 * 310000 is not here: one code for four refusals, see {@link checkBehind}.
 *
 * @see https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 */
const MEANINGS: ReadonlyMap<number, VendorMeaning> = new Map<number, VendorMeaning>([
  [-1, 'busy'],
  [90002, 'busy'],
  [130101, 'too-fast'],
  [410100, 'too-fast'],
  [660026, 'too-fast'],
  [90030, 'quota'],
  [300001, 'token-unknown'],
  [300005, 'token-unknown'],
  [400101, 'token-unknown'],
  [400102, 'robot-stopped'],
  [400106, 'robot-gone'],
  [400013, 'group-gone'],
  [400105, 'malformed'],
  [40035, 'malformed'],
  [43002, 'malformed'],
  [43004, 'malformed'],
  [430101, 'unsafe-link'],
  [430102, 'unsafe-text'],
  [430103, 'unsafe-picture'],
  [430104, 'unsafe-content'],
  [460101, 'too-long'],
  [101002, 'too-long'],
]);

/** The four checks of a robot's security settings. */
const SECURITY_ERRCODE = 310_000;

/**
 * What an HTTP answer to a send means. Total: any status and any bytes come to an outcome. Below HTTP 500 the errcode in
 * the body decides, for the vendor reports errors as HTTP 200.
 * The words of the vendor are not scrubbed yet: it is not known to quote our secrets, but may.
 */
export function classify(answer: RawAnswer): Outcome {
  const json = parseObject(answer.body);
  const ban = addressBan(answer, json);
  if (ban !== undefined) return ban;

  const vendor = json && toAnswer(json);
  return answer.httpStatus >= 500 || vendor === undefined
    ? withoutErrcode(answer)
    : withErrcode(vendor, answer.httpStatus);
}

function withErrcode(vendor: VendorAnswer, httpStatus: number): Outcome {
  const { errcode, description, solution } = vendor;
  if (errcode === 0) return { kind: 'delivered' };
  const meaning = meaningOf(vendor);
  const cause: RobotCause = {
    code: 'vendor',
    meaning,
    errcode,
    ...(description === '' ? {} : { text: description }),
    ...(solution === undefined ? {} : { advice: solution }),
  };
  // An unknown code, perhaps from a proxy in between.
  if (meaning === 'refused' && httpStatus !== 200) return { kind: 'unreachable', cause, httpStatus };
  return { ...consequenceOf(meaning), cause, httpStatus };
}

function meaningOf({ errcode, description }: VendorAnswer): VendorMeaning {
  if (errcode === SECURITY_ERRCODE) return checkBehind(description);
  // 4002xx text, 4003xx link, 4004xx markdown, 4005xx actionCard, 4006xx feedCard: a field is missing.
  if (errcode >= 400_200 && errcode < 400_700) return 'malformed';
  return MEANINGS.get(errcode) ?? 'refused';
}

/** Looks at the description only: the advice against a wrong signature speaks of timestamps too. */
function checkBehind(description: string): VendorMeaning {
  if (/keyword|关键[词字]/i.test(description)) return 'keyword-missing';
  if (/\bip\b|white-?list|白名单/i.test(description)) return 'address-not-allowed';
  // Before the signature: 签名过期 is a matter of time.
  if (/timestamp|expired?\b|过期|时间戳/i.test(description)) return 'clock-wrong';
  if (/\bsign|签名/i.test(description)) return 'signature-wrong';
  return 'refused';
}

/** An outcome but for its cause. A rejection concerns the message where another one could pass, else the robot. */
type Consequence =
  | { readonly kind: 'throttled'; readonly coolDownMs: number; readonly isLong?: boolean }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'rejected'; readonly scope: 'message' | 'robot' };

function consequenceOf(meaning: VendorMeaning): Consequence {
  switch (meaning) {
    case 'busy':
      return { kind: 'unreachable' };
    case 'too-fast':
      return { kind: 'throttled', coolDownMs: TOO_FAST_MS };
    case 'quota':
      return { kind: 'throttled', coolDownMs: QUOTA_MS, isLong: true };
    case 'token-unknown':
    case 'robot-stopped':
    case 'robot-gone':
    case 'group-gone':
    case 'address-not-allowed':
    case 'clock-wrong':
    case 'signature-wrong':
      return { kind: 'rejected', scope: 'robot' };
    case 'malformed':
    case 'too-long':
    case 'unsafe-link':
    case 'unsafe-text':
    case 'unsafe-picture':
    case 'unsafe-content':
    case 'keyword-missing':
    case 'refused':
      return { kind: 'rejected', scope: 'message' };
  }
}

/** A page is not the vendor's, unless it is its ban: a login page, a firewall, a gateway in trouble. */
function withoutErrcode({ httpStatus, body }: RawAnswer): Outcome {
  if (isHtml(body)) {
    const code = httpStatus >= 500 ? 'busy' : 'web-page';
    return { kind: 'unreachable', stranger: true, cause: { code, httpStatus }, httpStatus };
  }
  if (httpStatus === 200) return { kind: 'ambiguous', cause: { code: 'garbled' }, httpStatus };
  return { kind: 'unreachable', cause: { code: httpStatus >= 500 ? 'busy' : 'http', httpStatus }, httpStatus };
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
    coolDownMs: Math.ceil(waitMinutes(wait) * MINUTE_MS),
    cause: { code: 'address-banned' },
    httpStatus,
  };
}

function waitMinutes(wait: unknown): number {
  const minutes = Number(wait);
  return Number.isFinite(minutes) && minutes > 0 ? Math.min(minutes, 24 * 60) : ADDRESS_BANNED_MINUTES;
}

function isHtml(body: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|script|meta)/i.test(body);
}
