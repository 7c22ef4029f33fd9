import type { Reminder } from '../../src/config/config.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import type { Occurrence } from '../../src/schedule/occurrence.ts';

/** From one date of the reminder's zone to another, both inclusive; of its instants `most` at most. */
export function toldBy(
  { timetable, timezone }: Pick<Reminder, 'timetable' | 'timezone'>,
  from: string,
  until: string,
  most = Number.POSITIVE_INFINITY,
): readonly Occurrence[] {
  const start = Temporal.PlainDate.from(from).toZonedDateTime(timezone).epochMilliseconds;
  const end = Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds;
  const told: (readonly Occurrence[])[] = [];
  let due = timetable.next(toEpochMs(start - 1));
  for (; due && due.at < end && told.length < most; due = timetable.next(due.at)) told.push(due.occurrences);
  return told.flat();
}

/** `15:00 on 12-02, 12-16` where it is always the same time, else `12-04 08:00, 12-04 20:30`; years where there are two. */
export function times({ timezone }: Reminder, told: readonly Occurrence[]): string {
  const walls = told.map(({ at }) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDateTime(),
  );
  const clocks = new Set(walls.map((wall) => wall.toPlainTime().toString({ smallestUnit: 'minute' })));
  const years = new Set(walls.map(({ year }) => year));
  const days = walls.map((wall) =>
    wall
      .toPlainDate()
      .toString()
      .slice(years.size > 1 || isFar(walls) ? 2 : 5),
  );
  const [clock] = clocks;
  if (clocks.size === 1) return `${clock} on ${days.join(', ')}`;
  return walls
    .map((wall, index) => `${days[index]} ${wall.toPlainTime().toString({ smallestUnit: 'minute' })}`)
    .join(', ');
}

/** One alone says its year where that is not soon. */
function isFar(walls: readonly Temporal.PlainDateTime[]): boolean {
  return walls.some(({ year }) => year > 2028);
}

/** What it says, without those whom it calls. */
export function text(reminder: Reminder, occurrence: Occurrence): string {
  const message = reminder.render(occurrence, { lateMinutes: 0 });
  return message.kind === 'text' ? message.text.replaceAll(/ @\S+/g, '') : '';
}

/** `12-09 冬月初一，上香 | 12-23 …` */
export function texts(reminder: Reminder, told: readonly Occurrence[]): string {
  return told
    .map((occurrence) => {
      const wall = Temporal.Instant.fromEpochMilliseconds(occurrence.at).toZonedDateTimeISO(reminder.timezone);
      return `${wall.toPlainDate().toString().slice(5)} ${text(reminder, occurrence)}`;
    })
    .join(' | ');
}
