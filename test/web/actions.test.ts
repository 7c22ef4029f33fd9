import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { DAY, HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { fireReminder, pauseReminder, resendDelivery, resumeReminder, skipReminder } from '../../src/web/actions.ts';
import { dateOf } from '../../src/web/page/time.ts';
import { createTestDaemon, dailyReminder, NOON_BEFORE, sandboxRobot, type TestDaemon } from './test-daemon.ts';

const text = (words: string) => ({ kind: 'text', text: words }) as const;

/** Told of a week before, every day. */
const early: Reminder = dailyReminder('early', '09:00', text('还有一周'), {
  timetable: {
    next: (after) => {
      const at = toEpochMs((Math.floor(after / DAY) + 1) * DAY);
      const date = dateOf(toEpochMs(at + 7 * DAY), 'Asia/Shanghai');
      return { at, occurrences: [{ at, date, notice: '7d', daysLeft: 7 }] };
    },
  },
});
const everySecond: Reminder = dailyReminder('tick', '00:00', text('嘀嗒'), {
  timetable: {
    next: (after) => {
      const at = toEpochMs((Math.floor(after / SECOND) + 1) * SECOND);
      return { at, occurrences: [{ at, date: dateOf(at, 'Asia/Shanghai'), daysLeft: 0, notice: '0d' }] };
    },
  },
});

let daemon: TestDaemon;

beforeEach(() => {
  daemon = createTestDaemon({
    robots: [sandboxRobot('team'), sandboxRobot('ops')],
    reminders: [
      dailyReminder('lunch', '11:50', text('午饭'), { robots: ['team', 'ops'] }),
      dailyReminder('asleep', '12:00', text('不说话'), { paused: true }),
      dailyReminder('over', '12:00', text('过去了'), { timetable: { next: () => undefined } }),
      early,
      everySecond,
    ],
  });
});

afterEach(() => daemon.stop());

describe('skipping', () => {
  it('leaves out the date that comes next, and then the one after it', async () => {
    for (const date of ['2026-11-24', '2026-11-25']) {
      const override = { kind: 'skip', reminder: 'lunch', date } as const;
      expect(await skipReminder(daemon, 'lunch')).toEqual({ kind: 'done', override });
    }
    expect(await daemon.overrides.list()).toHaveLength(2);
  });

  it.each([
    ['lunch', '2027-02-28'],
    ['early', '2026-12-02'],
    ['tick', '2026-12-24'],
  ])('leaves out a date of %s that is named: %s', async (reminder, date) => {
    expect(await skipReminder(daemon, reminder, date)).toEqual({
      kind: 'done',
      override: { kind: 'skip', reminder, date },
    });
  });

  it.each([
    ['nobody', undefined, { kind: 'unknown-reminder' }],
    ['over', undefined, { kind: 'never-again' }],
    ['asleep', undefined, { kind: 'never-again' }],
    ['lunch', '2026-11-23', { kind: 'nothing-on-date', date: '2026-11-23' }],
    ['over', '2026-12-24', { kind: 'nothing-on-date', date: '2026-12-24' }],
    ['early', '2026-11-25', { kind: 'nothing-on-date', date: '2026-11-25' }],
    ['lunch', '2026-02-30', { kind: 'nothing-on-date', date: '2026-02-30' }],
  ] as const)('of %s on %s is refused, and changes nothing', async (reminder, date, because) => {
    expect(await skipReminder(daemon, reminder, date)).toEqual({ kind: 'refused', because });
    expect(await daemon.overrides.list()).toEqual([]);
  });

  it('twice is refused, and taking it back makes it fire', async () => {
    await skipReminder(daemon, 'lunch', '2026-11-24');
    const again = await skipReminder(daemon, 'lunch', '2026-11-24');
    expect(again).toMatchObject({ kind: 'refused', because: { kind: 'already-skipped', date: '2026-11-24' } });
    expect(await resumeReminder(daemon, 'lunch', '2026-11-24')).toMatchObject({ kind: 'done' });
    expect(await daemon.overrides.list()).toEqual([]);
    expect(await resumeReminder(daemon, 'lunch', '2026-11-24')).toEqual({
      kind: 'refused',
      because: { kind: 'not-skipped', date: '2026-11-24' },
    });
  });
});

describe('pausing', () => {
  it('holds for ever, until an end, and until it is resumed', async () => {
    const until = toEpochMs(NOON_BEFORE + 2 * HOUR);
    await pauseReminder(daemon, 'lunch');
    expect(await pauseReminder(daemon, 'lunch', until)).toMatchObject({ kind: 'done', override: { until } });
    expect(await daemon.overrides.list()).toEqual([{ kind: 'pause', reminder: 'lunch', until }]);
    expect(await resumeReminder(daemon, 'lunch')).toMatchObject({ kind: 'done' });
    expect(await daemon.overrides.list({ endingAfter: NOON_BEFORE })).toEqual([]);
  });

  it.each([
    ['lunch', { kind: 'not-paused' }],
    ['asleep', { kind: 'paused-in-yaml', file: 'schedules/work.yaml', line: 3 }],
    ['nobody', { kind: 'unknown-reminder' }],
  ] as const)('nothing to resume of %s', async (reminder, because) => {
    expect(await resumeReminder(daemon, reminder)).toEqual({ kind: 'refused', because });
  });

  it('until now is refused', async () => {
    expect(await pauseReminder(daemon, 'lunch', NOON_BEFORE)).toEqual({
      kind: 'refused',
      because: { kind: 'end-has-passed' },
    });
    expect(await pauseReminder(daemon, 'nobody')).toEqual({ kind: 'refused', because: { kind: 'unknown-reminder' } });
  });

  it('of a reminder that is gone from the configuration can be ended', async () => {
    await daemon.overrides.set({ kind: 'pause', reminder: 'gone' });
    expect(await resumeReminder(daemon, 'gone')).toMatchObject({ kind: 'done' });
  });
});

describe('sending', () => {
  it('fires to each robot of a reminder', async () => {
    const action = await fireReminder(daemon, 'lunch');
    expect(action).toMatchObject({ kind: 'done', deliveries: [{ robot: 'team' }, { robot: 'ops' }] });
    expect(await fireReminder(daemon, 'nobody')).toEqual({ kind: 'refused', because: { kind: 'unknown-reminder' } });
  });

  it.each(['failed', 'missed'] as const)('sends again what has %s', async (state) => {
    const id = await daemon.plan({ message: text('再来'), ...(state === 'missed' ? { state } : {}) });
    if (state === 'failed') await daemon.deliver({ kind: 'rejected', scope: 'message', cause: { code: 'garbled' } });
    expect(await resendDelivery(daemon, id)).toMatchObject({ kind: 'done', delivery: { robot: 'team' } });
    expect(await daemon.history.list({ state: 'pending' })).toHaveLength(1);
  });

  it.each(['delivered', 'pending', 'skipped'] as const)('does not send again what is %s', async (state) => {
    const id = await daemon.plan(state === 'skipped' ? { state } : {});
    if (state === 'delivered') await daemon.deliver();
    expect(await resendDelivery(daemon, id)).toEqual({
      kind: 'refused',
      because: { kind: 'not-resendable', state },
    });
    expect(await daemon.history.list({})).toHaveLength(1);
  });

  it('does not know what was never sent', async () => {
    expect(await resendDelivery(daemon, 'nothing')).toEqual({ kind: 'refused', because: { kind: 'unknown-delivery' } });
  });
});
