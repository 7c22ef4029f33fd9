import { parseEvery } from '../schedule/every.ts';
import { parseWallTime } from '../schedule/wall-time.ts';
import type { HookDigest } from './config.ts';
import { checked } from './decode/checked.ts';
import { oneOrMore } from './decode/collections.ts';
import { field, group, needed, writtenEntry } from './decode/group.ts';
import { hookEvent } from './hook-event-name.ts';
import { own } from './printable.ts';
import { fault } from '../schedule/fault.ts';
import { MINUTE } from '../schedule/instant.ts';
import { reportFault } from './report-fault.ts';
import { duration, time } from './values.ts';

/** `digest: { events: [push, star], at: "18:00" }`, or `every: 1h` in place of `at`. */
export const hookDigest = checked(
  group('digest', {
    events: needed(oneOrMore(hookEvent, 'events'), '哪些事件攒起来说 · which events are told together'),
    at: field(time, '每天几点说 · at which time of each day'),
    every: field(duration, '或者每隔多久说一次，从零点起 · or how often, counted from midnight'),
  }),
  (written, { owner, report }): HookDigest | undefined => {
    const events = written.events.map(({ value }) => value);
    const { at, every } = written;
    const other = writtenEntry(written, 'every');
    if (at && other) {
      report.error(other.keyPlace, 'keys-exclude', { key: own('every'), other: own('at') });
      return undefined;
    }
    if (at) return { events, times: { kind: 'daily', second: parseWallTime(at.value) ?? 0 } };
    if (every === undefined) {
      if (!other && !writtenEntry(written, 'at')) report.fault(owner, WITHOUT_TIME);
      return undefined;
    }
    const grid = parseEvery(every.value);
    if (every.value >= MINUTE && grid.kind === 'grid') return { events, times: grid };
    reportFault(every.scalar, BEYOND_A_DAY, report);
    return undefined;
  },
);

const WITHOUT_TIME = fault(
  'digest-without-time',
  { zh: 'digest 没有写什么时候说', en: 'digest does not say when it is told' },
  { zh: '加上 at: "18:00"，或者 every: 1h', en: 'add at: "18:00", or every: 1h' },
);

const BEYOND_A_DAY = fault(
  'digest-interval',
  { zh: 'every 要在一分钟到一天之间', en: 'every is a minute at least, and a day at most' },
  { zh: '写 every: 1h；一天一次就写 at: "18:00"', en: 'write every: 1h; for once a day write at: "18:00"' },
);
