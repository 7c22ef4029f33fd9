import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { type Memory, memoryKey, remember } from '../../src/hooks/remember.ts';
import { HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { NOW, told } from './hook-world.ts';

function run(order: number, kind: 'build.failed' | 'build.succeeded', minute = order): HookEvent {
  return {
    kind,
    sender: 'github',
    at: toEpochMs(NOW + minute * MINUTE),
    branch: 'main',
    repository: { name: 'acme/shop', short: 'shop' },
    memory: 'CI main',
    build: { workflow: 'CI', number: `#${order}`, run: String(order), order },
  };
}

/** What each comes to, one after the other. */
function comesTo(events: readonly HookEvent[]): readonly string[] {
  let memory: Memory | undefined;
  return events.map((event) => {
    const found = remember(event, memory, event.at ?? NOW);
    ({ memory } = found);
    return found.because?.kind ?? found.event.kind;
  });
}

describe('what is remembered of builds', () => {
  it('tells failures and recoveries, and neither twice', () => {
    expect(
      comesTo([
        run(1, 'build.succeeded'),
        run(2, 'build.failed'),
        run(3, 'build.failed'),
        run(4, 'build.succeeded'),
        run(5, 'build.succeeded'),
      ]),
    ).toEqual(['build.succeeded', 'build.failed', 'build.still_failing', 'build.recovered', 'build.succeeded']);
  });

  it('says how long it was red', () => {
    const first = remember(run(1, 'build.failed', 0), undefined, NOW);
    const second = remember(run(2, 'build.failed', 10), first.memory, NOW);
    const third = remember(run(3, 'build.succeeded', 20), second.memory, NOW);
    expect(third.event.build).toMatchObject({ redSeconds: 1_200, failures: 2 });
    expect(told([third.event]).title).toBe('✅ shop CI 恢复了 · main（红了 20 分钟，失败 2 次）');
  });

  it('passes over the same run again, and one that is older', () => {
    expect(comesTo([run(2, 'build.failed'), run(2, 'build.failed'), run(1, 'build.succeeded')])).toEqual([
      'build.failed',
      'old-run',
      'old-run',
    ]);
    expect(comesTo([run(2, 'build.failed'), run(2, 'build.succeeded')])).toEqual(['build.failed', 'build.recovered']);
  });

  it('tells once that it goes to and fro, then nothing for an hour', () => {
    const kinds = ['build.failed', 'build.succeeded'] as const;
    const events = Array.from({ length: 8 }, (_, index) => run(index, kinds[index % 2]!, index * 5));
    expect(comesTo([...events, run(9, 'build.failed', 140)])).toEqual([
      'build.failed',
      'build.recovered',
      'build.failed',
      'build.flapping',
      ...Array.from({ length: 4 }, () => 'flapping'),
      'build.failed',
    ]);
  });

  it('knows how long a monitor was down', () => {
    const beat = (kind: 'alert.firing' | 'alert.resolved', at: number): HookEvent => ({
      kind,
      sender: 'uptime-kuma',
      at: toEpochMs(at),
      memory: 'monitor 3',
      alerts: { name: '首页', more: 0, list: [{ state: kind === 'alert.firing' ? 'firing' : 'resolved', what: '' }] },
    });
    const down = remember(beat('alert.firing', NOW - HOUR / 4), undefined, NOW);
    const { event } = remember(beat('alert.resolved', NOW), down.memory, NOW);
    expect(told([event]).title).toBe('✅ 首页 恢复，断了 15 分钟');
    expect(memoryKey(event)).toBe(memoryKey(down.event));
    expect(memoryKey({ kind: 'push', sender: 'github', memory: 'x' })).toBeUndefined();
  });
});
