import { type State, STATES } from '../../delivery/delivery.ts';
import type { HistoryQuery } from '../../delivery/history.ts';
import { beginning } from '../../message/beginning.ts';
import { parseIsoDate } from '../../schedule/civil.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { startOfDate } from './time.ts';

/** What a visitor looks for in what happened. What is left out restricts nothing. */
export interface HistoryFilter {
  readonly state?: State;
  readonly reminder?: string;
  readonly robot?: string;
  /** Both inclusive, in the page's zone. */
  readonly from?: IsoDate;
  readonly until?: IsoDate;
  /** In lower case: stands somewhere in message, names or reason. */
  readonly text?: string;
}

/** The names of the fields of the form, and of the address. */
const FILTER_FIELDS = ['state', 'reminder', 'robot', 'from', 'until', 'q'] as const;

/** What makes no sense is passed over, as if it had been left empty. */
export function parseFilter(query: URLSearchParams): HistoryFilter {
  const field = (name: (typeof FILTER_FIELDS)[number]) => query.get(name)?.trim() ?? '';
  const state = STATES.find((each) => each === field('state'));
  const text = beginning(field('q').toLowerCase(), LONGEST_TEXT);
  return {
    ...(state && { state }),
    ...(field('reminder') !== '' && { reminder: field('reminder') }),
    ...(field('robot') !== '' && { robot: field('robot') }),
    ...(parseIsoDate(field('from')) !== undefined && { from: field('from') }),
    ...(parseIsoDate(field('until')) !== undefined && { until: field('until') }),
    ...(text !== '' && { text }),
  };
}

const LONGEST_TEXT = 200;

/** What of the filter the store can answer by itself. */
export function toHistoryQuery({ state, reminder, robot, from, until }: HistoryFilter, zone: string): HistoryQuery {
  return {
    ...(state && { state }),
    ...(reminder !== undefined && { reminder }),
    ...(robot !== undefined && { robot }),
    ...(from !== undefined && { since: startOfDate(from, zone) }),
    ...(until !== undefined && { until: startOfDate(until, zone, 1) }),
  };
}
