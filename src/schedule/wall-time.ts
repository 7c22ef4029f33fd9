/** `08:50` or `08:50:30` in seconds since midnight; `undefined` for anything else, `24:00` included. */
export function parseWallTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}
