import { html } from 'hono/html';
import type { Attempt } from '../../delivery/delivery.ts';
import { causeText } from './cause-text.ts';
import { momentTag } from './time-tag.ts';
import type { Html, View } from './view.ts';

/** Each POST: when, what came of it, in the vendor's codes and in words. */
export function attemptList(attempts: readonly Attempt[], view: View): Html {
  return html`<ol class="attempts">
    ${attempts.map((attempt) => attemptRow(attempt, view))}
  </ol>`;
}

function attemptRow(attempt: Attempt, view: View): Html {
  const { outcomes } = view.texts.history;
  const { cause } = attempt;
  return html`<li>
    ${momentTag(attempt.startedAt, view)} <strong>${outcomes[attempt.outcome ?? 'unknown']}</strong>
    <span class="codes">${codesOf(attempt).join(' · ')}</span>
    ${cause === undefined ? '' : html`<span class="why">${causeText(cause, view)}</span>`}
  </li>`;
}

function codesOf({ cause, httpStatus, startedAt, finishedAt }: Attempt): readonly string[] {
  return [
    cause?.code === 'vendor' ? `errcode ${cause.errcode}` : '',
    httpStatus === undefined || httpStatus === 200 ? '' : `HTTP ${httpStatus}`,
    finishedAt === undefined ? '' : `${finishedAt - startedAt} ms`,
  ].filter((code) => code !== '');
}
