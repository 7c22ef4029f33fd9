import { html } from 'hono/html';
import { toCivilDate } from '../../schedule/civil.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { hereWith } from './address.ts';
import { inFull } from './agenda.ts';
import { dayPanel } from './day-panel.ts';
import { happenedIn } from './month-happened.ts';
import { type IsoMonth, type Month, monthAfter, monthOf, parseMonth } from './month-days.ts';
import { monthGrid } from './month-grid.ts';
import { dateOf, monthText } from './time.ts';
import type { Html, View } from './view.ts';

/** A month as it hangs on the wall, and beside it the day that was chosen: `?month=2026-11&day=2026-11-24`. */
export async function monthView(view: View): Promise<Html> {
  const today = dateOf(view.now, view.zone);
  const chosen = view.query.get('day');
  const name = parseMonth(view.query.get('month')) ?? parseMonth((chosen ?? '').slice(0, 7)) ?? today.slice(0, 7);
  const month = await monthOf(name, view);
  const day = month.days.find(({ date }) => date === chosen) ?? month.days.find(({ date }) => date === today);
  const happened = await happenedIn(month, view);
  const told = day && { ...day, ...(await inFull(day, view)) };
  return html`<div class="month-head">
      <h2 class="page-title" id="month-title" tabindex="-1">${monthText(name, view.texts)}</h2>
      ${monthLinks(name, today, view)}
    </div>
    <div class="month-columns">
      <div class="month-side">${monthGrid({ month, happened, today, chosen: day?.date }, view)} ${legend(month, view)}</div>
      ${told ? dayPanel(told, happened.get(told.date), view) : ''}
    </div>`;
}

function monthLinks(month: IsoMonth, today: IsoDate, view: View): Html {
  const { texts } = view;
  const previous = monthAfter(month, -1);
  const next = monthAfter(month, 1);
  return html`<nav class="month-links" aria-label="${texts.month.heading}">
    ${previous === undefined ? '' : html`<a class="quiet-button" rel="prev" href="${toMonth(previous, view)}" title="${texts.month.previous}"><span aria-hidden="true">‹</span><span class="visually-hidden">${texts.month.previous}</span></a>`}
    <a class="quiet-button" href="${toMonth(today.slice(0, 7), view)}">${texts.month.thisMonth}</a>
    ${next === undefined ? '' : html`<a class="quiet-button" rel="next" href="${toMonth(next, view)}" title="${texts.month.next}"><span aria-hidden="true">›</span><span class="visually-hidden">${texts.month.next}</span></a>`}
  </nav>`;
}

function toMonth(month: IsoMonth, view: View): string {
  return hereWith(view, { month, day: undefined });
}

function legend({ days, isCut }: Month, { texts: { month: texts } }: View): Html {
  const workdays = days.filter(({ verdict }) => verdict.workday).length;
  const isUnknown = days.some(({ verdict }) => verdict.kind === 'unknown');
  const uncertain = days.find(({ verdict }) => verdict.provisional);
  return html`<div class="month-legend">
    <p>${isUnknown ? texts.unknown : texts.workdays(workdays, days.length - workdays)}</p>
    ${uncertain ? html`<p class="is-uncertain">${texts.provisional(toCivilDate(uncertain.day).year)}</p>` : ''}
    ${isCut ? html`<p>${texts.cut}</p>` : ''}
    <p class="keys">${texts.keys}</p>
  </div>`;
}
