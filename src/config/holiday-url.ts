import { isLoopback } from '../network/loopback.ts';

/** What to download for a year; `undefined` when the template is no https address with `{year}` in its path or query. */
export function holidayUrl(template: string, year: number): URL | undefined {
  if (!template.includes(PLACEHOLDER)) return undefined;
  const url = URL.parse(template.replaceAll(PLACEHOLDER, String(year)));
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  // Without TLS, others on the way could change the days off: only this machine may do without it.
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isSafe ? url : undefined;
}

const PLACEHOLDER = '{year}';
