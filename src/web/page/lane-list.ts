import { html } from 'hono/html';
import type { RobotConfig } from '../../config/config.ts';
import type { LaneForecast, Peak } from '../../daemon/forecast.ts';
import { currentForecast } from './current-forecast.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { laneHealth } from './lane-health.ts';
import { clockTime, momentText, relativeTime, spanText } from './time.ts';
import { fact } from './fact.ts';
import type { Html, View } from './view.ts';

/** Every robot by the queue that it shares: its health, what waits in it, and the month's calls against the quota. */
export async function laneList(view: View): Promise<Html> {
  const { daemon, texts } = view;
  if (daemon.config.robots.size === 0) {
    return html`<h2 class="page-title">${texts.robots.heading}</h2><p class="empty">${texts.robots.none}</p>`;
  }
  const calls = await daemon.history.callsByLane(view.now);
  const forecasts = new Map((await currentForecast(view)).map((forecast) => [forecast.lane, forecast]));
  const lanes = await lanesOf(view);
  return html`<h2 class="page-title">${texts.robots.lanesHeading}</h2>
    <ul class="lanes">
      ${lanes.map((lane) => laneCard(lane, calls.get(lane.state.lane) ?? 0, forecasts.get(lane.state.lane), view))}
    </ul>`;
}

function laneCard(lane: Lane, calls: number, forecast: LaneForecast | undefined, view: View): Html {
  const { robots, state } = lane;
  const { label, look, reason } = laneHealth(state, view);
  const { facts } = view.texts.robots;
  return html`<li class="lane ${look}">
    <h3 class="lane-names">${robots.map((each) => robotName(each, view))}</h3>
    <p class="robot-health">${label}</p>
    ${reason === undefined ? '' : html`<p class="why">${reason}</p>`}
    <dl class="facts">
      ${fact(facts.backlog, backlog(lane, view))} ${fact(facts.limit, view.texts.robots.limit(lane.perMinute))}
      ${fact(facts.usage, usage(state.lane, calls, lane.perMonth, forecast, view))}
      ${robots.map((each) => security(each, robots.length > 1, view))}
      ${forecast && forecast.peaks.length > 0 ? fact(view.texts.robots.peaks, peakList(forecast.peaks, view)) : ''}
    </dl>
  </li>`;
}

function robotName({ name, webhook }: RobotConfig, { texts: { robots: texts } }: View): Html {
  const kind = webhook.kind === 'sandbox' ? texts.sandbox : texts.dingtalk;
  return html`<span class="robot-name"><strong>${name}</strong> <span class="robot-kind">${kind}</span></span>`;
}

function backlog({ state }: Lane, view: View): Html {
  const { robots: texts } = view.texts;
  const waiting = state.pending + state.sending;
  if (waiting === 0) return html`${texts.noBacklog}`;
  const { oldestPendingDueAt: oldest } = state;
  const span = oldest === undefined || oldest > view.now ? undefined : spanText(view.now - oldest, view.texts);
  return html`${texts.backlog(waiting)}${span === undefined ? '' : html` · ${texts.waitingSince(span)}`}`;
}

function usage(lane: string, calls: number, perMonth: number, forecast: LaneForecast | undefined, view: View): Html {
  const { robots: texts } = view.texts;
  const isTooMuch = forecast !== undefined && forecast.calls > perMonth;
  return html`${texts.usage(calls, perMonth)}
    <meter id="usage-${encodeURIComponent(lane)}" min="0" max="${perMonth}" high="${perMonth * 0.9}" value="${Math.min(calls, perMonth)}" aria-label="${texts.usageLabel}"></meter>
    ${forecast ? html`<span class="quiet">${texts.planned(forecast.calls)}</span>` : ''}
    ${isTooMuch ? html`<span class="why">${texts.overQuota}</span>` : ''}`;
}

function security(robot: RobotConfig, isOneOfMany: boolean, view: View): Html {
  const { name, secret, webhook, keywords, onFailure } = robot;
  const { robots: texts } = view.texts;
  const whose = isOneOfMany ? ` · ${name}` : '';
  const words = [
    webhook.kind === 'sandbox' ? '' : secret === undefined ? texts.unsecured : texts.secured,
    keywords.length > 0 ? texts.keywords(view.texts.list(keywords)) : '',
  ].filter((each) => each !== '');
  return html`${words.length > 0 ? fact(`${texts.facts.security}${whose}`, words.join(' · ')) : ''}
    ${onFailure === undefined ? '' : fact(`${texts.facts.onFailure}${whose}`, texts.tells(onFailure))}`;
}

const MOST_PEAKS = 5;

function peakList(peaks: readonly Peak[], view: View): Html {
  const { texts, zone } = view;
  return html`<ul>
    ${peaks
      .slice(0, MOST_PEAKS)
      .map(
        ({ at, messages, lastAt }) =>
          html`<li>${texts.robots.peak(momentText(at, view), messages, clockTime(lastAt, zone))} <span class="quiet">${relativeTime(at, view.now, texts)}</span></li>`,
      )}
  </ul>`;
}
