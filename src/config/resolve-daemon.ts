import { dirname, resolve } from 'node:path';
import { DAY } from '../schedule/instant.ts';
import { parseDuration } from '../schedule/duration.ts';
import type { DaemonConfig } from './config.ts';
import type { Report } from './report.ts';
import { resolveTimezone } from './resolve-timezone.ts';
import { SHAPES } from './shape.ts';
import type { Entry } from './tree.ts';
import { validate } from './validate.ts';

/** `daemon:` with its defaults. What is wrong in it is reported, and the default stands in for it meanwhile. */
export function resolveDaemon(entry: Entry | undefined, directory: string, report: Report): DaemonConfig {
  const shape = entry && (isEmpty(entry) ? {} : validate(SHAPES.daemon, entry.value, entry.keyPlace, report));
  const { timezone, locale = 'zh-CN', data = 'data', http = {}, retention = '90d' } = shape ?? {};
  const { host = '127.0.0.1', port = 8787, token = '' } = http;
  return {
    timezone: (entry && resolveTimezone(timezone, entry.value, report)) ?? 'Asia/Shanghai',
    locale,
    dataDirectory: resolve(dirname(directory), data),
    http: { host, port, ...(token === '' ? {} : { token }) },
    retentionMs: parseDuration(retention) ?? 90 * DAY,
  };
}

/** A group of which everything is commented out. */
function isEmpty({ value }: Entry): boolean {
  return value.kind === 'scalar' && value.text === undefined;
}
