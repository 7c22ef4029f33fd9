import { html } from 'hono/html';
import type { RobotConfig } from '../../config/config.ts';
import { addressOf } from './address.ts';
import { laneHealth } from './lane-health.ts';
import { type Lane, lanesOf } from './lanes.ts';
import type { Html, View } from './view.ts';

/** The vendor's, which goes without saying. */
const USUAL_LIMIT = 20;

/** Each robot with the health of its lane, at a glance. */
export async function robotList(view: View): Promise<Html> {
  const { daemon, texts } = view;
  if (daemon.config.robots.size === 0)
    return html`<h2>${texts.robots.heading}</h2><p class="empty">${texts.robots.none}</p>`;
  const lanes = await lanesOf(view);
  return html`<h2>${texts.robots.heading} <small><a href="${addressOf('robots')}">${texts.robots.all}</a></small></h2>
    <ul class="robots">
      ${lanes.flatMap((lane) => lane.robots.map((robot) => robotRow(robot, lane, view)))}
    </ul>`;
}

function robotRow(robot: RobotConfig, { robots, state }: Lane, view: View): Html {
  const { robots: texts } = view.texts;
  const { label, look, reason } = laneHealth(state, view);
  const sharers = robots.filter((each) => each !== robot).map(({ name }) => name);
  return html`<li class="robot ${look}">
    <p class="robot-name">
      <strong>${robot.name}</strong>
      <span class="robot-kind">${robot.webhook.kind === 'sandbox' ? texts.sandbox : texts.dingtalk}</span>
    </p>
    <p class="robot-health">${label}</p>
    <p class="meta">
      ${state.pending > 0 ? html`<span>${texts.backlog(state.pending)}</span>` : ''}
      ${robot.limit.perMinute === USUAL_LIMIT ? '' : html`<span>${texts.limit(robot.limit.perMinute)}</span>`}
      ${sharers.length > 0 ? html`<span>${texts.sharesWith(view.texts.list(sharers))}</span>` : ''}
    </p>
    ${reason === undefined ? '' : html`<p class="why">${reason}</p>`}
  </li>`;
}
