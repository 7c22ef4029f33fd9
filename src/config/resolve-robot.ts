import { parseWebhook } from '../robot/dingtalk/webhook.ts';
import type { RobotConfig } from './config.ts';
import { scalarAt } from './entry-fault.ts';
import type { Names } from './merge.ts';
import { unknownName } from './merge.ts';
import type { Report } from './report.ts';
import { SHAPES } from './shape.ts';
import type { RobotShape } from './shape.ts';
import type { Entry } from './tree.ts';
import { validate } from './validate.ts';

/** One entry of `robots:`; `undefined` when something in it is wrong. */
export function resolveRobot(entry: Entry, robots: Names, report: Report): RobotConfig | undefined {
  const shape = validate(SHAPES.robot, entry.value, entry.keyPlace, report);
  if (!shape) return undefined;
  const { onFailure } = shape;
  if (onFailure !== undefined) checkOnFailure(onFailure, entry, robots, report);
  const webhook = resolveWebhook(shape.webhook, entry, report);
  const secret = shape.secret?.trim() ?? '';
  if (secret !== '' && !secret.startsWith('SEC') && webhook?.kind === 'dingtalk') {
    report.warning(scalarAt(entry.value, ['secret']).place, 'secret-unlike', {});
  }
  if (!webhook) return undefined;
  return {
    name: entry.key,
    webhook,
    ...(secret === '' ? {} : { secret }),
    keywords: [shape.keywords ?? []].flat(),
    limit: limitOf(shape),
    ...(onFailure === undefined ? {} : { onFailure }),
  };
}

function limitOf({ limit: { perMinute = 20, perMonth = 3_000 } = {} }: RobotShape): RobotConfig['limit'] {
  return { perMinute, perMonth };
}

function checkOnFailure(name: string, { value }: Entry, robots: Names, report: Report): void {
  const { place } = scalarAt(value, ['onFailure']);
  const unknown = unknownName(name, place, robots);
  if (unknown) report.error(place, 'unknown-robot', unknown);
}

function resolveWebhook(written: string, { value }: Entry, report: Report): RobotConfig['webhook'] | undefined {
  if (written.trim().toLowerCase() === 'sandbox') return { kind: 'sandbox' };
  const result = parseWebhook(written);
  if (result.kind === 'webhook') return { kind: 'dingtalk', url: result.webhook.url };
  report.error(scalarAt(value, ['webhook']).place, result.fault.code, {});
  return undefined;
}
