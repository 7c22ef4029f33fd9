import { html } from 'hono/html';
import type { Delivery } from '../../delivery/delivery.ts';
import type { HistoryEntry } from '../../delivery/history.ts';
import { beginning } from '../../message/beginning.ts';
import { RESENDABLE } from '../actions.ts';
import { actionForm } from './action-form.ts';
import { addressOf } from './address.ts';
import { attemptList } from './attempt-list.ts';
import { causeText } from './cause-text.ts';
import { previewLine, previewMessage } from './message-preview.ts';
import { robotText } from './robot-text.ts';
import { runWords } from './run-words.ts';
import { clockTag, momentTag } from './time-tag.ts';
import { fact } from './fact.ts';
import type { Html, View } from './view.ts';

/** Everything that is known about a delivery. */
export async function happenedDetails({ delivery, attempts }: HistoryEntry, view: View): Promise<Html> {
  const { history: texts } = view.texts;
  const { cause, person, digest } = delivery;
  return html`<div class="details">
    <dl class="facts">
      ${fact(texts.dueAt, delivery.run ? html`${runWords(delivery, delivery.run, view)}` : momentTag(delivery.dueAt, view))}
      ${delivery.finishedAt === undefined ? '' : fact(texts.finishedAt, momentTag(delivery.finishedAt, view))}
      ${delivery.state === 'pending' ? fact(texts.nextAttemptAt, momentTag(delivery.nextAttemptAt, view)) : ''}
      ${delivery.state === 'pending' ? fact(texts.expiresAt, momentTag(delivery.expiresAt, view)) : ''}
      ${fact(texts.robot, robotText(delivery, view))}
      ${person === undefined ? '' : fact(texts.about, nameOf(person, view))}
      ${cause === undefined ? '' : fact(texts.reason, causeText(cause, view))}
      ${fact(texts.message, wholeMessage(delivery))}
      ${delivery.origin === 'digest' ? carried(delivery, view) : ''}
      ${digest === undefined ? '' : fact(texts.carriedBy, html`<a href="${addressOf('history', { delivery: digest })}"><code>${digest}</code></a>`)}
      ${digest === undefined ? fact(texts.attempts, attempts.length === 0 ? html`${texts.noAttempt}` : attemptList(attempts, view)) : ''}
      ${fact(texts.id, html`<a href="${addressOf('history', { delivery: delivery.id })}"><code>${delivery.id}</code></a>`)}
    </dl>
    ${resend(delivery, view)}
  </div>`;
}

function nameOf(person: string, { daemon }: View): string {
  return daemon.config.people.get(person)?.name ?? person;
}

function wholeMessage({ message }: Delivery): Html {
  const { title, text } = previewMessage(message);
  return html`${title === undefined ? '' : html`<strong>${title}</strong><br />`}<span class="said">${text}</span>`;
}

const MOST_CARRIED = 100;

/** What a digest was made of, in the order in which it says it. */
async function carried({ id }: Delivery, view: View): Promise<Html> {
  const { history: texts } = view.texts;
  const found = await view.daemon.history.list({ digest: id, limit: MOST_CARRIED });
  const items = found
    .toReversed()
    .map(
      ({ delivery }) =>
        html`<li>${clockTag(delivery.dueAt, view)} <a href="${addressOf('history', { delivery: delivery.id })}">${previewLine(delivery.message)}</a></li>`,
    );
  return fact(texts.carries(found.length), html`<ol class="carried">${items}</ol>`);
}

/** What was to be said and was not, a person may send again; a part or what a digest carried too. */
function resend({ id, state, message }: Delivery, view: View): Html | '' {
  if (!view.mayAct || !RESENDABLE.has(state)) return '';
  const about = beginning(previewLine(message), 60);
  return actionForm({ action: 'resend', fields: { delivery: id }, label: view.texts.actions.resend, about }, view);
}
