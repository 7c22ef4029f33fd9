import { isLoopback } from '../network/loopback.ts';
import type { DaemonConfig } from './config.ts';
import type { Read } from './read-sections.ts';
import type { Report } from './report.ts';
import type { Place } from './source.ts';

/** What can be guessed is no token: anyone in the network may try. */
const SHORTEST_TOKEN = 16;

/** Warns of doors that stand open, or that nobody can use. */
export function lintDaemon(daemon: Read<'daemon'> | undefined, { http }: DaemonConfig, report: Report): void {
  if (!daemon) return;
  const written = daemon.part.http;
  const placeOf = (key: 'host' | 'token' | 'calendarToken'): Place => written?.[key]?.place ?? daemon.entry.keyPlace;
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
