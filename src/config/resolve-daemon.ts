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
import { suggestionFor } from './suggestion.ts';
import type { Expected } from './texts/expected.ts';
import type { Entry, Scalar, Tree } from './tree.ts';
import { shown, treeAt } from './tree.ts';
import { validate } from './validate.ts';

/** `daemon:` with its defaults. What is wrong in it is reported, and the default stands in for it meanwhile. */
export function resolveDaemon(entry: Entry | undefined, directory: string, report: Report): DaemonConfig {
  const shape = entry && (isEmpty(entry) ? {} : validate(SHAPES.daemon, entry.value, entry.keyPlace, report));
  const { timezone, locale = 'zh-CN', data = 'data', http = {}, retention = '90d' } = shape ?? {};
  const holidayAddresses = entry && addressesOf(shape ?? {}, entry.value, report);
  const heartbeatUrl = entry && heartbeatOf(shape ?? {}, entry.value, report);
  const { host = '127.0.0.1', port = 8787, token = '', calendarToken = '' } = http;
  return {
    timezone: (entry && resolveTimezone(timezone, entry.value, report)) ?? 'Asia/Shanghai',
    locale,
    dataDirectory: resolve(dirname(directory), data),
    http: {
      host,
      port,
      ...(token === '' ? {} : { token }),
      ...(calendarToken === '' ? {} : { calendarToken }),
      publicHosts: entry && shape ? publicHostsOf(entry.value, report) : [],
    },
    ...(holidayAddresses === undefined ? {} : { holidayAddresses }),
    retentionMs: parseDuration(retention) ?? 90 * DAY,
    ...(heartbeatUrl === undefined ? {} : { heartbeatUrl }),
  };
}

/** `undefined`: the usual ones. */
function addressesOf({ holidays }: DaemonShape, tree: Tree, report: Report): readonly string[] | undefined {
  if (holidays === undefined) return undefined;
  if (typeof holidays === 'string') return [];
  const group = treeAt(tree, ['holidays']) ?? tree;
  for (const path of pathsOfEach(group, 'urls')) {
    const scalar = scalarAt(group, path);
    if (holidayUrl(scalar.text ?? '', ANY_YEAR) !== undefined) continue;
    reportWrong(scalar, 'holiday-url', report);
  }
  return [holidays.urls].flat();
}

const ANY_YEAR = 2000;

function heartbeatOf({ heartbeat = '' }: DaemonShape, tree: Tree, report: Report): string | undefined {
  const written = heartbeat.trim();
  if (written === '') return undefined;
  if (/^https?:\/\//i.test(written) && URL.canParse(written)) return written;
  reportWrong(scalarAt(tree, ['heartbeat']), 'heartbeat', report);
  return undefined;
}

/** An empty one says nothing: `${PUBLIC_HOST:-}`. */
function publicHostsOf(tree: Tree, report: Report): readonly string[] {
  const group = treeAt(tree, ['http']) ?? tree;
  const written = pathsOfEach(group, 'publicHosts')
    .map((path) => scalarAt(group, path))
    .filter(({ text = '' }) => text !== '');
  for (const scalar of written) {
    if (!HOST_NAME.test(scalar.text ?? '')) reportWrong(scalar, 'public-hosts', report);
  }
  return written.map(({ text = '' }) => text.toLowerCase());
}

/** As browsers put it into `Host`: names of other scripts come in punycode. */
const HOST_NAME = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;

function reportWrong({ text = '', place, fromEnvironment }: Scalar, expected: Expected, report: Report): void {
  const written = shown(place);
  if (fromEnvironment) return report.error(place, 'bad-environment-value', { written });
  const suggestion = suggestionFor(expected, text);
  report.error(place, 'wrong-value', {
    expected,
    got: { kind: 'text', written },
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** A group of which everything is commented out. */
function isEmpty({ value }: Entry): boolean {
  return value.kind === 'scalar' && value.text === undefined;
}
