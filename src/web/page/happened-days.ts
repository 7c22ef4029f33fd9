import { html } from 'hono/html';
import type { HistoryEntry } from '../../delivery/history.ts';
import { lastDueOf } from '../../delivery/delivery.ts';
import { dayHeading } from './day-heading.ts';
import { happenedEntry } from './happened-entry.ts';
import { previewLine } from './message-preview.ts';
import { dateOf } from './time.ts';
import type { Html, View } from './view.ts';

/** Deliveries by the day on which they were due, the last of a run; never called with none. */
export function happenedDays(happened: readonly HistoryEntry[], view: View): Html {
  const days = Map.groupBy(happened, ({ delivery }) => dateOf(lastDueOf(delivery), view.zone));
  return html`<p hidden data-announce>${announcement(happened, view)}</p>
    <ol class="days">
      ${[...days].map(
        ([date, ofDay]) =>
          html`<li class="days-row">
            ${dayHeading(date, view)}
            <ul class="entries">
              ${ofDay.map((one) => happenedEntry(one, view))}
            </ul>
          </li>`,
      )}
    </ol>`;
}

/** What a screen reader is told when the list changes: the delivery that came to its end last. */
function announcement(happened: readonly HistoryEntry[], { texts }: View): string {
  const finished = happened.map(({ delivery }) => delivery).filter(({ finishedAt }) => finishedAt !== undefined);
  const latest = finished.toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0))[0];
  return latest ? texts.history.announce(previewLine(latest.message), texts.history.states[latest.state]) : '';
}
