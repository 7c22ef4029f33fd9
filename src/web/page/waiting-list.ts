import { html } from 'hono/html';
import { waitingMessages } from '../../daemon/waiting-messages.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import { withNames } from '../../message/mention.ts';
import { beginning } from '../../message/beginning.ts';
import { actionForm } from './action-form.ts';
import { causeText } from './cause-text.ts';
import { previewLine } from './message-preview.ts';
import { namesOf } from './names-of.ts';
import { robotText } from './robot-text.ts';
import { composeForm, textField, timeField } from './send-form.ts';
import { relativeTime } from './time.ts';
import { momentTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

const MOST_SHOWN = 50;

/** The messages for later, the soonest first, each with the ways to change it. Empty when none waits. */
export async function waitingList(view: View): Promise<Html> {
  const { compose } = view.texts;
  const waiting = await waitingMessages(view.daemon.history, view.now);
  if (waiting.length === 0) return html``;
  return html`<h2>${compose.waiting} <small>${waiting.length}</small></h2>
    <ul class="reminders">
      ${waiting.slice(0, MOST_SHOWN).map((delivery) => waitingEntry(delivery, view))}
    </ul>`;
}

function waitingEntry(delivery: Delivery, view: View): Html {
  const { texts, now, daemon } = view;
  const { id, dueAt, message, cause } = delivery;
  return html`<li class="reminder">
    <div class="reminder-body">
      <p class="preview clamp">${previewLine(withNames(message, namesOf(daemon.config)))}</p>
      <p class="meta">
        <strong>${momentTag(dueAt, view)}</strong> <span>${relativeTime(dueAt, now, texts)}</span>
        <span>${texts.upcoming.goesTo} ${robotText(delivery, view)}</span>
        ${cause === undefined ? '' : html`<span>${causeText(cause, view)}</span>`}
      </p>
    </div>
    ${view.mayAct && delivery.origin === 'send' ? menu(id, delivery, view) : ''}
  </li>`;
}

function menu(id: string, { dueAt, message, part }: Delivery, view: View): Html {
  const { actions, compose } = view.texts;
  const about = beginning(previewLine(message), 60);
  const text = message.kind === 'text' ? textField(`text-${id}`, message.text, view) : '';
  const fields = html`<input type="hidden" name="delivery" value="${id}" />${text} ${timeField(`at-${id}`, dueAt, view)}`;
  return html`<details class="menu is-wide" name="menu" id="menu-${id}">
    <summary title="${actions.menu(about)}">
      <span class="visually-hidden">${actions.menu(about)}</span><span class="dots" aria-hidden="true">⋯</span>
    </summary>
    <div class="menu-body">
      ${actionForm({ action: 'take-back', fields: { delivery: id }, label: compose.takeBack, about }, view)}
      ${part === undefined ? composeForm('change', fields, compose.change, view) : ''}
    </div>
  </details>`;
}
