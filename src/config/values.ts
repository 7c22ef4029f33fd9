import { parseIsoDate } from '../schedule/civil.ts';
import { parseDuration } from '../schedule/duration.ts';
import { parseDayRange } from '../schedule/filter.ts';
import { DAY } from '../schedule/instant.ts';
import { isTimeZone } from '../schedule/zone.ts';
import { checked } from './decode/checked.ts';
import { choice, matching, NOT_EMPTY, patternSchema, reference, refusing, scalar } from './decode/scalars.ts';
import { oneOrMore } from './decode/collections.ts';
import { vouched } from './printable.ts';
import { bare, shown } from './tree.ts';
import { placesAt, zoneGuess } from './zone-guess.ts';

/* What can stand under keys of several sections. */

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATES = /^\d{4}-\d{2}-\d{2}(?: *\.\. *\d{4}-\d{2}-\d{2})?$/;
const DURATION = /^\d{1,8}[smhd]$/;

export const time = matching('time', /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/);

/** In ms. */
export const duration = scalar('duration', patternSchema(DURATION), durationOf);

/** In ms, a day at most. */
export function spreadWindow(expected: 'spread' | 'spread-within') {
  return scalar(expected, patternSchema(DURATION), (written) => {
    const ms = durationOf(written);
    return ms !== undefined && ms <= DAY ? ms : undefined;
  });
}

function durationOf(written: string): number | undefined {
  return DURATION.test(written) ? parseDuration(written) : undefined;
}

/** A day that exists, as a number. */
export const date = scalar(
  'date',
  patternSchema(DATE),
  (written) => (DATE.test(written) ? parseIsoDate(written) : undefined),
  refusing((written, { place }, report) => {
    if (DATE.test(written)) report.error(place, 'no-such-date', { written: shown(place) });
    return DATE.test(written);
  }),
);

/** A date, or the first and the last one. */
export function dayRange(expected: 'skip' | 'dates') {
  return scalar(
    expected,
    patternSchema(DATES),
    (written) => (DATES.test(written) ? parseDayRange(written) : undefined),
    refusing((written, { place }, report) => {
      if (!DATES.test(written)) return false;
      const [from = '', until = ''] = written.split('..').map((each) => each.trim());
      const bothExist = [from, until].every((each) => parseDayRange(each) !== undefined);
      if (bothExist) report.error(place, 'wrong-order', { from: vouched(from), until: vouched(until) });
      else report.error(place, 'no-such-date', { written: shown(place) });
      return true;
    }),
  );
}

const zone = scalar(
  'timezone',
  NOT_EMPTY,
  (written) => (isTimeZone(written.trim()) ? written.trim() : undefined),
  refusing((written, { place }, report) => {
    if (written === '') return false;
    const meant = zoneGuess(written);
    report.error(place, 'unknown-timezone', {
      name: bare(place),
      ...(meant === undefined ? {} : { nearest: vouched(meant) }),
    });
    return true;
  }),
);

/** An IANA zone that exists. By POSIX, Etc/GMT+8 is eight hours behind: who writes it is warned. */
export const timezone = checked(zone, (written, { report }) => {
  const [, sign = '', hours = ''] = /^etc\/gmt([+-])(\d{1,2})$/i.exec(written.value) ?? [];
  const { place } = written;
  const town = WITHOUT_SUMMER_TIME.get(written.value.toUpperCase());
  if (town !== undefined)
    report.warning(place, 'timezone-no-summer-time', { name: shown(place), meant: vouched(town) });
  if (hours === '' || hours === '0') return written;
  const isBehind = sign === '+';
  // Nowhere is it so much later than elsewhere: nobody meant that.
  if (!isTimeZone(`Etc/GMT${isBehind ? '-' : '+'}${hours}`)) return written;
  const [ahead, behind] = placesAt(Number(hours));
  report.warning(place, 'timezone-sign', {
    name: shown(place),
    hours: Number(hours),
    isBehind,
    ...(ahead !== undefined && { ahead: vouched(ahead) }),
    ...(behind !== undefined && { behind: vouched(behind) }),
  });
  return written;
});

/** Names that exist, but keep winter time all year: New York and Denver do not. Hawaii does, so `HST` is as meant. */
const WITHOUT_SUMMER_TIME: ReadonlyMap<string, string> = new Map([
  ['EST', 'America/New_York'],
  ['MST', 'America/Denver'],
]);

export const openIn = choice('browser');
export const catchUp = choice('latest', 'all', 'none');
export const robotName = reference('name');
export const robotNames = oneOrMore(reference('name'), 'names');
export const calendarName = reference('name');
