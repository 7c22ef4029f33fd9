import { EVENT_NAMES } from '../hooks/kinds.ts';
import { nearest } from '../message/nearest.ts';
import { NOT_EMPTY, refusing, scalar } from './decode/scalars.ts';
import { vouched } from './printable.ts';
import { bare } from './tree.ts';

/** `issue`, `issue.opened`, `"!issue.closed"`. */
export const hookEvent = scalar(
  'events',
  NOT_EMPTY,
  (written) => (EVENT_NAMES.includes(written.replace(/^!/, '')) ? written : undefined),
  refusing((written, { place }, report) => {
    if (written === '') return false;
    const meant = nearest(written.replace(/^!/, ''), EVENT_NAMES);
    const sign = written.startsWith('!') ? '!' : '';
    report.error(place, 'unknown-event', {
      name: bare(place),
      ...(meant !== undefined && { nearest: vouched(sign === '' ? meant : `"!${meant}"`) }),
    });
    return true;
  }),
);
