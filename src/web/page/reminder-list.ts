import { html } from 'hono/html';
import type { Reminder } from '../../config/config.ts';
import { inTurns } from '../../daemon/in-turns.ts';
import { nextOfEach, type Upcoming } from '../../daemon/upcoming.ts';
import { byHand } from '../../schedule/override.ts';
import { currently, hereWith } from './address.ts';
import { previewLine } from './message-preview.ts';
import { messageToCome } from './message-to-come.ts';
import { overrideReason } from './override-words.ts';
import { reminderMenu } from './reminder-menu.ts';
import { relativeTime } from './time.ts';
import { momentTag } from './time-tag.ts';
import type { Html, View } from './view.ts';
import { whenWords } from './when-words.ts';

const MOST_SHOWN = 300;
/** What more reminders say next is not searched: each is rendered for that. */
const MOST_READ = 5_000;

interface Listed {
  readonly reminder: Reminder;
  readonly next: Upcoming | undefined;
}

/** Every reminder with its next time and what it says then, by file or by tag; also those that come rarely. */
export async function reminderList(view: View): Promise<Html> {
  const { daemon, texts } = view;
  const { reminders } = daemon.config;
  const found = await search(view);
  if (found.length === 0)
    return html`<p class="empty">${reminders.length === 0 ? texts.upcoming.none : texts.reminders.noneFound}</p>`;
  const shown = await Array.fromAsync(inTurns(found.slice(0, MOST_SHOWN)), (reminder) => listed(reminder, view));
  const isByTag = view.query.get('by') === 'tag';
  return html`<p class="aside group-by">
      <span>${texts.reminders.count(found.length)}</span>
      <a href="${hereWith(view, { by: undefined })}" ${currently(!isByTag)}>${texts.reminders.byFile}</a>
      <a href="${hereWith(view, { by: 'tag' })}" ${currently(isByTag)}>${texts.reminders.byTag}</a>
    </p>
    ${[...groups(shown, isByTag, view)].map(([name, ofGroup]) => group(name, ofGroup, view))}
    ${found.length > MOST_SHOWN ? html`<p class="aside">${texts.reminders.cut(MOST_SHOWN)}</p>` : ''}`;
}

/** By names and words about it; then by what it says next. */
async function search(view: View): Promise<readonly Reminder[]> {
  const { reminders } = view.daemon.config;
  const wanted = view.query.get('q')?.trim().toLowerCase() ?? '';
  if (wanted === '') return reminders;
  const has = (words: readonly string[]) => words.some((each) => each.toLowerCase().includes(wanted));
  const found: Reminder[] = [];
  let read = 0;
  for await (const reminder of inTurns(reminders)) {
    const { id, description = '', tags, robots, source } = reminder;
    const isNamed = has([id, description, source.file, ...tags, ...robots]);
    if (isNamed || ((read += 1) <= MOST_READ && has([saying(listed(reminder, view), view) ?? ''])))
      found.push(reminder);
  }
  return found;
}

function listed(reminder: Reminder, { now, overrides }: View): Listed {
  return { reminder, next: nextOfEach([reminder], now, overrides)[0] };
}

function saying({ next }: Listed, view: View): string | undefined {
  return next && previewLine(messageToCome(next, view));
}

/** One with several tags stands in each of their groups. */
function groups(all: readonly Listed[], isByTag: boolean, { texts }: View): ReadonlyMap<string, readonly Listed[]> {
  const named = all.flatMap((each) => {
    const { tags, source } = each.reminder;
    const names = isByTag ? (tags.length > 0 ? tags : [texts.reminders.untagged]) : [source.file];
    return names.map((name) => ({ name, each }));
  });
  const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return new Map(
    [...Map.groupBy(sorted, ({ name }) => name)].map(([name, members]) => [name, members.map(({ each }) => each)]),
  );
}

function group(name: string, members: readonly Listed[], view: View): Html {
  return html`<h3 class="group-head">${name} <small>${members.length}</small></h3>
    <ul class="reminders">
      ${members.map((each) => reminderRow(each, name, view))}
    </ul>`;
}

function reminderRow(row: Listed, inGroup: string, view: View): Html {
  const { texts } = view;
  const { reminder, next } = row;
  const { id, robots, description, source } = reminder;
  const says = saying(row, view);
  return html`<li class="reminder">
    <div class="reminder-body">
      <h4 class="reminder-name"><code>${id}</code> <span class="reminder-when">${whenWords(reminder, texts)}</span></h4>
      ${says ? html`<p class="preview clamp">${says}</p>` : ''}
      ${description === undefined ? '' : html`<p class="quiet">${description}</p>`}
      <p class="meta">
        ${nextWords(reminder, next, view)} <span>${texts.upcoming.goesTo} ${texts.list(robots)}</span>
        <code>${source.file}:${source.line}</code>
      </p>
    </div>
    ${reminderMenu({ reminder: id, key: encodeURIComponent(`${inGroup} ${id}`), occurrence: next?.occurrence }, view)}
  </li>`;
}

function nextWords({ id, paused, example }: Reminder, next: Upcoming | undefined, view: View): Html {
  const { reminders: texts } = view.texts;
  if (example === 'held') return html`<span class="reason">${texts.exampleHeld}</span>`;
  if (paused) return html`<span class="reason">${texts.pausedInYaml}</span>`;
  const pause = byHand(view.overrides).find((each) => each.kind === 'pause' && each.reminder === id);
  const reason = pause ? html`<span class="reason">${overrideReason(pause, view)}</span>` : '';
  if (!next) return html`${reason}<span>${pause ? '' : texts.never}</span>`;
  const { at } = next.occurrence;
  return html`${reason}<span>${texts.next} ${momentTag(at, view)} · ${relativeTime(at, view.now, view.texts)}</span>`;
}
