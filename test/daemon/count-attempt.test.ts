import { describe, expect, it } from 'vitest';
import { countAttempt, createMetrics } from '../../src/daemon/metrics.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { DispatchEvent } from '../../src/delivery/dispatch-event.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { parsePrometheus, valueOf } from './prometheus-text.ts';

const NOW = toEpochMs(Date.UTC(2026, 10, 24, 12, 30));

function attempted(robot: string, kind: 'delivered' | 'unreachable', lateMs = 0) {
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
  const event = { kind: 'attempted', delivery, outcome, becomes: { state: 'delivered' }, tookMs: 1 } as const;
  return event satisfies DispatchEvent;
}

async function counted(...events: readonly ReturnType<typeof attempted>[]) {
  const metrics = createMetrics();
  for (const event of events) countAttempt(metrics, event, NOW);
  const families = parsePrometheus(await metrics.registry.metrics());
  return (name: string, labels?: Record<string, string>) => valueOf(families, name, labels);
}

describe('an attempt that has ended', () => {
  it('is counted by robot and outcome', async () => {
    const value = await counted(
      attempted('team', 'delivered'),
      attempted('team', 'delivered'),
      attempted('team', 'unreachable', HOUR),
      attempted('ops', 'delivered'),
    );
    expect(value('dingbell_attempts_total', { robot: 'team', outcome: 'delivered' })).toBe(2);
    expect(value('dingbell_attempts_total', { robot: 'team', outcome: 'unreachable' })).toBe(1);
    expect(value('dingbell_attempts_total', { robot: 'ops', outcome: 'delivered' })).toBe(1);
    expect(value('dingbell_lateness_seconds_count')).toBe(3);
    expect(value('dingbell_lateness_seconds_sum')).toBe(0);
  });

  it('is as late as it was delivered after it was due', async () => {
    const value = await counted(attempted('team', 'delivered', 1_000), attempted('team', 'delivered', 3_001));
    expect(value('dingbell_lateness_seconds_sum')).toBeCloseTo(4.001);
    expect(value('dingbell_lateness_seconds_bucket', { le: '1' })).toBe(1);
    expect(value('dingbell_lateness_seconds_bucket', { le: '5' })).toBe(2);
  });

  it('is not late before its time, by a clock that was set back', async () => {
    const value = await counted(attempted('team', 'delivered', -HOUR));
    expect(value('dingbell_lateness_seconds_count')).toBe(1);
    expect(value('dingbell_lateness_seconds_sum')).toBe(0);
  });
});
