import { html } from 'hono/html';
import { isOneOfSeveral } from '../../daemon/told-dates.ts';
import { DAY, toEpochMs } from '../../schedule/instant.ts';
import { type Occurrence, teamOf } from '../../schedule/occurrence.ts';
import { type Override, overrideId, type Pause, type Skip, type Swap } from '../../schedule/override.ts';
import { isoTime } from '../iso-time.ts';
import { actionForm } from './action-form.ts';
import { clockTime, dateOf, dateWords, momentText } from './time.ts';
import type { Html, View } from './view.ts';

export interface ReminderMenu {
  readonly reminder: string;
  /** Tells this menu from every other on the page. */
  readonly key: string;
  /** What can be skipped: it, or all of its date. Default: nothing. */
  readonly occurrence?: Occurrence | undefined;
  /** What keeps it from being told. */
  readonly skipped?: Override | undefined;
}

/** What a person may do to a reminder, behind a button; nothing for visitors who may not. */
export function reminderMenu(menu: ReminderMenu, view: View): Html | '' {
  if (!view.mayAct) return '';
  const { actions } = view.texts;
  const about = menu.reminder;
  return html`<details class="menu" name="menu" id="menu-${menu.key}">
    <summary title="${actions.menu(about)}">
      <span class="visually-hidden">${actions.menu(about)}</span><span class="dots" aria-hidden="true">⋯</span>
    </summary>
    <div class="menu-body">
      <p class="menu-title" aria-hidden="true"><code>${about}</code></p>
      ${actionForm({ action: 'fire', fields: { reminder: about }, label: actions.fire, about }, view)}
      ${skipActions(menu, view)} ${swapAction(menu, view)} ${pauseActions(menu, view)}
    </div>
  </details>`;
}

/** What takes an override back. */
export function takeBackForm(override: Skip | Pause | Swap, view: View): Html {
  const { actions } = view.texts;
  const { reminder } = override;
  const about = reminder;
  if (override.kind === 'pause') {
    return actionForm({ action: 'resume', fields: { reminder }, label: actions.resume, about }, view);
  }
  const { date } = override;
  if (override.kind === 'skip' && override.only) {
    const { at } = override.only;
    const label = actions.unskip(momentText(at, view));
    return actionForm({ action: 'resume', fields: { reminder, at: isoTime(at, view.zone) }, label, about }, view);
  }
  const label = (override.kind === 'swap' ? actions.unswap : actions.unskip)(dateWords(date, view));
  return actionForm({ action: 'resume', fields: { reminder, date }, label, about }, view);
}

/** Leaves out all of a date, or of several times only this one. */
function skipActions({ reminder, occurrence, skipped }: ReminderMenu, view: View): Html | '' {
  if (occurrence === undefined) return '';
  if (skipped?.kind === 'skip') return takeBackForm(skipped, view);
  if (skipped !== undefined) return '';
  const { actions } = view.texts;
  const { at, date } = occurrence;
  const skip = (fields: Readonly<Record<string, string>>, label: string): Html =>
    actionForm({ action: 'skip', fields: { reminder, ...fields }, label, about: reminder }, view);
  const known = view.daemon.config.reminders.find(({ id }) => id === reminder);
  if (!known || !isOneOfSeveral(known, occurrence, view.now))
    return skip({ date }, actions.skip(dateWords(date, view)));
  return html`${skip({ at: isoTime(at, view.zone) }, actions.skipOne(clockTime(at, view.zone)))}
  ${skip({ date }, actions.skipDay(dateWords(date, view)))}`;
}

/** Somebody else for the turn of that date, or whose it was again. */
function swapAction({ reminder, occurrence, skipped, key }: ReminderMenu, view: View): Html | '' {
  const { config } = view.daemon;
  const date = occurrence?.date;
  const takesTurns = config.reminders.find(({ id }) => id === reminder)?.timetable.whileAway !== undefined;
  if (date === undefined || skipped !== undefined || !takesTurns) return '';
  const swapId = overrideId({ kind: 'swap', reminder, date });
  const swapped = view.overrides.find((each) => overrideId(each) === swapId);
  if (swapped?.kind === 'swap') return takeBackForm(swapped, view);
  const { actions } = view.texts;
  const id = `swap-${key}`;
  // Whose turn it is alone need not take it.
  const [alone, ...together] = occurrence ? teamOf(occurrence) : [];
  const people = [...config.people.values()]
    .filter(({ id }) => together.length > 0 || id !== alone)
    .map((each) => html`<option value="${each.id}">${each.name}</option>`);
  if (people.length === 0) return '';
  const inputs = html`<label for="${id}">${actions.swapWith(dateWords(date, view))}</label>
    <select id="${id}" name="person" required>${people}</select>`;
  return actionForm({ action: 'swap', fields: { reminder, date }, label: actions.swap, inputs, about: reminder }, view);
}

function pauseActions({ reminder, key }: ReminderMenu, view: View): Html {
  const { actions } = view.texts;
  const fields = { reminder };
  const paused = view.overrides.find((each) => each.kind === 'pause' && each.reminder === reminder);
  if (paused?.kind === 'pause') return takeBackForm(paused, view);
  const tomorrow = dateOf(toEpochMs(view.now + DAY), view.zone);
  const id = `until-${key}`;
  const inputs = html`<label for="${id}">${actions.pauseUntil}</label>
    <input type="date" id="${id}" name="until" min="${tomorrow}" value="${tomorrow}" required />`;
  return html`${actionForm({ action: 'pause', fields, label: actions.pause, inputs, about: reminder }, view)}
  ${actionForm({ action: 'pause', fields, label: actions.pauseForEver, about: reminder }, view)}`;
}
