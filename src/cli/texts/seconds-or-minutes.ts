/** `0.42 s`, `12.3 s`, `5 min 7 s`: as exact as is of interest. */
export function secondsOrMinutes(seconds: number, minutesUnit: string, secondsUnit: string): string {
  if (seconds < 60) return `${Number(seconds.toPrecision(3))}${secondsUnit}`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}${minutesUnit}${whole % 60}${secondsUnit}`;
}
