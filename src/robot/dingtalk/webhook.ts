import { createHash } from 'node:crypto';
import { vendorOf } from '../vendors.ts';
import { DINGTALK, DINGTALK_HOSTS } from './dingtalk.ts';

/** A robot's address, checked. Its `url` is a credential: it goes into requests and nowhere else. */
export interface Webhook {
  /** With the token, without a signature. */
  readonly url: string;
  readonly token: string;
  /** Whom we talk to, safe to show: `https://oapi.dingtalk.com`. */
  readonly origin: string;
}

export type WebhookResult =
  | { readonly kind: 'webhook'; readonly webhook: Webhook }
  | { readonly kind: 'fault'; readonly fault: WebhookFault };

/** Why a text is no webhook. Its texts never repeat the token, or any part of what was pasted but scheme, host and path. */
interface WebhookFault {
  /** Stable, for translations. */
  readonly code:
    | 'webhook-empty'
    | 'webhook-no-url'
    | 'webhook-with-secret'
    | 'webhook-scheme'
    | 'webhook-credentials'
    | 'webhook-host'
    | 'webhook-port'
    | 'webhook-path'
    | 'webhook-no-token'
    | 'webhook-many-tokens';
  readonly message: string;
  readonly hint: string;
}

const EXAMPLE = `https://${DINGTALK_HOSTS[0]}${DINGTALK.address.path}?${DINGTALK.address.tokenKey}=…`;

/**
 * Takes what a person pasted for a robot's webhook: white space and quotes around it, a fragment, and a stale
 * `timestamp` and `sign` are dropped; everything else that is not as DingTalk gives it out is a fault.
 * Plain http and other ports are for loopback only, where the sandbox listens.
 */
export function parseWebhook(pasted: string): WebhookResult {
  const text = unwrap(pasted);
  if (text === '') return fault('webhook-empty', 'the webhook is empty', `paste the robot's whole address: ${EXAMPLE}`);
  if (WITH_SECRET.test(text)) {
    return fault(
      'webhook-with-secret',
      'the webhook and the secret are in one',
      `the webhook is ${EXAMPLE}, the secret SEC…`,
    );
  }
  const url = URL.parse(text);
  if (url === null || url.host === '') return noUrl(text);

  return faultOf(url) ?? { kind: 'webhook', webhook: cleaned(url) };
}

/** `URL;SEC…`, `token;SEC…`: as other programs take both in one. */
const WITH_SECRET = /[\s;；,，|&]+(?:secret=)?SEC[0-9A-Za-z]/;

/**
 * One that a person has pasted, or that was found good when the configuration was loaded.
 *
 * @throws {TypeError} when it is none; the text says what is wrong with it and never repeats its token.
 */
export function checkedWebhook(pasted: string): Webhook {
  const parsed = parseWebhook(pasted);
  if (parsed.kind === 'fault') throw new TypeError(`${parsed.fault.message}: ${parsed.fault.hint}`);
  return parsed.webhook;
}

/** The lane of a token: two robots with one token share its limit. A hash, so that it can be stored and shown. */
export function laneOf(token: string): string {
  return hash(['lane', token]);
}

/**
 * Changes when anything changes that a robot's permanent error could come from. A hash over the token among the rest,
 * which has more entropy than anyone can guess: the secret cannot be tried out against it.
 */
export function fingerprint(robot: {
  readonly webhook: Webhook;
  readonly secret?: string | undefined;
  readonly keywords?: readonly string[];
}): string {
  return hash(['fingerprint', robot.webhook.url, robot.secret?.trim() ?? '', ...(robot.keywords ?? [])]);
}

function unwrap(pasted: string): string {
  return pasted
    .trim()
    .replace(/^["'“”‘’`<]+|["'“”‘’`>]+$/gu, '')
    .trim();
}

function faultOf(url: URL): WebhookResult | undefined {
  const address = vendorOf(url.hostname)?.address;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && address?.isLocal)) {
    return fault(
      'webhook-scheme',
      `the webhook begins with ${url.protocol}//`,
      'write https://; only a sandbox on this machine may be http',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return fault(
      'webhook-credentials',
      'the webhook has a name or password before its host',
      `a robot's address looks like ${EXAMPLE}`,
    );
  }
  if (address === undefined) {
    return fault(
      'webhook-host',
      `${url.hostname} is not DingTalk`,
      `robots live on ${DINGTALK_HOSTS.join(' or ')}; other services cannot read our messages`,
    );
  }
  if (!address.isLocal && url.port !== '') {
    return fault('webhook-port', `the webhook names port ${url.port}`, `leave the port out: ${EXAMPLE}`);
  }
  if (url.pathname !== address.path) {
    return fault(
      'webhook-path',
      `the webhook's path is not ${address.path}`,
      `copy the whole address from the robot's settings: ${EXAMPLE}`,
    );
  }
  const tokens = url.searchParams.getAll(address.tokenKey);
  if (tokens.length > 1) {
    return fault('webhook-many-tokens', 'the webhook has several access_token', 'keep one: was it pasted twice?');
  }
  if ((tokens[0] ?? '').trim() === '') {
    return fault(
      'webhook-no-token',
      'the webhook has no access_token',
      `copy the whole address from the robot's settings: ${EXAMPLE}`,
    );
  }
  return undefined;
}

function cleaned(url: URL): Webhook {
  const token = (url.searchParams.get('access_token') ?? '').trim();
  const clean = new URL(url);
  clean.hash = '';
  clean.searchParams.delete('timestamp');
  clean.searchParams.delete('sign');
  clean.searchParams.set('access_token', token);
  return { url: clean.href, token, origin: clean.origin };
}

function noUrl(text: string): WebhookResult {
  const hint = /^[\w-]{16,}$/.test(text)
    ? `this looks like the token alone; write the whole address: ${EXAMPLE}`
    : `paste the robot's whole address: ${EXAMPLE}`;
  return fault('webhook-no-url', 'the webhook is not a URL', hint);
}

function fault(code: WebhookFault['code'], message: string, hint: string): WebhookResult {
  return { kind: 'fault', fault: { code, message, hint } };
}

function hash(parts: readonly string[]): string {
  // JSON keeps the parts apart: ['ab', 'c'] and ['a', 'bc'] must differ.
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
