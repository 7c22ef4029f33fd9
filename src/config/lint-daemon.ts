import { isLoopback } from '../network/loopback.ts';
import type { DaemonConfig } from './config.ts';
import type { Read } from './read-sections.ts';
import type { Report } from './report.ts';
import type { Place } from './source.ts';

/** What can be guessed is no token: anyone in the network may try, where the page is open to it. */
const SHORTEST_TOKEN = 16;
const SHORTEST_AT_HOME = 12;

/** Warns of doors that stand open, or that nobody can use. */
export function lintDaemon(daemon: Read<'daemon'> | undefined, { http }: DaemonConfig, report: Report): void {
  if (!daemon) return;
  const written = daemon.part.http;
  const placeOf = (key: 'host' | 'token' | 'calendarToken'): Place => written?.[key]?.place ?? daemon.entry.keyPlace;
  const { host, token, calendarToken } = http;
  const least = isLoopback(host) ? SHORTEST_AT_HOME : SHORTEST_TOKEN;
  if (token === undefined && !isLoopback(host)) report.warning(placeOf('host'), 'host-without-token', {});
  if (token !== undefined && token.length < least) report.warning(placeOf('token'), 'token-short', { least });
  if (calendarToken === undefined) return;
  if (calendarToken === token) report.warning(placeOf('calendarToken'), 'calendar-token-opens-all', {});
  else if (calendarToken.length < SHORTEST_TOKEN) {
    report.warning(placeOf('calendarToken'), 'token-short', { least: SHORTEST_TOKEN });
  }
}
