import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/schedule/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['45s', 45_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['0s', 0],
    ['99999999d', 99_999_999 * 86_400_000],
  ])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '15', 'm', '1.5h', '-1m', '15 m', '15min', '1h30m', '15M', '999999999d', '一天'])('refuses %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it('takes nothing that is no exact number of milliseconds', () => {
    expect(Number.isSafeInteger(parseDuration('99999999d'))).toBe(true);
  });
});
