import * as fc from 'fast-check';

/** Zones and one of their clock changes, each strange in its own way. */
export const CLOCK_CHANGES: readonly (readonly [timezone: string, around: string, what: string])[] = [
  ['America/New_York', '2026-03-08', 'an hour forward'],
  ['America/New_York', '2026-11-01', 'an hour back'],
  ['Europe/Berlin', '2026-10-25', 'an hour back at 3'],
  ['Europe/Dublin', '2026-03-29', 'summer is standard time there'],
  ['Australia/Lord_Howe', '2026-10-04', 'half an hour forward'],
  ['Australia/Lord_Howe', '2026-04-05', 'half an hour back'],
  ['America/Havana', '2026-03-08', 'forward at midnight'],
  ['America/Havana', '2026-11-01', 'back from 1 to midnight'],
  ['Asia/Beirut', '2026-03-29', 'forward at midnight'],
  ['Asia/Beirut', '2026-10-25', 'back to the day before'],
  ['Africa/Cairo', '2026-04-24', 'forward at midnight'],
  ['America/Santiago', '2026-09-06', 'forward at midnight'],
  ['America/Santiago', '2026-04-05', 'back to the day before'],
  ['America/Sao_Paulo', '2018-11-04', 'forward at midnight'],
  ['America/Sao_Paulo', '2018-02-18', 'back to the day before'],
  ['Antarctica/Troll', '2026-03-29', 'two hours forward'],
  ['Antarctica/Troll', '2026-10-25', 'two hours back'],
  ['Pacific/Apia', '2011-12-30', 'a day that never was'],
  ['Pacific/Kiritimati', '1994-12-31', 'a day that never was'],
  ['America/Juneau', '1983-10-30', 'an hour back and another zone at once'],
  ['Asia/Pyongyang', '2015-08-14', 'half an hour back, no DST'],
  ['Asia/Pyongyang', '2018-05-04', 'half an hour forward, no DST'],
  ['America/Caracas', '2007-12-09', 'half an hour back, no DST'],
  ['Asia/Kathmandu', '1985-12-31', 'a quarter of an hour forward'],
  ['Europe/Istanbul', '2016-09-07', 'DST for ever: nothing changes on the wall'],
  ['Asia/Shanghai', '1991-09-15', 'the last one in China'],
  ['Asia/Shanghai', '2026-06-01', 'none'],
  ['UTC', '2026-01-01', 'none ever'],
];

/** A field's text: `*`, a step, a list of values and ranges. */
function field(min: number, max: number): fc.Arbitrary<string> {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([from, until]) => `${from}-${until}`);
  const part = fc.oneof(value.map(String), range);
  return fc.oneof(
    fc.constant('*'),
    fc.integer({ min: 1, max: max - min + 1 }).map((step) => `*/${step}`),
    fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(',')),
  );
}

const dayOfMonth = fc.oneof(
  { weight: 3, arbitrary: field(1, 31) },
  fc.constantFrom('L', 'LW', '1W', '31W', 'L-30'),
  fc.integer({ min: 1, max: 31 }).map((day) => `${day}W`),
  fc.integer({ min: 1, max: 29 }).map((days) => `L-${days}`),
);
const dayOfWeek = fc.oneof(
  { weight: 3, arbitrary: field(0, 6) },
  fc.integer({ min: 0, max: 7 }).map((weekday) => `${weekday}L`),
  fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 5 })).map(([weekday, nth]) => `${weekday}#${nth}`),
);

/** Day of month, month and weekday. */
export const cronDays = fc
  .tuple(dayOfMonth, fc.oneof({ weight: 2, arbitrary: fc.constant('*') }, field(1, 12)), dayOfWeek)
  .map((parts) => parts.join(' '));

/** Minute and hour; half of them hourly. */
export const cronTimes = fc
  .tuple(field(0, 59), fc.oneof(fc.constant('*'), field(0, 23)))
  .map((parts) => parts.join(' '));

/** Minute and hour as people write them around the hours in which clocks change. */
export const nightTimes = fc
  .tuple(
    fc.oneof(fc.constantFrom('0', '*/15', '*/30', '30', '*', '*/7'), field(0, 59)),
    fc.constantFrom('*', '0', '1', '2', '3', '0-3', '*/2', '23', '23,0', '1-2', '*/3', '12'),
  )
  .map((parts) => parts.join(' '));
