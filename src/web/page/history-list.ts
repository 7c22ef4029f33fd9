import { html } from 'hono/html';
import type { Attempt, Delivery, State } from '../../delivery/delivery.ts';
import { dayHeading } from './day-heading.ts';
import { previewLine, previewMessage } from './message-preview.ts';
import { dateOf, spanText } from './time.ts';
import { clockTag, momentTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

const LATEST = 50;

interface Happened {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
}

/** The latest deliveries, newest first, each with its attempts behind a disclosure. */
export async function historyList(view: View): Promise<Html> {
  const { texts, daemon, zone } = view;
  const happened = await daemon.outbox.history({ limit: LATEST });
  if (happened.length === 0) return nothingHappened(view);
  const days = Map.groupBy(happened, ({ delivery }) => dateOf(delivery.dueAt, zone));
  return html`<h2>${texts.history.heading} <small>${texts.history.latest(happened.length)}</small></h2>
    <p hidden data-announce>${announcement(happened, view)}</p>
    <ol class="days">
      ${[...days].map(
        ([date, ofDay]) =>
          html`<li class="days-row">
            ${dayHeading(date, view)}
            <ul class="entries">
              ${ofDay.map((one) => historyRow(one, view))}
            </ul>
          </li>`,
      )}
    </ol>`;
}

/** What a screen reader is told when the list changes: the delivery that came to its end last. */
function announcement(happened: readonly Happened[], { texts }: View): string {
  const finished = happened.map(({ delivery }) => delivery).filter(({ finishedAt }) => finishedAt !== undefined);
  const latest = finished.toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0))[0];
  return latest ? texts.history.announce(previewLine(latest.message), texts.history.states[latest.state]) : '';
}

function historyRow({ delivery, attempts }: Happened, view: View): Html {
  const late = delivery.lateMs > 0 ? spanText(delivery.lateMs, view.texts) : undefined;
  return html`<li class="entry">
    <details id="delivery-${delivery.id}">
      <summary>
        <span class="entry-time">${clockTag(delivery.dueAt, view)}</span>
        <span class="entry-body">
          <span class="preview one-line">${previewLine(delivery.message)}</span>
          <span class="meta">
            ${stateBadge(delivery.state, view)}
            ${late === undefined ? '' : html`<span class="badge is-warn">${view.texts.history.late(late)}</span>`}
            <span>${whatItIs(delivery, view)}</span>
            <span>${delivery.robot}</span>
            ${isTrouble(delivery.state) && delivery.reason !== undefined ? html`<span class="why">${delivery.reason}</span>` : ''}
          </span>
        </span>
      </summary>
      ${details({ delivery, attempts }, view)}
    </details>
  </li>`;
}

function stateBadge(state: State, { texts }: View): Html {
  return html`<span class="badge ${STATE_CLASS[state]}">${texts.history.states[state]}</span>`;
}

const STATE_CLASS: Readonly<Record<State, string>> = {
  pending: 'is-busy',
  sending: 'is-busy',
  delivered: 'is-good',
  failed: 'is-bad',
  expired: 'is-bad',
  missed: 'is-warn',
  skipped: 'is-quiet',
};

function isTrouble(state: State): boolean {
  return STATE_CLASS[state] === 'is-bad' || state === 'missed' || state === 'pending';
}

function whatItIs({ reminder, origin }: Delivery, { texts }: View): Html {
  const by = origin === 'schedule' ? '' : texts.history.origins[origin];
  if (reminder === undefined) return html`${by}`;
  return html`<code>${reminder}</code>${by === '' ? '' : ` · ${by}`}`;
}

function details({ delivery, attempts }: Happened, view: View): Html {
  const { history: texts } = view.texts;
  return html`<div class="details">
    <dl class="facts">
      ${fact(texts.dueAt, momentTag(delivery.dueAt, view))}
      ${delivery.finishedAt === undefined ? '' : fact(texts.finishedAt, momentTag(delivery.finishedAt, view))}
      ${delivery.state === 'pending' ? fact(texts.nextAttemptAt, momentTag(delivery.nextAttemptAt, view)) : ''}
      ${fact(texts.robot, html`${delivery.robot}`)}
      ${delivery.reason === undefined ? '' : fact(texts.reason, html`${delivery.reason}`)}
      ${fact(texts.message, wholeMessage(delivery))}
      ${fact(texts.attempts, attempts.length === 0 ? html`${texts.noAttempt}` : attemptList(attempts, view))}
    </dl>
  </div>`;
}

function fact(name: string, value: Html): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function wholeMessage({ message }: Delivery): Html {
  const { title, text } = previewMessage(message);
  return html`${title === undefined ? '' : html`<strong>${title}</strong><br />`}<span class="said">${text}</span>`;
}

function attemptList(attempts: readonly Attempt[], view: View): Html {
  return html`<ol class="attempts">
    ${attempts.map((attempt) => attemptRow(attempt, view))}
  </ol>`;
}

function attemptRow(attempt: Attempt, view: View): Html {
  const { outcomes } = view.texts.history;
  const codes = [
    attempt.errcode === undefined ? '' : `errcode ${attempt.errcode}`,
    attempt.httpStatus === undefined || attempt.httpStatus === 200 ? '' : `HTTP ${attempt.httpStatus}`,
    attempt.finishedAt === undefined ? '' : `${attempt.finishedAt - attempt.startedAt} ms`,
  ].filter((code) => code !== '');
  return html`<li>
    ${momentTag(attempt.startedAt, view)} <strong>${outcomes[attempt.outcome ?? 'unknown']}</strong>
    <span class="codes">${codes.join(' · ')}</span>
    ${attempt.reason === undefined ? '' : html`<span class="why">${attempt.reason}</span>`}
  </li>`;
}

function nothingHappened({ texts: { history: texts } }: View): Html {
  return html`<h2>${texts.heading}</h2>
    <div class="empty">
      <p><strong>${texts.none}</strong></p>
      <p>${texts.noneHint}</p>
    </div>`;
}
