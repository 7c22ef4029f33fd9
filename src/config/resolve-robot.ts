import { isLoopback } from '../network/loopback.ts';
import { parseWebhook } from '../robot/dingtalk/webhook.ts';
import type { RobotConfig } from './config.ts';
import { scalarAt } from './entry-fault.ts';
import type { Names } from './merge.ts';
import { unknownName } from './merge.ts';
import type { Report } from './report.ts';
import { SHAPES } from './shape.ts';
import type { RobotShape } from './shape.ts';
import { positionAt } from './source.ts';
import type { Entry } from './tree.ts';
import { soundPart, validate } from './validate.ts';

/** Messages a minute that DingTalk takes from one robot. */
const VENDOR_LIMIT = 20;

/** One entry of `robots:`; `undefined` when something in it is wrong. */
export function resolveRobot(entry: Entry, robots: Names, report: Report): RobotConfig | undefined {
  const shape = validate(SHAPES.robot, entry.value, entry.keyPlace, report);
  if (!shape) {
    const rest = soundPart(SHAPES.robot, entry);
    if (rest) resolveRobot(rest, robots, report);
    return undefined;
  }
  const { onFailure } = shape;
  if (onFailure !== undefined) checkOnFailure(onFailure, entry, robots, report);
  const webhook = resolveWebhook(shape.webhook, entry, report);
  const secret = shape.secret?.trim() ?? '';
  if (PLACEHOLDER.test(secret)) reportPlaceholder('secret', entry, report);
  else if (secret !== '' && !secret.startsWith('SEC') && webhook?.kind === 'dingtalk') {
    report.warning(scalarAt(entry.value, ['secret']).place, 'secret-unlike', {});
  }
  if (!webhook) return undefined;
  checkLimit(shape, webhook, entry, report);
  return {
    name: entry.key,
    webhook,
    ...(secret === '' ? {} : { secret }),
    keywords: [shape.keywords ?? []].flat(),
    limit: limitOf(shape),
    ...(onFailure === undefined ? {} : { onFailure }),
    source: { file: entry.keyPlace.source.file, ...positionAt(entry.keyPlace.source, entry.keyPlace.start) },
  };
}

/** What `.env.example` and manuals write where the real one goes. */
const PLACEHOLDER =
  /PASTE[-_ ]?YOURS?|YOUR[-_ ]?(?:ACCESS[-_ ]?)?(?:TOKEN|SECRET)|access_token=(?:x{3,}|\*+|\.{3}|…|$)/i;

function reportPlaceholder(key: 'webhook' | 'secret', { value }: Entry, report: Report): void {
  report.error(scalarAt(value, [key]).place, 'placeholder', { key });
}

function limitOf({ limit: { perMinute = VENDOR_LIMIT, perMonth = 3_000 } = {} }: RobotShape): RobotConfig['limit'] {
  return { perMinute, perMonth };
}

/** A higher limit is for a fake DingTalk on this machine only. */
function checkLimit({ limit }: RobotShape, webhook: RobotConfig['webhook'], { value }: Entry, report: Report): void {
  const perMinute = limit?.perMinute ?? VENDOR_LIMIT;
  if (perMinute <= VENDOR_LIMIT || webhook.kind === 'sandbox' || isLoopback(new URL(webhook.url).hostname)) return;
  report.error(scalarAt(value, ['limit', 'perMinute']).place, 'limit-above-vendor', { limit: VENDOR_LIMIT });
}

function checkOnFailure(name: string, { value }: Entry, robots: Names, report: Report): void {
  const { place } = scalarAt(value, ['onFailure']);
  const unknown = unknownName(name, place, robots);
  if (unknown) report.error(place, 'unknown-robot', unknown);
}

function resolveWebhook(written: string, entry: Entry, report: Report): RobotConfig['webhook'] | undefined {
  if (written.trim().toLowerCase() === 'sandbox') return { kind: 'sandbox' };
  if (PLACEHOLDER.test(written)) {
    reportPlaceholder('webhook', entry, report);
    return undefined;
  }
  const result = parseWebhook(written);
  if (result.kind === 'webhook') return { kind: 'dingtalk', url: result.webhook.url };
  report.error(scalarAt(entry.value, ['webhook']).place, result.fault.code, {});
  return undefined;
}
