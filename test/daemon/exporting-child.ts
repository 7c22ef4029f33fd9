/** Prints a calendar of occurrences around clock changes, made in whatever zone this process lives in. */
import { toICalendar } from '../../src/daemon/calendar-export.ts';
import { upcoming } from '../../src/daemon/upcoming.ts';
import { daily } from '../../src/schedule/daily.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { reminder } from './reminder.ts';

const reminders = ['Asia/Shanghai', 'America/New_York', 'Pacific/Apia'].map((timezone) =>
  reminder(timezone, { timezone, pattern: daily([9 * 3_600]) }),
);
const range = { from: toEpochMs(Date.UTC(2026, 2, 7)), until: toEpochMs(Date.UTC(2026, 2, 10)) };
process.stdout.write(toICalendar(upcoming(reminders, range), { name: '钉铃', now: range.from }));
