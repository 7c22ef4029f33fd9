import type { Reminder } from '../../src/config/config.ts';
import { daily } from '../../src/schedule/daily.ts';
import type { Pattern } from '../../src/schedule/pattern.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { HOUR } from '../../src/schedule/instant.ts';

/** A reminder as `config/` would resolve it; every hour on the hour unless told otherwise. */
export function reminder(
  id: string,
  options: Partial<Omit<Reminder, 'id' | 'timetable'>> & { readonly pattern?: Pattern } = {},
): Reminder {
  const { pattern = hourly, ...rest } = options;
  const timezone = options.timezone ?? 'UTC';
  return {
    id,
    tags: [],
    robots: ['team'],
    timezone,
    timetable: createTimetable({ sources: [{ pattern }], zone: zone(timezone) }),
    triggerKey: 'hourly',
    when: 'every hour',
    rhythm: { kind: 'every', interval: '1h' },
    on: [],
    lateMs: HOUR / 4,
    catchUp: 'latest',
    priority: 0,
    paused: false,
    coalesce: true,
    render: (occurrence, { lateMinutes }) => ({
      kind: 'text',
      text: `${id} ${new Date(occurrence.at).toISOString()}${lateMinutes > 0 ? ` +${lateMinutes}` : ''}`,
    }),
    source: { file: 'schedules/test.yaml', line: 1 },
    ...rest,
  };
}

const hourly: Pattern = daily(Array.from({ length: 24 }, (_, hour) => hour * 3_600));
