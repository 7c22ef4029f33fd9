import { expect, it } from 'vitest';
import { toICalendar } from '../../src/daemon/calendar-export.ts';
import { deliveriesOf } from '../../src/daemon/planned-deliveries.ts';
import { firedDeliveries } from '../../src/daemon/push.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const ADDRESSES = { lanes: new Map([['team', 'lane-of-team']]), keywords: new Map([['team', ['钉铃']]]) };
const OCCURRENCE = { at: NOON, date: '2026-11-24', daysLeft: 0 };
const SKIPPED = { state: 'skipped', cause: { code: 'nothing-to-say' } };

it.each([
  ['text', { kind: 'text', text: ' \n' }, SKIPPED],
  ['a body, whatever its title', { kind: 'markdown', title: '周报', text: '' }, SKIPPED],
  [
    'a title alone is said',
    { kind: 'feedCard', links: [{ title: 'a', url: 'b', picture: 'c' }] },
    { state: 'pending' },
  ],
  ['words', { kind: 'text', text: '开会' }, { state: 'pending' }],
] as const)('%s: recorded as skipped when empty, also when it is fired by hand', (_, message, expected) => {
  const silent = reminder('a', { render: () => message });
  const context = { ...ADDRESSES, away: () => new Set<string>(), now: NOON };
  const planned = { occurrence: OCCURRENCE, lateMs: 0, verdict: 'due' } as const;
  expect(deliveriesOf(silent, planned, context)).toMatchObject([expected]);
  expect(firedDeliveries(silent, ADDRESSES, NOON)).toMatchObject([expected]);
});

it('what is left out for another reason is recorded with that one', () => {
  const silent = reminder('a', { render: () => ({ kind: 'text', text: '' }) });
  const skip = { kind: 'skip', reminder: 'a', date: '2026-11-24' } as const;
  const planned = { occurrence: OCCURRENCE, lateMs: 0, verdict: 'skipped', skippedBy: skip } as const;
  const context = { ...ADDRESSES, away: () => new Set<string>(), now: NOON };
  expect(deliveriesOf(silent, planned, context)).toMatchObject([
    { state: 'skipped', cause: { code: 'overridden', by: skip } },
  ]);
});

it('is no event of the calendar', () => {
  const onlyOn = (date: string) =>
    reminder(date, {
      mayBeSilent: true,
      render: (occurrence) => ({ kind: 'text', text: occurrence.date === date ? '开会' : '' }),
    });
  const upcoming = ['2026-11-24', '2026-11-25'].map((date) => ({ reminder: onlyOn(date), occurrence: OCCURRENCE }));
  const lines = toICalendar(upcoming, { name: '钉铃', now: NOON }).split('\r\n');
  expect(lines.filter((line) => line.startsWith('SUMMARY'))).toEqual(['SUMMARY:2026-11-24']);
});
