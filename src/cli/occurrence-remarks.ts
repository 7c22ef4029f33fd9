import type { Config } from '../config/config.ts';
import { hasNothingToSay, NOTHING_TO_SAY } from '../daemon/nothing-to-say.ts';
import { holdingCause } from '../daemon/reminder-quiet.ts';
import type { Upcoming } from '../daemon/upcoming.ts';
import { wordsIn } from '../message/language.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { teamOf } from '../schedule/occurrence.ts';
import { causeText } from './cause-text.ts';
import { durationForPeople, timeForPeople } from './format-time.ts';
import { overrideReason } from './override-text.ts';
import type { Session } from './session.ts';

/** What is to be said of an occurrence beside its time: why it will not be sent, whom it is about, how far ahead it is. */
export function occurrenceRemarks(session: Session, config: Config, upcoming: Upcoming): readonly string[] {
  const { texts } = session;
  const { occurrence, skipped } = upcoming;
  const { at, event, notice, date, note, daysLeft } = occurrence;
  const held = skipped ? undefined : holdingCause(upcoming.reminder, at);
  const team = teamOf(occurrence).map((person) => config.people.get(person)?.name ?? person);
  const remarks = [
    skipped && overrideReason(session, config, skipped),
    hasNothingToSay(upcoming) && causeText(session, config, NOTHING_TO_SAY),
    held && causeText(session, config, held),
    texts.list(team),
    notice && daysLeft > 0 && texts.next.ahead(daysLeft, date),
    notice && daysLeft === 0 && event !== undefined && event > at && soon(session, upcoming, event),
    note && wordsIn(session.language, note),
  ];
  return remarks.filter((each) => typeof each === 'string' && each !== '') as readonly string[];
}

/** `30 min before 14:30` */
function soon({ language, texts }: Session, { reminder, occurrence }: Upcoming, event: EpochMs): string {
  const time = timeForPeople(event, reminder.timezone, language).split(' ').at(-1) ?? '';
  return texts.next.soon(durationForPeople(event - occurrence.at, language), time);
}
