import { html } from 'hono/html';
import { renderSafely } from '../../daemon/render-safely.ts';
import type { Upcoming } from '../../daemon/upcoming.ts';
import { DAY, toEpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { type AgendaDay, type AgendaEntry, countEntries, cutAgenda, toAgenda } from './agenda.ts';
import { dayHeading } from './day-heading.ts';
import { previewMessage } from './message-preview.ts';
import { clockTime, dateOf, dayWords } from './time.ts';
import { clockTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

const MOST_ENTRIES = 40;
/** Looked at to fill the entries: reminders that fire all day long share one. */
const MOST_OCCURRENCES = 500;
/** When the next seven days hold fewer than this, what lies further on is shown too. */
const FEW = 4;

/** What will fire in the next seven days, by day, with what it will say. */
export function upcomingDays(view: View): Html {
  const { daemon, texts, now, zone } = view;
  const week = daemon.upcoming({ from: now, until: toEpochMs(now + 7 * DAY), count: MOST_OCCURRENCES });
  const all = toAgenda(week, zone);
  const shown = cutAgenda(all, MOST_ENTRIES);
  const isCut = week.length === MOST_OCCURRENCES || countEntries(shown) < countEntries(all);
  const further = week.length < FEW ? daemon.upcoming({ from: now, count: FEW }).slice(week.length) : [];
  if (week.length + further.length === 0) return nothingUpcoming(view);
  return html`${heading(view)}${days(shown, view)}
  ${isCut ? html`<p class="aside">${texts.upcoming.cut}</p>` : ''}
  ${further.length > 0 ? html`<p class="aside">${texts.upcoming.farAway}</p>${days(toAgenda(further, zone), view)}` : ''}`;
}

function heading({ texts }: View): Html {
  return html`<h2>${texts.upcoming.heading}</h2>`;
}

function days(agenda: readonly AgendaDay[], view: View): Html {
  return html`<ol class="days">
    ${agenda.map(
      ({ date, entries }) =>
        html`<li class="days-row ${isNear(date, view) ? '' : 'is-far'}">
          ${dayHeading(date, view)}
          <ul class="entries">
            ${entries.map((entry) => entryRow(entry, view))}
          </ul>
        </li>`,
    )}
  </ol>`;
}

/** Today and tomorrow are told at length, the days after in a line each. */
function isNear(date: IsoDate, { now, zone }: View): boolean {
  return date <= dateOf(toEpochMs(now + DAY), zone);
}

function entryRow(entry: AgendaEntry, view: View): Html {
  const { reminder, occurrence } = entry.first;
  const { title, text } = previewMessage(renderSafely(reminder, occurrence, 0));
  return html`<li class="entry">
    <p class="entry-time">
      ${clockTag(occurrence.at, view)}
      ${entry.times > 1 ? html`<small>${view.texts.until(clockTime(entry.last, view.zone))}</small>` : ''}
    </p>
    <div class="entry-body">
      <p class="preview clamp">${title === undefined ? '' : html`<strong>${title}</strong> `}${text}</p>
      <p class="meta">${meta(entry, view)}</p>
    </div>
  </li>`;
}

function meta({ first, times }: AgendaEntry, view: View): Html {
  const { reminder, occurrence } = first;
  const { upcoming: texts } = view.texts;
  return html`<span><code>${reminder.id}</code></span>
    ${elsewhere(first, view)}
    <span>${texts.goesTo} ${view.texts.list(reminder.robots)}</span>
    ${more(reminder.description)} ${more(times > 1 ? texts.more(times) : undefined)}
    ${more(occurrence.daysLeft > 0 ? texts.notice(occurrence.daysLeft, dateWords(occurrence.date, view)) : undefined)}
    ${more(occurrence.note)}`;
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

function dateWords(date: IsoDate, { now, zone, texts }: View): string {
  return dayWords(date, dateOf(now, zone), texts).date;
}

function nothingUpcoming(view: View): Html {
  const { upcoming: texts } = view.texts;
  if (view.daemon.config.reminders.length > 0) {
    return html`${heading(view)}<p class="empty">${texts.onlyPaused}</p>`;
  }
  return html`${heading(view)}
    <div class="empty">
      <p><strong>${texts.none}</strong></p>
      <p>${texts.noneHint}</p>
      <pre class="frame" tabindex="0">${texts.example}</pre>
    </div>`;
}
