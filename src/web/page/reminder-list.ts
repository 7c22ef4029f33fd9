import { html } from 'hono/html';
import type { Reminder } from '../../config/config.ts';
import { inTurns } from '../../daemon/in-turns.ts';
import { nextOfEach, type Upcoming } from '../../daemon/upcoming.ts';
import { byHand } from '../../schedule/override.ts';
import { overrideReason } from './override-words.ts';
import { reminderMenu } from './reminder-menu.ts';
import { relativeTime } from './time.ts';
import { momentTag } from './time-tag.ts';
import type { Html, View } from './view.ts';
import { whenWords } from './when-words.ts';

const MOST_SHOWN = 300;

/** Every reminder with its next time, also those that come too rarely to stand among what is upcoming. */
export async function reminderList(view: View): Promise<Html> {
  const { daemon, texts, now, overrides } = view;
  const { reminders } = daemon.config;
  const found = reminders.filter((reminder) => isAskedFor(reminder, view));
  if (found.length === 0)
    return html`<p class="empty">${reminders.length === 0 ? texts.upcoming.none : texts.reminders.noneFound}</p>`;
  const shown = found.slice(0, MOST_SHOWN);
  const rows = await Array.fromAsync(inTurns(shown), (reminder) =>
    reminderRow(reminder, nextOfEach([reminder], now, overrides)[0], view),
  );
  return html`<p class="aside">${texts.reminders.count(found.length)}</p>
    <ul class="reminders">
      ${rows}
    </ul>
    ${found.length > MOST_SHOWN ? html`<p class="aside">${texts.reminders.cut(MOST_SHOWN)}</p>` : ''}`;
}

function isAskedFor({ id, description, tags, robots }: Reminder, { query }: View): boolean {
  const wanted = query.get('q')?.trim().toLowerCase() ?? '';
  return [id, description ?? '', ...tags, ...robots].some((each) => each.toLowerCase().includes(wanted));
}

function reminderRow(reminder: Reminder, next: Upcoming | undefined, view: View): Html {
  const { texts } = view;
  const { id, robots, description, source } = reminder;
  return html`<li class="reminder">
    <div class="reminder-body">
      <h3 class="reminder-name"><code>${id}</code> <span class="reminder-when">${whenWords(reminder, texts)}</span></h3>
      ${description === undefined ? '' : html`<p>${description}</p>`}
      <p class="meta">
        ${nextWords(reminder, next, view)} <span>${texts.upcoming.goesTo} ${texts.list(robots)}</span>
        <code>${source.file}:${source.line}</code>
      </p>
    </div>
    ${reminderMenu({ reminder: id, key: encodeURIComponent(id), date: next?.occurrence.date }, view)}
  </li>`;
}

function nextWords({ id, paused }: Reminder, next: Upcoming | undefined, view: View): Html {
  const { reminders: texts } = view.texts;
  if (paused) return html`<span class="reason">${texts.pausedInYaml}</span>`;
  const pause = byHand(view.overrides).find((each) => each.kind === 'pause' && each.reminder === id);
  const reason = pause ? html`<span class="reason">${overrideReason(pause, view)}</span>` : '';
  if (!next) return html`${reason}<span>${pause ? '' : texts.never}</span>`;
  const { at } = next.occurrence;
  return html`${reason}<span>${texts.next} ${momentTag(at, view)} · ${relativeTime(at, view.now, view.texts)}</span>`;
}
