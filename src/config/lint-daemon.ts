import { isLoopback } from '../network/loopback.ts';
import type { DaemonConfig } from './config.ts';
import type { Report } from './report.ts';
import type { Place } from './source.ts';
import type { Entry } from './tree.ts';
import { entryOf, treeAt } from './tree.ts';

/** What can be guessed is no token: anyone in the network may try. */
const SHORTEST_TOKEN = 16;

/** Warns of doors that stand open, or that nobody can use. */
export function lintDaemon(entry: Entry | undefined, { http }: DaemonConfig, report: Report): void {
  if (!entry) return;
  const group = treeAt(entry.value, ['http']);
  const placeOf = (key: string): Place => entryOf(group, key)?.value.place ?? entry.keyPlace;
  const { host, token, calendarToken } = http;
  if (!isLoopback(host)) {
    if (token === undefined) report.warning(placeOf('host'), 'host-without-token', {});
    else if (token.length < SHORTEST_TOKEN) report.warning(placeOf('token'), 'token-short', { least: SHORTEST_TOKEN });
  }
  if (calendarToken === undefined) return;
  if (calendarToken === token) report.warning(placeOf('calendarToken'), 'calendar-token-opens-all', {});
  else if (calendarToken.length < SHORTEST_TOKEN) {
    report.warning(placeOf('calendarToken'), 'token-short', { least: SHORTEST_TOKEN });
  }
}
