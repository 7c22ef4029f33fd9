import { DAY, HOUR, MINUTE, SECOND } from './instant.ts';

/** `45s`, `15m`, `2h`, `1d` in ms, a day being 24 hours; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,8})([smhd])$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}

const UNITS = { s: SECOND, m: MINUTE, h: HOUR, d: DAY } as const;
