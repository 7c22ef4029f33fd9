import { html } from 'hono/html';
import { toCivilDate, weekday } from '../../schedule/civil.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { hereWith } from './address.ts';
import { type AgendaEntry, byRarity } from './agenda.ts';
import { lunarShort, lunarWords } from './day-facts.ts';
import type { DayTally } from './month-happened.ts';
import type { Month, MonthDay } from './month-days.ts';
import { clockTime, longDate } from './time.ts';
import { rarityOf } from './rarity.ts';
import type { Html, View } from './view.ts';

export interface MonthGrid {
  readonly month: Month;
  readonly happened: ReadonlyMap<IsoDate, DayTally>;
  readonly today: IsoDate;
  readonly chosen: IsoDate | undefined;
}

/** Weeks from Monday. Every day is a link; the script moves between them with the arrow keys. */
export function monthGrid(grid: MonthGrid, view: View): Html {
  const { weekdays } = view.texts.month;
  return html`<table class="month" data-month aria-labelledby="month-title">
    <thead>
      <tr>
        ${weekdays.map(([short, long]) => html`<th scope="col" abbr="${long}"><span aria-hidden="true">${short}</span><span class="visually-hidden">${long}</span></th>`)}
      </tr>
    </thead>
    <tbody>
      ${weeksOf(grid.month.days).map((week) => html`<tr>${week.map((day) => (day ? dayCell(day, grid, view) : html`<td class="no-day"></td>`))}</tr>`)}
    </tbody>
  </table>`;
}

function weeksOf(days: readonly MonthDay[]): readonly (readonly (MonthDay | undefined)[])[] {
  const [first] = days;
  if (!first) return [];
  // 0 = Monday.
  const before = (weekday(first.day) + 6) % 7;
  const length = Math.ceil((before + days.length) / 7);
  return Array.from({ length }, (_, week) =>
    Array.from({ length: 7 }, (__, column) => days[week * 7 + column - before]),
  );
}

function dayCell(day: MonthDay, grid: MonthGrid, view: View): Html {
  const { date } = day;
  const looks = [
    day.special ? `is-${day.special.kind}-day` : '',
    day.verdict.workday || day.verdict.kind === 'unknown' ? '' : 'is-free',
    date === grid.chosen ? 'is-chosen' : '',
    date === grid.today ? 'is-today' : '',
    date < grid.today ? 'is-past' : '',
  ].filter((look) => look !== '');
  const tally = grid.happened.get(date);
  return html`<td class="${looks.join(' ')}">
    <a id="day-${date}" href="${hereWith(view, { month: grid.month.month, day: date })}#day" data-date="${date}"
      ${date === grid.today ? html`aria-current="date"` : ''}>
      <span class="visually-hidden">${readOut(day, tally, view)}</span>
      <span class="cell" aria-hidden="true">
        <span class="cell-head">
          <span class="cell-number">${toCivilDate(day.day).day}</span>
          ${day.special ? html`<span class="cell-mark">${day.special.mark}</span>` : ''}
        </span>
        <span class="cell-lunar">${day.lunar ? lunarShort(day.lunar) : ''}${day.term === undefined ? '' : html` <b class="cell-term">${day.term}</b>`}</span>
        ${day.special ? html`<span class="cell-name">${day.special.name}</span>` : ''}
        ${entryLines(day.entries, view)} ${tally ? tallyLine(tally, view) : ''}
      </span>
    </a>
  </td>`;
}

/** What the eye takes in at once, in one sentence. */
function readOut(day: MonthDay, tally: DayTally | undefined, { texts }: View): string {
  const skipped = day.entries.filter(({ first }) => first.skipped).length;
  const told = day.entries.length - skipped;
  return texts.list(
    [
      longDate(day.date, texts),
      day.lunar ? lunarWords(day.lunar, texts) : '',
      day.term ?? '',
      day.special?.name ?? '',
      ...day.entries.filter((entry) => !entry.first.skipped && rarityOf(entry.first.reminder) === 'rare').map(nameOf),
      told > 0 ? texts.month.reminders(told) : '',
      skipped > 0 ? texts.month.skipped(skipped) : '',
      tally ? texts.month.deliveries(tally.messages) : '',
      tally && tally.failed > 0 ? texts.month.failed(tally.failed) : '',
    ].filter((words) => words !== ''),
  );
}

const SHOWN = 3;

/** By name where there is room, what is rare first; what comes every day in one line. A phone has room for a number. */
function entryLines(entries: readonly AgendaEntry[], view: View): Html | '' {
  if (entries.length === 0) return '';
  const { month: texts } = view.texts;
  const { rare, others, daily } = byRarity(entries);
  const named = [...rare, ...others];
  const more = named.length - SHOWN;
  return html`<span class="cell-entries">
      ${named.slice(0, SHOWN).map((entry) => entryLine(entry, rare.includes(entry) ? 'is-rare' : '', view))}
      ${more > 0 ? html`<span class="cell-more">${texts.more(more)}</span>` : ''}
      ${named.length === 0 && daily.length <= SHOWN ? daily.map((entry) => entryLine(entry, '', view)) : ''}
      ${daily.length > (named.length === 0 ? SHOWN : 0) ? html`<span class="cell-more">${texts.daily(daily.length)}</span>` : ''}
    </span>
    <span class="cell-count ${rare.length > 0 ? 'is-rare' : ''}">${entries.length}</span>`;
}

function entryLine({ first: { occurrence, reminder, skipped } }: AgendaEntry, look: string, { zone }: View): Html {
  return html`<span class="cell-entry ${look} ${skipped ? 'is-skipped' : ''}"
    ><span class="cell-time">${clockTime(occurrence.at, zone)}</span> ${reminder.id}</span
  >`;
}

function nameOf({ first }: AgendaEntry): string {
  return first.reminder.id;
}

function tallyLine({ messages, failed }: DayTally, { texts }: View): Html {
  return html`<span class="cell-tally">${texts.month.deliveries(messages)}</span>
    ${failed > 0 ? html`<span class="cell-tally is-bad">${texts.month.failed(failed)}</span>` : ''}`;
}
