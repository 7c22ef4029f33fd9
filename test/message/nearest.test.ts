import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/message/nearest.ts';

describe('nearest', () => {
  it.each([
    ['dat', ['at', 'date'], 'date'],
    ['Person', ['person', 'years'], 'person'],
    ['day_left', ['days_left', 'date'], 'days_left'],
    ['user_id', ['userId', 'id'], 'userId'],
    ['weather', ['at', 'date', 'years'], undefined],
    ['x', ['at', 'date'], undefined],
    ['x', [], undefined],
  ])('%s among %j is %s', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});
