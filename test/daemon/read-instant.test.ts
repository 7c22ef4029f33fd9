import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstant } from '../../src/daemon/read-instant.ts';

describe('an instant as it is written', () => {
  it.each<[string, string, string]>([
    ['2026-12-24T08:50:00+08:00', 'Asia/Shanghai', '2026-12-24T00:50:00.000Z'],
    ['2026-12-24T08:50+0800', 'Europe/Berlin', '2026-12-24T00:50:00.000Z'],
    ['2026-12-24T08:50+08', 'Europe/Berlin', '2026-12-24T00:50:00.000Z'],
    ['2026-12-24t00:50:00.5z', 'Asia/Shanghai', '2026-12-24T00:50:00.500Z'],
    ['2026-12-24 08:50', 'Asia/Shanghai', '2026-12-24T00:50:00.000Z'],
    [' 2026-12-24T08:50:30 ', 'Asia/Shanghai', '2026-12-24T00:50:30.000Z'],
    ['2026-12-24', 'Asia/Shanghai', '2026-12-23T16:00:00.000Z'],
    // The clock goes from 2:00 to 3:00, and from 3:00 back to 2:00.
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%j in %s is %s', (written, timezone, instant) => {
    expect(new Date(readInstant(written, timezone)!).toISOString()).toBe(instant);
  });

  it.each([
    '',
    'now',
    'tomorrow',
    '08:50',
    '2026-13-01',
    '2026-02-29',
    '2026-12-24T25:00',
    '2026-12-24T08:50+25:00',
    '2026-12-24T08',
    '2026-12-24+08:00',
    '20261224',
    '+275760-09-13T00:00:00Z',
    '-000001-01-01',
    '2026-12-24T08:50[Europe/Berlin]',
    '1798159800000',
  ])('%j is none', (written) => {
    expect(readInstant(written, 'Asia/Shanghai')).toBeUndefined();
  });

  it('reads back what it is told, and no text breaks it', () => {
    const years = { min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), (date) => {
        expect(readInstant(date.toISOString(), 'Asia/Shanghai')).toBe(date.getTime());
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void readInstant(text, 'Asia/Shanghai')));
  });
});
