import { describe, expect, it } from 'vitest';
import { parseWallTime } from '../../src/schedule/wall-time.ts';

describe('parseWallTime', () => {
  it.each([
    ['00:00', 0],
    ['08:50', 31_800],
    ['08:50:30', 31_830],
    ['23:59:59', 86_399],
  ])('%s is second %i of the day', (text, seconds) => expect(parseWallTime(text)).toBe(seconds));

  it.each(['24:00', '8:50', '08:60', '08:50:60', '0850', '08：50', ' 08:50', '08:50 ', '', '08:50\n'])(
    'refuses %j',
    (text) => expect(parseWallTime(text)).toBeUndefined(),
  );
});
