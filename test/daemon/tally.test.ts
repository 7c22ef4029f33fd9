import * as fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createNextDue } from '../../src/daemon/next-due.ts';
import { createTally, LATENESS_BUCKETS } from '../../src/daemon/tally.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { DispatchEvent } from '../../src/delivery/dispatch-event.ts';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { reminder } from './reminder.ts';

const NOW = toEpochMs(Date.UTC(2026, 10, 24, 12, 30));

function attempted(robot: string, kind: 'delivered' | 'unreachable', lateMs = 0): DispatchEvent {
  const delivery: Delivery = {
    id: 'any',
    origin: 'schedule',
    robot,
    lane: 'any',
    dueAt: toEpochMs(NOW - lateMs),
    createdAt: NOW,
    expiresAt: NOW,
    lateMs: 0,
    priority: 0,
    coalesce: true,
    message: { kind: 'text', text: 'any' },
    state: 'sending',
    attempts: 1,
    nextAttemptAt: NOW,
  };
  const outcome = kind === 'delivered' ? { kind } : { kind, cause: { code: 'busy', httpStatus: 503 } as const };
  return { kind: 'attempted', delivery, outcome, becomes: { state: 'delivered' }, tookMs: 1 };
}

describe('the tally', () => {
  it('counts attempts by robot and outcome, and nothing else', () => {
    const tally = createTally(() => NOW);
    for (const event of [
      attempted('team', 'delivered'),
      attempted('team', 'delivered'),
      attempted('team', 'unreachable'),
      attempted('ops', 'delivered'),
      { kind: 'storeRecovered' } as const,
    ]) {
      tally.take(event);
    }
    expect(tally.attempts()).toEqual([
      { robot: 'team', outcome: 'delivered', count: 2 },
      { robot: 'team', outcome: 'unreachable', count: 1 },
      { robot: 'ops', outcome: 'delivered', count: 1 },
    ]);
  });

  it('an attempt before its time, by a clock that was set back, is not late', () => {
    const tally = createTally(() => NOW);
    tally.take(attempted('team', 'delivered', -HOUR));
    expect(tally.takeLateness()).toEqual([{ seconds: 0, count: 1 }]);
    expect(tally.takeLateness()).toEqual([]);
  });

  it('gives a histogram the buckets and the sum that each single one would have given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 100_000_000 }), { maxLength: 60 }), async (lates) => {
        const tally = createTally(() => NOW);
        const [told, single] = [histogram(), histogram()];
        for (const late of lates) {
          tally.take(attempted('team', 'delivered', late));
          single.observe(late / 1_000);
        }
        for (const { seconds, count } of tally.takeLateness()) {
          for (let left = count; left > 0; left -= 1) told.observe(seconds);
        }
        const [a, b] = [await valuesOf(told), await valuesOf(single)];
        expect(a.buckets).toEqual(b.buckets);
        expect(a.sum).toBeCloseTo(b.sum, 5);
      }),
    );
  });
});

function histogram(): Histogram {
  return new Histogram({ name: 'any', help: 'any', buckets: [...LATENESS_BUCKETS], registers: [new Registry()] });
}

async function valuesOf(told: Histogram) {
  const { values } = await told.get();
  return {
    buckets: values.filter(({ metricName }) => metricName?.endsWith('_bucket')).map(({ value }) => value),
    sum: values.find(({ metricName }) => metricName?.endsWith('_sum'))?.value ?? 0,
  };
}

describe('the next due', () => {
  function counted() {
    const hourly = reminder('a');
    const asked: EpochMs[] = [];
    const next = (after: EpochMs) => {
      asked.push(after);
      return hourly.timetable.next(after);
    };
    return { reminders: [{ ...hourly, timetable: { next } }], asked };
  }

  it('is looked for once until it is over, or something else is asked', async () => {
    const { reminders, asked } = counted();
    const nextDue = createNextDue();
    const pause = [{ kind: 'pause', reminder: 'a', until: toEpochMs(NOW + 2 * HOUR) }] as const;
    const at = toEpochMs(NOW + HOUR / 2);
    expect(await nextDue(reminders, [], NOW)).toBe(at);
    expect(await nextDue(reminders, [], toEpochMs(NOW + MINUTE))).toBe(at);
    expect(await nextDue(reminders, [], at)).toBe(at);
    expect(asked).toHaveLength(1);
    expect(await nextDue(reminders, [], toEpochMs(at + 1))).toBe(at + HOUR);
    expect(await nextDue(reminders, pause, toEpochMs(at + 1))).toBe(at + 2 * HOUR);
    expect(await nextDue(reminders, [], NOW)).toBe(at);
    expect(await nextDue([], [], NOW)).toBeUndefined();
  });
});
