import { parseDuration } from './duration.ts';

/** One entry of `advance`: how much earlier than the occurrence people are told. `text` is the entry as written. */
export type Notice =
  /** So many calendar days earlier, at the same wall time. */
  | { readonly kind: 'days'; readonly text: string; readonly days: number }
  /** So many workdays earlier, at the same wall time; the day itself does not count. 1-999 */
  | { readonly kind: 'workdays'; readonly text: string; readonly workdays: number }
  /** So much elapsed time earlier, whatever the clock on the wall does meanwhile. */
  | { readonly kind: 'elapsed'; readonly text: string; readonly ms: number };

/** `7d` and `0d` are calendar days, `10m`, `2h`, `45s` elapsed time, `2 workdays` workdays; `undefined` for anything else. */
export function parseNotice(text: string): Notice | undefined {
  const [, count] = WORKDAYS.exec(text) ?? [];
  if (count !== undefined) return { kind: 'workdays', text, workdays: Number(count) };
  const ms = parseDuration(text);
  if (ms === undefined) return undefined;
  return text.endsWith('d') ? { kind: 'days', text, days: Number.parseInt(text, 10) } : { kind: 'elapsed', text, ms };
}

const WORKDAYS = /^([1-9]\d{0,2}) *workdays?$/;
