import { html } from 'hono/html';
import { isoTime } from '../iso-time.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { here } from './address.ts';
import type { Html, View } from './view.ts';

/** A message by hand, now or at a time to come; nothing for visitors who may not. */
export function sendForm(view: View): Html | '' {
  const { config } = view.daemon;
  if (!view.mayAct || config.robots.size === 0) return '';
  const { compose } = view.texts;
  const robots = [...config.robots.keys()].map((name) => html`<option value="${name}">${name}</option>`);
  return html`<details class="send">
    <summary class="quiet-button">${compose.heading}</summary>
    ${composeForm(
      'send',
      html`<p class="field"><label for="send-robot">${compose.robot}</label><select id="send-robot" name="robot">${robots}</select></p>
        ${textField('send-text', '', view)} ${timeField('send-at', undefined, view)}
        <p class="check"><input type="checkbox" id="send-all" name="all" value="yes" /> <label for="send-all">${compose.all}</label></p>`,
      compose.send,
      view,
    )}
  </details>`;
}

/** A form that is posted as the buttons of the page are. */
export function composeForm(action: 'send' | 'change', fields: Html, label: string, view: View): Html {
  return html`<form method="post" action="/do/${action}" class="compose" data-action>
    <input type="hidden" name="back" value="${here(view)}" />${fields}
    <p class="buttons"><button type="submit" class="button">${label}</button></p>
  </form>`;
}

export function textField(id: string, text: string, { texts: { compose } }: View): Html {
  return html`<p class="field is-wide">
    <label for="${id}">${compose.text}</label><textarea id="${id}" name="text" rows="3" maxlength="20000" required>${text}</textarea>
  </p>`;
}

/** On the page's clock, as a phone has it chosen. */
export function timeField(id: string, at: EpochMs | undefined, { texts: { compose }, now, zone }: View): Html {
  const minute = (instant: EpochMs): string => isoTime(instant, zone).slice(0, 'yyyy-mm-ddThh:mm'.length);
  return html`<p class="field">
    <label for="${id}">${compose.at}</label>
    <input type="datetime-local" id="${id}" name="at" min="${minute(now)}" value="${at === undefined ? '' : minute(at)}" />
  </p>`;
}
