import { html } from 'hono/html';
import { byHand, type Override } from '../../schedule/override.ts';
import { takeBackCommand } from '../../daemon/take-back-command.ts';
import { overrideReason } from './override-words.ts';
import { takeBackForm } from './reminder-menu.ts';
import type { Html, View } from './view.ts';

/** What people have set by hand, each with the way back; nothing when there is nothing. */
export function setByHand(view: View): Html | '' {
  const { texts } = view;
  const overrides = byHand(view.overrides);
  if (overrides.length === 0) return '';
  return html`<div class="by-hand">
    <h3>${texts.byHand.heading}</h3>
    <ul>
      ${overrides.map((override) => overrideRow(override, view))}
    </ul>
  </div>`;
}

function overrideRow(override: Override, view: View): Html {
  return html`<li>
    <p>${override.kind === 'vacation' ? '' : html`<code>${override.reminder}</code> `}${overrideReason(override, view)}${isStale(override, view) ? html` · <span class="reason">${view.texts.byHand.stale}</span>` : ''}</p>
    ${view.mayAct && override.kind !== 'vacation' ? takeBackForm(override, view) : command(override, view)}
  </li>`;
}

/** Of a reminder that the YAML does not have any more. */
function isStale(override: Override, { daemon }: View): boolean {
  return override.kind !== 'vacation' && !daemon.config.reminders.some(({ id }) => id === override.reminder);
}

/** For visitors without buttons, and for vacations, which have none. */
function command(override: Override, { texts }: View): Html {
  return html`<p class="meta">
    <span>${texts.byHand.takeBack} <code>${takeBackCommand(override)}</code></span>
  </p>`;
}
