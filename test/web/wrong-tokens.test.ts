import { describe, expect, it } from 'vitest';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { WrongTokens } from '../../src/web/wrong-tokens.ts';

const NOW = toEpochMs(1_800_000_000_000);
const later = (ms: number) => toEpochMs(NOW + ms);

function triedBy(visitor: string, count: number, tokens = new WrongTokens()): WrongTokens {
  for (let index = 0; index < count; index++) tokens.add(visitor, `guess ${index}`, later(index));
  return tokens;
}

describe('whoever guesses', () => {
  it('is heard nine times, and after the tenth not for a minute', () => {
    expect(triedBy('a', 9).waitOf('a', later(9))).toBe(0);
    const tokens = triedBy('a', 10);
    expect(tokens.waitOf('a', later(9))).toBe(MINUTE - 9);
    expect(tokens.waitOf('a', later(MINUTE - 1))).toBe(1);
    expect(tokens.waitOf('a', later(MINUTE))).toBe(0);
  });

  it('gets no more than ten tries in any minute', () => {
    const tokens = new WrongTokens();
    const tries: number[] = [];
    for (let ms = 0; ms < 10 * MINUTE; ms += 1_500) {
      if (tokens.waitOf('a', later(ms)) > 0) continue;
      tokens.add('a', `guess ${ms}`, later(ms));
      tries.push(ms);
    }
    for (const start of tries)
      expect(tries.filter((ms) => ms >= start && ms < start + MINUTE).length).toBeLessThanOrEqual(10);
    expect(tries.length).toBeGreaterThan(90);
  });

  it('shuts out nobody else', () => {
    expect(triedBy('a', 10).waitOf('b', NOW)).toBe(0);
  });
});

describe('a forgotten script with an old token', () => {
  it('counts once, however often it comes', () => {
    const tokens = new WrongTokens();
    for (let index = 0; index < 1_000; index++) tokens.add('a', 'last year', later(index));
    expect(tokens.waitOf('a', later(1_000))).toBe(0);
  });
});

describe('what is remembered', () => {
  it('is forgotten when the clock is set back', () => {
    expect(triedBy('a', 10).waitOf('a', later(-MINUTE))).toBe(0);
  });

  it('is bounded: a thousand strangers push the first one out', () => {
    const tokens = triedBy('first', 10);
    for (let index = 0; index < 999; index++) tokens.add(`stranger ${index}`, 'guess', NOW);
    expect(tokens.waitOf('first', later(10))).toBeGreaterThan(0);
    tokens.add('one more', 'guess', NOW);
    expect(tokens.waitOf('first', later(10))).toBe(0);
  });
});
