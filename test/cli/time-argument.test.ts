import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/cli/failure.ts';
import { parseTimeArgument } from '../../src/cli/time-argument.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';

const session = { now: toEpochMs(Date.parse('2026-11-24T08:00:00Z')), texts: textsIn('en') };

function parse(text: string, timezone = 'Asia/Shanghai', bare: 'past' | 'future' = 'future'): string {
  return new Date(parseTimeArgument(session, text, { option: '--from', timezone, bare })).toISOString();
}

describe('a time on the command line', () => {
  it.each([
    ['with an offset', '2026-12-31T08:50:00+08:00', '2026-12-31T00:50:00.000Z'],
    ['with an offset, to the minute', '2026-12-31T08:50+08:00', '2026-12-31T00:50:00.000Z'],
    ['with an offset without a colon', '2026-12-31T08:50+0800', '2026-12-31T00:50:00.000Z'],
    ['in UTC', '2026-12-31T08:50:00Z', '2026-12-31T08:50:00.000Z'],
    ['as `next --json` prints it, with another offset', '2026-12-31T08:50:00-05:00', '2026-12-31T13:50:00.000Z'],
    ['local, to the minute', '2026-12-31T08:50', '2026-12-31T00:50:00.000Z'],
    ['local, to the second', '2026-12-31T08:50:30', '2026-12-31T00:50:30.000Z'],
    ['local, with a space', '2026-12-31 08:50', '2026-12-31T00:50:00.000Z'],
    ['a date: its midnight', '2026-12-31', '2026-12-30T16:00:00.000Z'],
    ['now', 'now', '2026-11-24T08:00:00.000Z'],
    ['a bare duration', '2h', '2026-11-24T10:00:00.000Z'],
    ['a signed duration', '-1d', '2026-11-23T08:00:00.000Z'],
    ['a positive duration', '+90m', '2026-11-24T09:30:00.000Z'],
    ['with space around it', ' 2026-12-31 ', '2026-12-30T16:00:00.000Z'],
  ])('%s', (_, text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it('a bare duration points to the past where one looks back', () => {
    expect(parse('2h', 'Asia/Shanghai', 'past')).toBe('2026-11-24T06:00:00.000Z');
    expect(parse('+2h', 'Asia/Shanghai', 'past')).toBe('2026-11-24T10:00:00.000Z');
  });

  it('a local time that comes twice is the first of the two', () => {
    expect(parse('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });

  it('a local time that does not exist is as much later', () => {
    expect(parse('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });

  // It is 16:00 in Shanghai.
  it.each([
    ['17:30', '2026-11-24T09:30:00.000Z'],
    ['15:00', '2026-11-25T07:00:00.000Z'],
    ['16:00', '2026-11-25T08:00:00.000Z'],
    ['9:00', '2026-11-25T01:00:00.000Z'],
    ['9：00', '2026-11-25T01:00:00.000Z'],
    ['tomorrow 9:00', '2026-11-25T01:00:00.000Z'],
    ['Tomorrow 09:00', '2026-11-25T01:00:00.000Z'],
    ['明天 9:00', '2026-11-25T01:00:00.000Z'],
    ['明天9:00', '2026-11-25T01:00:00.000Z'],
    ['后天 18:05', '2026-11-26T10:05:00.000Z'],
    ['今天 15:00', '2026-11-24T07:00:00.000Z'],
    ['明天', '2026-11-24T16:00:00.000Z'],
  ])('as people say it, where it is to come: %s', (text, expected) => {
    expect(parse(text)).toBe(expected);
    expect(() => parse(text, 'Asia/Shanghai', 'past')).toThrow(Failure);
  });

  it.each([
    '',
    '2026-13-01',
    '2026-02-30',
    '2026-12-31T25:00',
    '2026-12-31T08:50+99:00',
    '24:30',
    '9:60',
    '昨天 9:00',
    '12',
    '2y',
    '2026-12-31T08:50[Nowhere/City]',
    '1e3d',
    '-',
  ])('refuses %j and says what to write', (text) => {
    expect(() => parse(text)).toThrow(Failure);
    expect(() => parse(text)).toThrow(/--from: .*Write 15:00, tomorrow 9:00, 2026-12-31/);
  });
});
