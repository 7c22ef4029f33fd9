import { type State, STATES } from '../../delivery/delivery.ts';
import type { HistoryQuery } from '../../delivery/history.ts';
import { beginning } from '../../message/beginning.ts';
import { parseIsoDate } from '../../schedule/civil.ts';
import type { IsoDate } from '../../schedule/occurrence.ts';
import { present } from '../present.ts';
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

const LONGEST_TEXT = 200;

/** By the fields of the form. What makes no sense is passed over, as if it had been left empty. */
export function parseFilter(query: URLSearchParams): HistoryFilter {
  const field = (name: string): string | undefined => query.get(name)?.trim() || undefined;
  const date = (name: string): IsoDate | undefined =>
    parseIsoDate(field(name) ?? '') === undefined ? undefined : field(name);
  const text = field('q')?.toLowerCase();
  return present({
    state: STATES.find((each) => each === field('state')),
    reminder: field('reminder'),
    robot: field('robot'),
    from: date('from'),
    until: date('until'),
    text: text && beginning(text, LONGEST_TEXT),
  });
}

/** What of the filter the store can answer by itself. */
export function toHistoryQuery({ state, reminder, robot, from, until }: HistoryFilter, zone: string): HistoryQuery {
  return present({
    state,
    reminder,
    robot,
    since: from === undefined ? undefined : startOfDate(from, zone),
    until: until === undefined ? undefined : startOfDate(until, zone, 1),
  });
}
