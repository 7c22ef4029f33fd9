import { HOUR, SECOND, toEpochMs, type EpochMs } from '../schedule/instant.ts';
import type { Because } from './because.ts';
import type { Alerts, Build, HookEvent } from './hook-event.ts';

/** What is kept of a branch's builds, or of what a monitor watches: plain data. */
export interface Memory {
  readonly state: 'red' | 'green';
  /** Since when it is so. */
  readonly since: EpochMs;
  /** How often it failed since. */
  readonly failures: number;
  /** The last run: older ones come too late. */
  readonly run?: string;
  readonly order?: number;
  /** When it changed, in the last hour. */
  readonly changes: readonly EpochMs[];
  /** It keeps failing and recovering: until then no change is told. */
  readonly mutedUntil?: EpochMs;
}

export interface Remembered {
  /** As it is with what is known: a success after a failure is a recovery. */
  readonly event: HookEvent;
  readonly memory: Memory;
  /** Why it is not told. */
  readonly because?: Because;
}

/** Under what an event is remembered, within its hook; `undefined`: nothing has to be. */
export function memoryKey({ kind, memory, repository }: HookEvent): string | undefined {
  return memory === undefined || !REMEMBERED.has(kind) ? undefined : JSON.stringify([repository?.name ?? '', memory]);
}

const REMEMBERED: ReadonlySet<string> = new Set(['build.failed', 'build.succeeded', 'alert.firing', 'alert.resolved']);

/** So many changes within an hour are not told one by one. */
const FLAPPING = 4;

/** What an event is, given what came before it, and what is to be remembered. In the order of arrival. */
export function remember(event: HookEvent, memory: Memory | undefined, now: EpochMs): Remembered {
  const at = event.at ?? now;
  const state = event.kind === 'build.failed' || event.kind === 'alert.firing' ? 'red' : 'green';
  const { build } = event;
  if (memory !== undefined && build !== undefined && isOld(build, state, memory)) {
    return { event, memory, because: { kind: 'old-run' } };
  }
  const hasChanged = memory === undefined ? state === 'red' : memory.state !== state;
  const changes = [...(memory?.changes ?? []).filter((each) => now - each < HOUR), ...(hasChanged ? [now] : [])];
  const mutedUntil = memory?.mutedUntil !== undefined && memory.mutedUntil > now ? memory.mutedUntil : undefined;
  const isFlapping = hasChanged && changes.length >= FLAPPING && mutedUntil === undefined && build !== undefined;
  const next: Memory = {
    state,
    since: hasChanged || memory === undefined ? at : memory.since,
    failures: state === 'green' ? 0 : (hasChanged ? 0 : (memory?.failures ?? 0)) + 1,
    ...(build && { run: build.run, order: build.order }),
    changes: isFlapping ? [] : changes,
    ...(isFlapping ? { mutedUntil: toEpochMs(now + HOUR) } : mutedUntil !== undefined && { mutedUntil }),
  };
  const told = retold(event, { before: memory, at, changes: isFlapping ? changes.length : undefined });
  return { event: told, memory: next, ...(mutedUntil !== undefined && { because: { kind: 'flapping' } }) };
}

function isOld(build: Build, state: Memory['state'], { order, run, state: last }: Memory): boolean {
  return (order !== undefined && build.order < order) || (run === build.run && last === state);
}

interface Past {
  readonly before: Memory | undefined;
  readonly at: EpochMs;
  readonly changes: number | undefined;
}

function retold(event: HookEvent, { before, at, changes }: Past): HookEvent {
  const { build, alerts, kind } = event;
  const wasRed = before?.state === 'red';
  if (build !== undefined && changes !== undefined) {
    return { ...event, kind: 'build.flapping', build: { ...build, changes } };
  }
  if (kind === 'build.failed' && wasRed) {
    return {
      ...event,
      kind: 'build.still_failing',
      ...(build && { build: { ...build, failures: before.failures + 1 } }),
    };
  }
  if (!wasRed) return event;
  const seconds = Math.max(0, Math.round((at - before.since) / SECOND));
  if (kind === 'build.succeeded' && build !== undefined) {
    const recovered = { ...build, redSeconds: seconds, failures: before.failures };
    return { ...event, kind: 'build.recovered', build: recovered };
  }
  return kind === 'alert.resolved' && alerts !== undefined ? { ...event, alerts: lasting(alerts, seconds) } : event;
}

function lasting(alerts: Alerts, seconds: number): Alerts {
  return { ...alerts, list: alerts.list.map((alert) => (alert.seconds === undefined ? { ...alert, seconds } : alert)) };
}
