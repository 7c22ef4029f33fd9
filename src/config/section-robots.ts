import { isLoopback } from '../network/loopback.ts';
import { DINGTALK } from '../robot/dingtalk/dingtalk.ts';
import { laneOf, parseWebhook, type Webhook } from '../robot/dingtalk/webhook.ts';
import type { RobotConfig } from './config.ts';
import { noneOrMore } from './decode/collections.ts';
import { field, group, needed, type Part } from './decode/group.ts';
import { integer, scalar, TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { named } from './decode/section.ts';
import type { Spot } from './decode/decoder.ts';
import { wrong } from './decode/wrong.ts';
import { quiet } from './quiet.ts';
import { checkName, type Names } from './names.ts';
import type { Report } from './report.ts';
import { positionAt } from './source.ts';
import type { Expected } from './texts/expected.ts';
import type { Entry, Tree } from './tree.ts';
import { openIn, robotName } from './values.ts';

/** Messages a minute that DingTalk takes from one robot. */
const VENDOR_LIMIT = DINGTALK.limits.perMinute;

const SANDBOX = 'sandbox';

/** `sandbox`, or the address, checked. */
const webhook = scalar('webhook', { type: 'string' }, readWebhook, reportWebhook);

function readWebhook(written: string): typeof SANDBOX | Webhook | undefined {
  if (written.trim().toLowerCase() === SANDBOX) return SANDBOX;
  const result = parseWebhook(written);
  return result.kind === 'webhook' && !PLACEHOLDER.test(written) ? result.webhook : undefined;
}

/** None of the words repeats anything that was written. */
function reportWebhook(tree: Tree, expected: Expected, spot: Spot): undefined {
  if (tree.kind !== 'scalar' || tree.text === undefined) return wrong(tree, expected, spot);
  const result = parseWebhook(tree.text);
  if (PLACEHOLDER.test(tree.text)) spot.report.error(tree.place, 'placeholder', { key: 'webhook' });
  else if (result.kind === 'fault') spot.report.error(tree.place, result.fault.code, {});
}

const secret = scalar(
  'secret',
  TEXT_OR_NUMBER,
  (written) => (PLACEHOLDER.test(written.trim()) ? undefined : written.trim()),
  (tree, expected, spot) => {
    if (tree.kind !== 'scalar' || tree.text === undefined) return wrong(tree, expected, spot);
    spot.report.error(tree.place, 'placeholder', { key: 'secret' });
  },
);

/** What `.env.example` and manuals write where the real one goes. */
const PLACEHOLDER =
  /PASTE[-_ ]?YOURS?|YOUR[-_ ]?(?:ACCESS[-_ ]?)?(?:TOKEN|SECRET)|access_token=(?:x{3,}|\*+|\.{3}|…|$)/i;

const limit = group('limit', {
  perMinute: field(integer('per-minute', 1, 1_000_000), '每分钟最多几条 · messages a minute, 20'),
  perMonth: field(integer('positive-integer', 1, 10_000_000), '每月最多几条 · messages a month, 3000'),
});

const robot = group('robot', {
  webhook: needed(webhook, '机器人的地址，或 sandbox · webhook, or the word sandbox'),
  secret: field(secret, '加签密钥 SEC… · signing secret'),
  keywords: field(
    noneOrMore(words('keywords', TEXT_OR_NUMBER), 'keywords', { most: 10 }),
    '自定义关键词，消息里至少要有一个 · keywords, one of which each message must contain',
  ),
  limit: field(limit, '发送上限 · limits'),
  openIn: field(openIn, '链接和按钮在哪里打开：browser 浏览器 · where links and buttons open'),
  quiet: field(
    quiet,
    '什么时候不打扰这个群：send、API、hook 的消息等到结束再发 · when this group is not to be disturbed: pushed messages and hooks wait for the end',
  ),
  onFailure: field(robotName, '发送失败时告诉哪个机器人 · robot to tell when sending fails'),
});

export const robotsSection = named('robots', robot, '机器人 · robots');

export type RobotPart = Part<(typeof robot)['fields']>;

/** One entry of `robots:`; `undefined` when it has no webhook. */
export function resolveRobot(
  { key, keyPlace }: Entry,
  part: RobotPart,
  robots: Names,
  report: Report,
): RobotConfig | undefined {
  const { webhook, secret, keywords = [], limit, onFailure, openIn } = part;
  if (onFailure) checkName(onFailure, 'unknown-robot', robots, report);
  const address = webhook?.value;
  const isReal = address !== undefined && address !== SANDBOX;
  if (isReal && secret && secret.value !== '' && !secret.value.startsWith('SEC')) {
    report.warning(secret.place, 'secret-unlike', {});
  }
  const { perMinute, perMonth } = limit ?? {};
  // A higher limit is for a fake DingTalk on this machine only.
  if (isReal && perMinute && perMinute.value > VENDOR_LIMIT && !isLoopback(new URL(address.url).hostname)) {
    report.error(perMinute.place, 'limit-above-vendor', { limit: VENDOR_LIMIT });
  }
  return (
    address && {
      name: key,
      webhook: address === SANDBOX ? { kind: SANDBOX } : { kind: 'dingtalk', ...address, lane: laneOf(address.token) },
      ...(secret && secret.value !== '' && { secret: secret.value }),
      keywords: keywords.map(({ value }) => value),
      limit: { perMinute: perMinute?.value ?? VENDOR_LIMIT, perMonth: perMonth?.value ?? 3_000 },
      ...(openIn && { openIn: openIn.value }),
      ...(part.quiet && { quiet: part.quiet }),
      ...(onFailure && { onFailure: onFailure.value }),
      source: { file: keyPlace.source.file, ...positionAt(keyPlace.source, keyPlace.start) },
    }
  );
}
