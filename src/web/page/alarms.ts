import { html } from 'hono/html';
import { tellDataFault } from '../../daemon/data-fault-words.ts';
import { isOnlySandbox } from '../../daemon/only-sandbox.ts';
import { clockTroubleIn } from '../../delivery/clock-trouble.ts';
import { addressOf } from './address.ts';
import { type LaneAlarm, laneAlarms } from './lane-health.ts';
import type { Html, View } from './view.ts';

/** Why messages do not arrive, on every page: trouble with the data, the clock or a robot, or no group. Empty when all is well. */
export async function alarms(view: View): Promise<Html> {
  const { dataFault } = view.daemon;
  const { problems, language, clock } = view.texts;
  const trouble = view.daemon.clockTrouble();
  const robots = await laneAlarms(view);
  return html`${dataFault === undefined ? '' : notice('is-bad', problems.data, html`${tellDataFault(dataFault, language)}`)}
  ${trouble ? notice('is-bad', clock.doubtful(clockTroubleIn(language, trouble)), html`${clock.hint}`) : ''}
  ${robots.map((each) => robotNotice(each, view))} ${sandboxOnly(view)}`;
}

/** Not while an edit has mistakes: a robot may be connected in it. */
function sandboxOnly({ daemon, texts }: View): Html | '' {
  if (daemon.problems.length > 0 || !isOnlySandbox(daemon.config)) return '';
  const { head, hint } = texts.sandboxOnly;
  return html`<div class="notice is-warn" role="status">
    <h2 class="notice-head">${head}</h2>
    <p>${hint} <code>npx dingbell init</code></p>
  </div>`;
}

function notice(look: string, head: string, more: Html | ''): Html {
  return html`<div class="notice ${look}" role="alert">
    <h2 class="notice-head">${head}</h2>
    ${more === '' ? '' : html`<p>${more}</p>`}
  </div>`;
}

function robotNotice({ lane, look, label, reason }: LaneAlarm, { texts }: View): Html {
  const names = texts.list(lane.robots.map(({ name }) => name));
  const waiting = lane.state.pending + lane.state.sending;
  const count = waiting > 0 ? html` ${texts.robots.backlog(waiting)}.` : '';
  const more = html`${reason ?? ''}${count} <a href="${addressOf('robots')}">${texts.robots.all}</a>`;
  return notice(look, `${names}: ${label}`, more);
}
