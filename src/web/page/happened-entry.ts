import { html } from 'hono/html';
import { type Delivery, lastDueOf, type State } from '../../delivery/delivery.ts';
import type { HistoryEntry } from '../../delivery/history.ts';
import { withNames } from '../../message/mention.ts';
import { causeText } from './cause-text.ts';
import { happenedDetails } from './happened-details.ts';
import { previewLine } from './message-preview.ts';
import { namesOf } from './names-of.ts';
import { robotText } from './robot-text.ts';
import { runWords } from './run-words.ts';
import { spanText } from './time.ts';
import { clockTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

/** One delivery in two lines; a click shows all there is to know about it. */
export function happenedEntry(happened: HistoryEntry, view: View): Html {
  const { delivery } = happened;
  const { id, state, cause } = delivery;
  return html`<li class="entry">
    <details id="delivery-${id}">
      <summary>
        <span class="entry-time">${clockTag(lastDueOf(delivery), view)}</span>
        <span class="entry-body">
          <span class="preview one-line">${previewLine(withNames(delivery.message, namesOf(view.daemon.config)))}</span>
          <span class="meta">
            ${stateBadge(state, view)} ${delivery.run ? html`<span>${runWords(delivery, delivery.run, view)}</span>` : lateBadge(delivery, view)} ${whatItIs(delivery, view)}
            <span>${robotText(delivery, view)}</span>
            ${cause !== undefined && (isTrouble(state) || isHeld(delivery)) ? html`<span class="why">${causeText(cause, view)}</span>` : ''}
          </span>
        </span>
      </summary>
      ${happenedDetails(happened, view)}
    </details>
  </li>`;
}

function isHeld({ state, cause }: Delivery): boolean {
  return state === 'pending' && cause?.code === 'quiet';
}

function stateBadge(state: State, { texts }: View): Html {
  return html`<span class="badge ${STATE_LOOKS[state]}">${texts.history.states[state]}</span>`;
}

const STATE_LOOKS: Readonly<Record<State, string>> = {
  pending: 'is-busy',
  sending: 'is-busy',
  delivered: 'is-good',
  failed: 'is-bad',
  expired: 'is-bad',
  missed: 'is-warn',
  skipped: 'is-quiet',
};

function isTrouble(state: State): boolean {
  return state !== 'delivered' && state !== 'sending';
}

function lateBadge({ lateMs }: Delivery, { texts }: View): Html | '' {
  const late = lateMs > 0 ? spanText(lateMs, texts) : undefined;
  return late === undefined ? '' : html`<span class="badge is-warn">${texts.history.late(late)}</span>`;
}

function whatItIs({ reminder, origin, part, digest }: Delivery, { texts: { history: texts } }: View): Html {
  const facts = [
    origin === 'schedule' ? '' : texts.origins[origin],
    part ? texts.part(part.number, part.of) : '',
    digest === undefined ? '' : texts.carriedBy,
  ].filter((fact) => fact !== '');
  const name = reminder === undefined ? '' : html`<code>${reminder}</code>`;
  return html`<span>${name}${name !== '' && facts.length > 0 ? ' · ' : ''}${facts.join(' · ')}</span>`;
}
