import { html } from 'hono/html';
import { hasNothingToSay, NOTHING_TO_SAY } from '../../daemon/nothing-to-say.ts';
import { holdingCause } from '../../daemon/reminder-quiet.ts';
import type { Upcoming } from '../../daemon/upcoming.ts';
import { wordsIn } from '../../message/language.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { teamOf } from '../../schedule/occurrence.ts';
import type { Texts } from '../texts/catalogue.ts';
import type { AgendaEntry } from './agenda.ts';
import { causeText } from './cause-text.ts';
import { messageToCome } from './message-to-come.ts';
import { previewMessage } from './message-preview.ts';
import { overrideReason } from './override-words.ts';
import { reminderMenu } from './reminder-menu.ts';
import { clockTime, dateWords } from './time.ts';
import { clockTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

/** What will be said at one time, or will not and why. */
export function upcomingEntry(entry: AgendaEntry, view: View): Html {
  const { occurrence, skipped } = entry.first;
  const reason = whyNot(entry.first, view);
  const isStruck = reason !== undefined;
  const { title, text } = previewMessage(messageToCome(entry.first, view));
  const key = keyOf(entry.first);
  return html`<li class="entry ${isStruck ? 'is-skipped' : ''}">
    <p class="entry-time">
      ${struck(isStruck, clockTag(occurrence.at, view))}
      ${entry.times > 1 && entry.last !== undefined ? html`<small>${view.texts.until(clockTime(entry.last, view.zone))}</small>` : ''}
    </p>
    <div class="entry-body">
      <p class="preview clamp">${struck(isStruck, html`${title === undefined ? '' : html`<strong>${title}</strong> `}${text}`)}</p>
      <p class="meta">${meta(entry, reason, view)}</p>
    </div>
    ${reminderMenu({ reminder: entry.first.reminder.id, key, occurrence, skipped }, view)}
  </li>`;
}

/** The same for the same occurrence, whatever becomes of it; without white space, as ids must be. */
function keyOf({ reminder, occurrence }: Upcoming): string {
  return [reminder.id, occurrence.at, occurrence.notice ?? '', occurrence.person ?? '']
    .map(encodeURIComponent)
    .join('.');
}

function struck(isStruck: boolean, what: Html): Html {
  return isStruck ? html`<s>${what}</s>` : what;
}

/** Why nothing is sent. */
function whyNot(upcoming: Upcoming, view: View): string | undefined {
  if (upcoming.skipped) return overrideReason(upcoming.skipped, view);
  return hasNothingToSay(upcoming) ? causeText(NOTHING_TO_SAY, view) : undefined;
}

/** Until when quiet hours hold it. */
function held({ reminder, occurrence }: Upcoming, reason: string | undefined, view: View): string | undefined {
  const cause = reason === undefined ? holdingCause(reminder, occurrence.at) : undefined;
  return cause && causeText(cause, view);
}

function meta({ first, times, last }: AgendaEntry, reason: string | undefined, view: View): Html {
  const { reminder, occurrence } = first;
  const { upcoming: texts } = view.texts;
  return html`<span><code>${reminder.id}</code></span>
    ${whose(first, view)} ${elsewhere(first, view)}
    ${reason ? html`<span class="reason">${reason}</span>` : html`<span class="goes-to">${texts.goesTo} ${view.texts.list(reminder.robots)}</span>`}
    ${more(held(first, reason, view))} ${more(reminder.description)} ${more(times > 1 ? howOften(times, last, texts) : undefined)}
    ${more(occurrence.daysLeft > 0 ? texts.notice(occurrence.daysLeft, dateWords(occurrence.date, view)) : undefined)}
    ${more(occurrence.note && wordsIn(view.texts.language, occurrence.note))}`;
}

function howOften(times: number, last: EpochMs | undefined, { more: exactly, atLeast }: Texts['upcoming']): string {
  return last === undefined ? atLeast(times) : exactly(times);
}

/** Whose turn it is, or whom it is about. */
function whose({ reminder, occurrence }: Upcoming, { daemon, texts }: View): Html | '' {
  const team = teamOf(occurrence);
  if (team.length === 0) return '';
  const name = texts.list(team.map((person) => daemon.config.people.get(person)?.name ?? person));
  if (reminder.timetable.whileAway === undefined) return more(texts.upcoming.about(name));
  return html`<span class="turn">${texts.upcoming.turn(name)}</span>`;
}

/** Said only where there is room for it. */
function more(words: string | undefined): Html | '' {
  return words === undefined ? '' : html`<span class="is-more">${words}</span>`;
}

/** The same instant on the reminder's own clock, when that is another one. */
function elsewhere({ reminder, occurrence }: Upcoming, { zone }: View): Html | '' {
  if (reminder.timezone === zone) return '';
  return more(`${city(reminder.timezone)} ${clockTime(occurrence.at, reminder.timezone)}`);
}

function city(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
