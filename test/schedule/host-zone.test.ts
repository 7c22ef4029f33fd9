import { afterEach, describe, expect, it } from 'vitest';
import { cron } from '../../src/schedule/cron-trigger.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { daySource } from '../../src/schedule/source.ts';
import { yearly } from '../../src/schedule/yearly.ts';
import { zone } from '../../src/schedule/zone.ts';

const HOSTS = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'];
const TZ = process.env['TZ'];

afterEach(() => {
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

describe('the zone of the host', () => {
  it.each(HOSTS)('%s does not matter', (host) => {
    process.env['TZ'] = host;
    // The test would prove nothing if the host's zone did not change.
    expect(new Date(2026, 0, 1).getTime()).toBe(
      Temporal.ZonedDateTime.from(`2026-01-01T00:00[${host}]`).epochMilliseconds,
    );
    const newYear = toEpochMs(Date.UTC(2025, 11, 31, 23, 59, 59));
    expect(cron('0 0 1 1 *', { timezone: 'Asia/Shanghai' }).next(newYear)).toBe(Date.UTC(2026, 11, 31, 16));
    expect(cron('30 2 * 3 *', { timezone: 'America/New_York' }).next(toEpochMs(Date.UTC(2026, 2, 8)))).toBe(
      Date.UTC(2026, 2, 8, 7),
    );
    const birthday = createTimetable({
      sources: [daySource(yearly({ month: 1, day: 1, since: 1990 }), [0], 'lili')],
      zone: zone('Pacific/Auckland'),
    });
    expect(birthday.next(toEpochMs(Date.UTC(2025, 11, 30)))).toEqual({
      at: Date.UTC(2025, 11, 31, 11),
      occurrences: [{ at: Date.UTC(2025, 11, 31, 11), date: '2026-01-01', daysLeft: 0, years: 36, person: 'lili' }],
    });
  });
});
