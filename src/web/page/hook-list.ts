import { html } from 'hono/html';
import type { HookConfig } from '../../config/config.ts';
import { tellInlet } from '../../daemon/inlet-words.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import type { EventState, InboxSummary } from '../../delivery/inbox.ts';
import { isLoopback } from '../../network/loopback.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { grouped } from '../texts/grouped.ts';
import { addressOf } from './address.ts';
import { dateOf, momentText, relativeTime, startOfDate } from './time.ts';
import type { Html, View } from './view.ts';

/** Every hook: the address that its sender posts to, and what came of what came today. */
export async function hookList(view: View): Promise<Html> {
  const { daemon, texts, now, zone } = view;
  const hooks = [...daemon.config.hooks.values()];
  if (hooks.length === 0) return noHook(view);
  const summaries = await daemon.inbox.summaries(startOfDate(dateOf(now, zone), zone));
  const of = new Map(summaries.map((each) => [each.hook, each]));
  const base = daemon.config.daemon.http.publicUrl ?? daemon.address;
  const isPostedTo = hooks.some(({ relay, feed }) => relay === undefined && feed === undefined);
  const isOnlyHere = isPostedTo && base !== undefined && isLoopback(URL.parse(base)?.hostname ?? '');
  return html`<ul class="hooks">
      ${hooks.map((hook) => hookCard(hook, of.get(hook.name), base, view))}
    </ul>
    ${isOnlyHere ? html`<p class="aside">${texts.hooks.onlyHere}</p>` : ''}`;
}

function hookCard(
  { name, from, description, paused, robots, feed }: HookConfig,
  known: InboxSummary | undefined,
  base: string | undefined,
  view: View,
): Html {
  const { hooks: texts } = view.texts;
  return html`<li class="hook">
    <h3 class="hook-name">
      <a href="${addressOf('hooks', { hook: name })}">${name}</a> <span class="robot-kind">${from}</span>
      ${paused ? html`<span class="badge is-warn">${texts.paused}</span>` : ''}
    </h3>
    ${description === undefined ? '' : html`<p class="quiet">${description}</p>`}
    ${feed === undefined ? html`<p><code class="hook-address">${hookAddress(base ?? '', name)}</code></p>` : ''}
    ${inletLine(name, view)}
    <p class="meta">
      <span>${known ? texts.last(ago(known.lastAt, view)) : texts.never}</span>
      ${known ? today(name, known.counts, view) : ''}
      <span>${view.texts.upcoming.goesTo} ${view.texts.list(robots)}</span>
    </p>
  </li>`;
}

/** How a relay or a feed stands. */
function inletLine(name: string, view: View): Html | '' {
  const inlet = view.daemon.inlets().get(name);
  if (inlet === undefined) return '';
  const text = `${inlet.kind} ${tellInlet(inlet, view.texts.language, (at) => momentText(at, view))}`;
  return html`<p class="${inlet.trouble === undefined ? 'quiet' : 'is-warn'}">${text}</p>`;
}

/** What has just come did not come in the next moment. */
function ago(at: EpochMs, { now, texts }: View): string {
  return relativeTime(toEpochMs(Math.min(at, now - 1)), now, texts);
}

/** Each figure leads to what it counts. */
function today(hook: string, counts: InboxSummary['counts'], { texts: { hooks: texts } }: View): Html | '' {
  const some = SHOWN.filter((state) => counts[state] > 0);
  if (some.length === 0) return '';
  return html`<span
    >${texts.today}
    ${some.map((state, index) => html`${index === 0 ? '' : ' · '}<a href="${addressOf('hooks', { hook, state })}">${texts.states[state]} ${grouped(counts[state])}</a>`)}</span
  >`;
}

const SHOWN: readonly EventState[] = ['waiting', 'told', 'ignored', 'refused'];

/** Works as it stands there, and waits for its secret. */
function example(robot = 'team'): string {
  return `hooks:
  shop: { from: github, secret: "\${SHOP_HOOK_SECRET:-}", robot: ${robot}, paused: true }`;
}

function noHook({ daemon: { config }, texts: { hooks: texts } }: View): Html {
  const [robot] = config.robots.keys();
  return html`<div class="empty">
    <p><strong>${texts.none}</strong></p>
    <p>${texts.noneHint}</p>
    <pre class="frame" tabindex="0">${example(robot)}</pre>
    <p>${texts.noneSecret}</p>
  </div>`;
}
