import { dirname, resolve } from 'node:path';
import { DAY } from '../schedule/instant.ts';
import { parseDuration } from '../schedule/duration.ts';
import type { DaemonConfig } from './config.ts';
import { pathsOfEach, scalarAt } from './entry-fault.ts';
import { holidayUrl } from './holiday-url.ts';
import type { Report } from './report.ts';
import { resolveTimezone } from './resolve-timezone.ts';
import { SHAPES } from './shape.ts';
import type { DaemonShape } from './shape.ts';
import type { Entry, Tree } from './tree.ts';
import { shown, treeAt } from './tree.ts';
import { validate } from './validate.ts';

/** `daemon:` with its defaults. What is wrong in it is reported, and the default stands in for it meanwhile. */
export function resolveDaemon(entry: Entry | undefined, directory: string, report: Report): DaemonConfig {
  const shape = entry && (isEmpty(entry) ? {} : validate(SHAPES.daemon, entry.value, entry.keyPlace, report));
  const { timezone, locale = 'zh-CN', data = 'data', http = {}, retention = '90d' } = shape ?? {};
  const holidayAddresses = entry && addressesOf(shape ?? {}, entry.value, report);
  const { host = '127.0.0.1', port = 8787, token = '' } = http;
  return {
    timezone: (entry && resolveTimezone(timezone, entry.value, report)) ?? 'Asia/Shanghai',
    locale,
    dataDirectory: resolve(dirname(directory), data),
    http: { host, port, ...(token === '' ? {} : { token }) },
    ...(holidayAddresses === undefined ? {} : { holidayAddresses }),
    retentionMs: parseDuration(retention) ?? 90 * DAY,
  };
}

/** `undefined`: the usual ones. */
function addressesOf({ holidays }: DaemonShape, tree: Tree, report: Report): readonly string[] | undefined {
  if (holidays === undefined) return undefined;
  if (typeof holidays === 'string') return [];
  const group = treeAt(tree, ['holidays']) ?? tree;
  for (const path of pathsOfEach(group, 'urls')) {
    const { text = '', place, fromEnvironment } = scalarAt(group, path);
    if (holidayUrl(text, ANY_YEAR) !== undefined) continue;
    const written = shown(place);
    if (fromEnvironment) report.error(place, 'bad-environment-value', { written });
    else report.error(place, 'wrong-value', { expected: 'holiday-url', got: { kind: 'text', written } });
  }
  return [holidays.urls].flat();
}

const ANY_YEAR = 2000;

/** A group of which everything is commented out. */
function isEmpty({ value }: Entry): boolean {
  return value.kind === 'scalar' && value.text === undefined;
}
