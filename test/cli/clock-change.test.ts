import { describe, expect, it } from 'vitest';
import { clockChangeAt } from '../../src/cli/clock-change.ts';
import { type Cron, parseCron } from '../../src/schedule/cron.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { wallTrigger } from '../../src/schedule/wall-trigger.ts';
import { zone } from '../../src/schedule/zone.ts';

/** What is said about the first firing at or after `from`. */
function change(expression: string, timezone: string, from: string) {
  const { pattern } = parseCron(expression) as Cron;
  const at = wallTrigger(pattern, zone(timezone)).next(toEpochMs(Date.parse(from) - 1));
  return at === undefined ? 'never' : clockChangeAt(pattern, zone(timezone), at);
}

describe('what a clock change does to a firing', () => {
  it.each([
    ['an ordinary day', '30 2 * * *', 'America/New_York', '2026-03-07T00:00:00-05:00', undefined],
    ['in the gap', '30 2 * * *', 'America/New_York', '2026-03-08T00:00:00-05:00', { kind: 'moved', from: '02:30' }],
    [
      'in the gap, to the second',
      '15 30 2 * * *',
      'America/New_York',
      '2026-03-08T00:00:00-05:00',
      { kind: 'moved', from: '02:30:15' },
    ],
    [
      'in a gap at midnight',
      '0 0 * * *',
      'America/Havana',
      '2026-03-07T12:00:00-05:00',
      { kind: 'moved', from: '00:00' },
    ],
    [
      'in a gap of half an hour',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-04T00:00:00+10:30',
      { kind: 'moved', from: '02:15' },
    ],
    ['named at the end of the gap too', '0,30 2,3 * * *', 'America/New_York', '2026-03-08T02:00:00-05:00', undefined],
    ['in the repeated hour', '30 1 * * *', 'America/New_York', '2026-11-01T00:00:00-04:00', { kind: 'first-pass' }],
    ['right after the repeated hour', '0 2 * * *', 'America/New_York', '2026-11-01T00:00:00-04:00', undefined],
    ['every hour: it follows the clock', '30 * * * *', 'America/New_York', '2026-11-01T01:00:00-04:00', undefined],
    ['a zone without clock changes', '30 2 * * *', 'Asia/Shanghai', '2026-03-08T00:00:00+08:00', undefined],
  ])('%s', (_, expression, timezone, from, expected) => {
    expect(change(expression, timezone, from)).toEqual(expected);
  });
});
