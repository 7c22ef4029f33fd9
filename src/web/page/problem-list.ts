import { html } from 'hono/html';
import type { Problem } from '../../config/problem.ts';
import { problemIn } from '../../config/report.ts';
import { isRemindersGone } from '../../daemon/reminders-gone.ts';
import { actionForm } from './action-form.ts';
import { codeFrame } from './code-frame.ts';
import type { Html, View } from './view.ts';

/** What stands in the way of the newest edit, or is doubtful; empty when all is well. */
export function problemList(view: View): Html {
  const { problems: texts } = view.texts;
  const { problems: errors } = view.daemon;
  const { warnings } = view.daemon.config;
  if (errors.length + warnings.length === 0) return html``;
  return html`<h2 class="visually-hidden">${texts.heading}</h2>
    ${errors.length > 0 ? errorNotice(errors, view) : ''} ${warnings.length > 0 ? warningList(warnings, view) : ''}`;
}

/** What keeps the newest edit from being used. */
export function errorNotice(errors: readonly Problem[], view: View): Html {
  const { problems: texts } = view.texts;
  return html`<div class="notice is-bad">
    <h3 class="notice-head">${texts.errors(errors.length)}</h3>
    <p>${texts.keepsLastGood}</p>
    ${problemItems(errors, view)} ${errors.some(isRemindersGone) ? confirmButton(view) : ''}
  </div>`;
}

/** That no reminder is left is meant. */
function confirmButton(view: View): Html | '' {
  if (!view.mayAct) return '';
  return actionForm({ action: 'allow-empty', fields: {}, label: view.texts.problems.allowEmpty }, view);
}

/** Behind a disclosure: what runs is valid, so the reminders come first. */
function warningList(warnings: readonly Problem[], view: View): Html {
  return html`<details class="notice is-warn" id="warnings">
    <summary class="notice-head">${view.texts.problems.warnings(warnings.length)}</summary>
    ${problemItems(warnings, view)}
  </details>`;
}

export function problemItems(problems: readonly Problem[], view: View): Html {
  return html`<ul class="problems">
    ${problems.map((problem) => problemItem(problem, view))}
  </ul>`;
}

function problemItem(reported: Problem, view: View): Html {
  const problem = problemIn(view.texts.language, reported);
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return html`<li class="problem ${problem.severity === 'error' ? 'is-bad' : 'is-warn'}">
    <p class="problem-message">${problem.message}</p>
    <p class="meta"><code>${place}</code><code>${problem.code}</code></p>
    ${problem.frame === undefined ? '' : frame(problem.frame, view.texts.problems.frame(place))}
    ${problem.hint === undefined ? '' : html`<p class="hint">${problem.hint}</p>`}
  </li>`;
}

/** Long lines scroll inside the frame, so the keyboard has to be able to get there. */
function frame(text: string, label: string): Html {
  return html`<pre class="frame" tabindex="0" role="region" aria-label="${label}">${codeFrame(text)}</pre>`;
}
