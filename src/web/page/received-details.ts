import { html } from 'hono/html';
import type { Original, Received } from '../../delivery/inbox.ts';
import { beginning } from '../../message/beginning.ts';
import { printable } from '../../message/printable.ts';
import { actionForm } from './action-form.ts';
import { addressOf } from './address.ts';
import { fact } from './fact.ts';
import { eventLine, subjectLine, whyOf } from './received-words.ts';
import { momentTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

/** All that is known of an event; of one alone also what was received, which may be replayed. */
export function receivedDetails(received: Received, isAlone: boolean, view: View): Html {
  const { hooks: texts } = view.texts;
  const { id, hook, kind, receivedAt, dueAt, state, deliveries, original } = received;
  const why = whyOf(received, view);
  return html`<div class="details">
    <dl class="facts">
      ${fact(texts.facts.receivedAt, momentTag(receivedAt, view))}
      ${fact(texts.facts.hook, html`<a href="${addressOf('hooks', { hook })}">${hook}</a>`)}
      ${kind === undefined ? '' : fact(texts.facts.kind, html`<code>${kind}</code>`)}
      ${fact(texts.facts.outcome, html`${texts.states[state]}${why === undefined ? '' : html` · ${why}`}`)}
      ${dueAt === undefined ? '' : fact(texts.facts.dueAt, momentTag(dueAt, view))}
      ${deliveries.length === 0 ? '' : fact(texts.facts.messages, html`${deliveries.map(deliveryLink)}`)}
      ${fact(texts.facts.id, html`<a href="${addressOf('hooks', { event: id })}"><code>${id}</code></a>`)}
    </dl>
    ${isAlone ? replay(received, view) : html`<p><a href="${addressOf('hooks', { event: id })}">${texts.look}<span class="visually-hidden"> ${eventLine(received, view)}</span></a></p>`}
    ${isAlone && original ? content(original, view) : ''}
  </div>`;
}

function deliveryLink(delivery: string): Html {
  return html`<a class="delivery-link" href="${addressOf('history', { delivery })}"><code>${delivery}</code></a> `;
}

/** More of a body is in `hook show`. */
const MOST_SHOWN = 20_000;

function content({ headers, body }: Original, { texts: { hooks: texts } }: View): Html {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const whole = indented(body);
  return html`<dl class="facts received-content">${fact(texts.facts.headers, html`<pre class="received">${printable(lines.join('\n'))}</pre>`)}
    ${fact(
      texts.facts.body,
      html`<pre class="received">${printable(beginning(whole, MOST_SHOWN))}</pre>${whole.length > MOST_SHOWN ? html`<p class="quiet">${texts.cut(MOST_SHOWN)}</p>` : ''}`,
    )}</dl>`;
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

/** As if it had just come, under the configuration of now. */
function replay(received: Received, view: View): Html | '' {
  const { id, original, state } = received;
  if (original === undefined) return html`<p class="quiet">${view.texts.hooks.notKept}</p>`;
  if (!view.mayAct || state === 'waiting') return '';
  const about = beginning(subjectLine(received, view), 60);
  return actionForm({ action: 'replay', fields: { event: id }, label: view.texts.actions.replay, about }, view);
}
