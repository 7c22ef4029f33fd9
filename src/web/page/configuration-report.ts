import { html } from 'hono/html';
import type { ForecastProblem } from '../../daemon/forecast-problems.ts';
import { heldExamplesNote } from '../../daemon/held-examples.ts';
import { unwatchedNote } from '../../daemon/unwatched.ts';
import { errorNotice, problemItems } from './problem-list.ts';
import { momentTag } from './time-tag.ts';
import { relativeTime } from './time.ts';
import type { Html, View } from './view.ts';

/** When the configuration was read, whether it is in use, and everything that is wrong or doubtful in it. */
export function configurationReport(view: View): Html {
  const { daemon, texts } = view;
  const { configuration: words } = texts;
  const { warnings } = daemon.config;
  const isFine = daemon.problems.length + warnings.length === 0;
  return html`<h2 class="page-title">${words.heading}</h2>
    ${status(view)} ${daemon.problems.length > 0 ? errorNotice(daemon.problems, view) : ''}
    ${warnings.length > 0 ? html`<div class="notice is-warn"><h3 class="notice-head">${texts.problems.warnings(warnings.length)}</h3>${problemItems(warnings, view)}</div>` : ''}
    ${note(heldExamplesNote(daemon.config, texts.language))} ${note(unwatchedNote(daemon.config, texts.language))}
    ${isFine ? html`<div class="empty"><p><strong>${words.fine}</strong></p><p>${words.fineHint}</p></div>` : ''}`;
}

/** Not a warning: what runs is right. */
function note(words: ForecastProblem | undefined): Html | '' {
  return words ? html`<div class="notice is-quiet"><p>${words.message}</p><p class="hint">${words.hint}</p></div>` : '';
}

function status(view: View): Html {
  const { daemon, texts, now } = view;
  const { configuration: words } = texts;
  const { config, lastReload } = daemon;
  return html`<dl class="facts status">
    <div>
      <dt>${words.readAt}</dt>
      <dd>
        ${momentTag(lastReload.at, view)} <span class="quiet">${relativeTime(lastReload.at, now, texts)}</span>
        <span class="badge ${lastReload.accepted ? 'is-good' : 'is-bad'}">${lastReload.accepted ? words.accepted : words.refused}</span>
      </dd>
    </div>
    <div><dt>${words.directory}</dt><dd><code>${config.directory}</code></dd></div>
    <div>
      <dt>${words.holds}</dt>
      <dd>${words.counts(config.reminders.length, config.robots.size, config.people.size)}</dd>
    </div>
  </dl>`;
}
