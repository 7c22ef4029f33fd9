import ical, {
  escape,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventBusyStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { deliveryId } from '../delivery/identity.ts';
import { withoutMentions } from '../message/mention.ts';
import { HOUR, type EpochMs, MINUTE, SECOND } from '../schedule/instant.ts';
import type { Away } from '../schedule/occurrence.ts';
import type { Kept } from '../schedule/override.ts';
import { indexOverrides } from '../schedule/override-index.ts';
import { messageText } from './message-text.ts';
import { hasNothingToSay } from './nothing-to-say.ts';
import { dateOf, keyOf } from './planned-deliveries.ts';
import { renderSafely } from './render-safely.ts';
import type { Upcoming } from './upcoming.ts';

export interface CalendarExportOptions {
  /** What the calendar is called where it is subscribed to. */
  readonly name: string;
  /** When it was made. */
  readonly now: EpochMs;
  /** What was set by hand, as `upcoming` was asked with: whoever is on vacation is not mentioned. Default: nothing. */
  readonly overrides?: readonly Kept[];
}

/** Long enough to be seen and touched on a phone: some calendars show an event without length as a thin line, or not at all. */
const LENGTH = 5 * MINUTE;
/** How often a subscriber should look again. */
const REFRESH = HOUR;

/**
 * Upcoming occurrences as iCalendar (RFC 5545), to subscribe to: one event per occurrence, however many robots tell it.
 * What is marked as skipped, or has nothing to say, is left out.
 *
 * Times are UTC instants without a zone. Each event is a single moment that was worked out already, so there is no rule
 * for a calendar to follow over a clock change; every phone shows an instant at the right time of wherever it is, while
 * VTIMEZONE blocks are read differently by Outlook, Google and Apple.
 */
export function toICalendar(upcoming: Iterable<Upcoming>, options: CalendarExportOptions): string {
  const { name, now, overrides = [] } = options;
  const { away } = indexOverrides(overrides);
  const calendar = ical({
    // The library writes a name as it comes.
    name: escape(clean(name), false),
    prodId: { company: 'dingbell', product: 'dingbell', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH / SECOND,
  });
  for (const each of upcoming) {
    if (each.skipped === undefined && !hasNothingToSay(each)) calendar.createEvent(eventOf(each, now, away));
  }
  // The library leaves the last line open; the grammar ends every line.
  return `${calendar.toString()}\r\n`;
}

function eventOf({ reminder, occurrence }: Upcoming, now: EpochMs, away: Away): ICalEventData {
  const message = renderSafely(reminder, occurrence, 0, away(dateOf(occurrence.at, reminder)));
  // Stable, and told apart as deliveries are: a subscriber recognises an event that it has, also after its text was
  // edited. No robot has an empty name.
  const id = deliveryId({ ...keyOf(reminder, occurrence, ''), dueAt: occurrence.at });
  return {
    id: `${id}@dingbell`,
    stamp: instant(now),
    start: instant(occurrence.at),
    end: instant(occurrence.at + LENGTH),
    summary: clean(reminder.description ?? reminder.id),
    description: clean(messageText(withoutMentions(message))),
    // A reminder does not make anybody busy.
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
  };
}

/** A `Date` would be printed in the zone of the host; a Temporal instant has none. */
function instant(at: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at);
}

/** What iCalendar cannot hold: control characters, and halves of surrogate pairs, which are no UTF-8. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\r\n]/gu, '');
}
