import { describe, expect, it } from 'vitest';
import { toldOf } from '../support/dates-of.ts';

/** 2026-12-04 is a Friday. */
async function night(more: string, from = '2026-12-01', until = '2026-12-08'): Promise<string> {
  const told = await toldOf(`every: 4h, between: "22:00-06:00", ${more}`, from, until);
  return told.map(({ time, date }) => `${time.slice(5)} of ${date.slice(8)}`).join(', ');
}

const OF_FRIDAY = '12-04 22:00 of 04, 12-05 02:00 of 04, 12-05 06:00 of 04';

describe('a night belongs to the day on which it begins', () => {
  it.each([
    ['on', 'on: fri'],
    ['unless', 'unless: [mon, tue, wed, thu, sat, sun]'],
    ['skip', 'skip: [2026-11-01..2026-12-03, 2026-12-05..2026-12-31]'],
    ['active', 'active: { from: 2026-12-04, until: 2026-12-04 }'],
    ['active, of every year', 'active: { from: 12-04, until: 12-04 }'],
  ])('for %s', async (_, more) => {
    expect(await night(more)).toBe(OF_FRIDAY);
  });

  it('for a date that is skipped after midnight alone', async () => {
    expect(await night('on: fri, skip: 2026-12-05')).toBe(OF_FRIDAY);
  });

  it('for the holidays: the last night before work still belongs to them', async () => {
    expect(await night('on: holidays', '2026-10-07', '2026-10-09')).toBe(
      '10-07 02:00 of 06, 10-07 06:00 of 06, 10-07 22:00 of 07, 10-08 02:00 of 07, 10-08 06:00 of 07',
    );
  });

  it('for the roster', async () => {
    const told = await toldOf(
      'every: 4h, between: "22:00-06:00", rotate: { people: [lili, xiaoming], every: 1 day, from: 2026-12-04 }, text: "{{ person.name }}"',
      '2026-12-04',
      '2026-12-06',
    );
    expect(told.slice(2).map(({ time, person }) => `${time.slice(5)} ${person}`)).toEqual([
      '12-04 22:00 lili',
      '12-05 02:00 lili',
      '12-05 06:00 lili',
      '12-05 22:00 xiaoming',
      '12-06 02:00 xiaoming',
      '12-06 06:00 xiaoming',
      '12-06 22:00 lili',
    ]);
  });
});
