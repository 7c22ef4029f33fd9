import { describe, expect, it } from 'vitest';
import { toldOf } from '../support/dates-of.ts';

const PEOPLE = `people:
  lili: { name: 丽丽, birthday: 1990-12-06, joined: 2019-12-02 }
  xiaoming: { name: 小明, birthday: { lunar: 1992-10-26 }, joined: 2024-02-29 }
  laowang: { name: 老王, birthday: 12-13 }
`;

async function said(yaml: string, from: string, until: string): Promise<readonly string[]> {
  return (await toldOf(yaml, from, until, PEOPLE)).map(({ time, text }) => `${time.slice(0, 10)} ${text}`);
}

describe('work anniversaries', () => {
  const TEXT = 'text: "{{ person.name }} {{ years }}"';

  it('of everybody who has a first day, from a year after it, also of Feb 29', async () => {
    expect(await said(`anniversaries: all, ${TEXT}`, '2024-01-01', '2026-12-31')).toEqual([
      '2024-12-02 丽丽 5',
      '2025-02-28 小明 1',
      '2025-12-02 丽丽 6',
      '2026-02-28 小明 2',
      '2026-12-02 丽丽 7',
    ]);
  });

  it('of some, told beforehand, on a workday', async () => {
    // 2028-12-02 is a Saturday.
    const yaml = `anniversaries: [lili], advance: [7d, 0d], shift: previous-workday, ${TEXT}`;
    expect(await said(yaml, '2028-11-01', '2028-12-31')).toEqual(['2028-11-24 丽丽 9', '2028-12-01 丽丽 9']);
  });
});

describe('the birthdays of a week', () => {
  const LIST =
    'text: "{% for each in coming_birthdays %}{{ each.date | date: \'M/d\' }} {{ each.name }} {{ each.years }} {{ each.days_left }};{% else %}没有{% endfor %}"';

  it('are those of seven days, the soonest first, by both calendars', async () => {
    // 十月廿六 of 2026 is December 4: the tenth month began on November 9.
    expect(await said(`at: "09:00", on: mon, ${LIST}`, '2026-11-30', '2026-12-14')).toEqual([
      '2026-11-30 12/4 小明 34 4;12/6 丽丽 36 6;',
      '2026-12-07 12/13 老王  6;',
      '2026-12-14 没有',
    ]);
  });

  it('one each: nobody is in two weeks, or in none', async () => {
    const names = await said(
      'at: "09:00", on: mon, text: "{% for each in coming_birthdays %}{{ each.name }}{% endfor %}。"',
      '2026-01-05',
      '2027-01-03',
    );
    expect(names.map((each) => each.slice(11, -1)).filter(Boolean)).toEqual(['小明丽丽', '老王']);
  });
});
