import { html } from 'hono/html';
import type { Upcoming, UpcomingQuery } from '../../daemon/upcoming.ts';
import { DAY, type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { addressOf } from './address.ts';
import { type AgendaDay, countEntries, cutAgenda, ENOUGH_A_DAY, inFull, toAgenda } from './agenda.ts';
import { dayHeading } from './day-heading.ts';
import { setByHand } from './set-by-hand.ts';
import { dateOf } from './time.ts';
import { upcomingEntry } from './upcoming-entry.ts';
import type { Html, View } from './view.ts';

const MOST_ENTRIES = 40;
/** Looked at to fill the entries. */
const MOST_OCCURRENCES = 1_000;
/** When fewer than this fire in the next seven days, what fires further on is shown too. */
const FEW = 4;

/** What will fire in the next seven days, by day, with what it will say; then what people have set by hand. */
export async function upcomingDays(view: View): Promise<Html> {
  return html`${await agenda(view)}${setByHand(view)}`;
}

async function agenda(view: View): Promise<Html> {
  const { daemon, texts, now, zone, overrides } = view;
  const until = toEpochMs(now + 7 * DAY);
  const firing = await daemon.upcoming({ ...boundsOf(view), until, skipped: 'left-out' });
  const all = toAgenda(inOrder([...firing, ...(await skippedUntil(until, view))]), zone);
  const shown = await Promise.all(cutAgenda(all, MOST_ENTRIES).map((day) => inFull(day, view)));
  const isCut = firing.length === MOST_OCCURRENCES || countEntries(shown) < countEntries(all);
  const missing = Math.max(0, FEW - firing.length);
  const further = await daemon.upcoming({ from: until, count: missing, overrides, skipped: 'left-out' });
  if (all.length + further.length === 0) return nothingUpcoming(view);
  return html`${heading(view)}${days(shown, view)}
  ${isCut ? html`<p class="aside">${texts.upcoming.cut}</p>` : ''}
  ${further.length > 0 ? html`<p class="aside">${texts.upcoming.farAway}</p>${days(toAgenda(further, zone), view)}` : ''}`;
}

/** Sought apart from what fires: a paused reminder that is due every minute crowds out nothing. */
async function skippedUntil(until: EpochMs, view: View): Promise<readonly Upcoming[]> {
  const { daemon, overrides } = view;
  if (overrides.length === 0) return [];
  const due = await daemon.upcoming({ ...boundsOf(view), until });
  return due.filter(({ skipped }) => skipped !== undefined);
}

function boundsOf({ now, zone, overrides }: View): UpcomingQuery {
  return { from: now, count: MOST_OCCURRENCES, overrides, mostADay: { count: ENOUGH_A_DAY, zone } };
}

function inOrder(items: readonly Upcoming[]): readonly Upcoming[] {
  return items.toSorted((a, b) => a.occurrence.at - b.occurrence.at || (a.reminder.id < b.reminder.id ? -1 : 1));
}

function heading({ texts }: View): Html {
  return html`<h2>
    ${texts.upcoming.heading}
    <small><a href="${addressOf('month')}">${texts.nav.month}</a> · <a href="${addressOf('reminders')}">${texts.reminders.heading}</a></small>
  </h2>`;
}

function days(agenda: readonly AgendaDay[], view: View): Html {
  return html`<ol class="days">
    ${agenda.map(
      ({ date, entries }) =>
        html`<li class="days-row ${isNear(date, view) ? '' : 'is-far'}">
          ${dayHeading(date, view)}
          <ul class="entries">
            ${entries.map((entry) => upcomingEntry(entry, view))}
          </ul>
        </li>`,
    )}
  </ol>`;
}

/** Today and tomorrow are told at length, the days after in a line each. */
function isNear(date: IsoDate, { now, zone }: View): boolean {
  return date <= dateOf(toEpochMs(now + DAY), zone);
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
      <pre class="frame" tabindex="0">${example(view)}</pre>
    </div>`;
}

/** Works as it stands there, also where no robot is configured yet. */
function example({ daemon: { config }, texts }: View): string {
  const [robot] = config.robots.keys();
  return [
    ...(robot === undefined ? ['robots:', '  team: { webhook: sandbox }'] : []),
    'reminders:',
    '  lunch:',
    `    robot: ${robot === undefined ? 'team' : quoted(robot)}`,
    '    at: "11:50"',
    `    text: ${texts.upcoming.example}`,
  ].join('\n');
}

function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\d_-]*$/u.test(name) ? name : JSON.stringify(name);
}
