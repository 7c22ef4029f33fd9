import { html } from 'hono/html';
import type { RobotConfig } from '../../config/config.ts';
import type { LaneState } from '../../delivery/history.ts';
import { addressOf } from './address.ts';
import { laneHealth } from './lane-health.ts';
import type { Html, View } from './view.ts';

/** The vendor's, which goes without saying. */
const USUAL_LIMIT = 20;

/** Each robot with the health of its lane, at a glance. */
export async function robotList(view: View): Promise<Html> {
  const { daemon, texts } = view;
  const states = new Map((await daemon.history.laneStates(daemon.read())).map((state) => [state.lane, state]));
  const robots = [...daemon.config.robots.values()];
  if (robots.length === 0) return html`<h2>${texts.robots.heading}</h2><p class="empty">${texts.robots.none}</p>`;
  return html`<h2>${texts.robots.heading} <small><a href="${addressOf('robots')}">${texts.robots.all}</a></small></h2>
    <ul class="robots">
      ${robots.map((robot) => robotRow(robot, laneOf(robot, view, states), view))}
    </ul>`;
}

function laneOf(robot: RobotConfig, { daemon }: View, states: ReadonlyMap<string, LaneState>): LaneState | undefined {
  const lane = daemon.lanes.get(robot.name);
  return lane === undefined ? undefined : (states.get(lane) ?? { lane, pending: 0, sending: 0 });
}

function robotRow(robot: RobotConfig, lane: LaneState | undefined, view: View): Html {
  const { robots: texts } = view.texts;
  const { label, look, reason } = laneHealth(lane, view);
  const sharers = lane === undefined ? [] : sharersOf(robot.name, lane.lane, view);
  return html`<li class="robot ${look}" data-key="${robot.name}">
    <p class="robot-name">
      <strong>${robot.name}</strong>
      <span class="robot-kind">${robot.webhook.kind === 'sandbox' ? texts.sandbox : texts.dingtalk}</span>
    </p>
    <p class="robot-health">${label}</p>
    <p class="meta">
      ${lane && lane.pending > 0 ? html`<span>${texts.backlog(lane.pending)}</span>` : ''}
      ${robot.limit.perMinute === USUAL_LIMIT ? '' : html`<span>${texts.limit(robot.limit.perMinute)}</span>`}
      ${sharers.length > 0 ? html`<span>${texts.sharesWith(view.texts.list(sharers))}</span>` : ''}
    </p>
    ${reason === undefined ? '' : html`<p class="why">${reason}</p>`}
  </li>`;
}

function sharersOf(robot: string, lane: string, { daemon }: View): readonly string[] {
  return [...daemon.lanes].filter(([name, other]) => other === lane && name !== robot).map(([name]) => name);
}
