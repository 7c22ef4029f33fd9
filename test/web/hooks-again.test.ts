import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookConfig } from '../../src/config/config.ts';
import { type EpochMs, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { NOON_BEFORE } from './test-daemon.ts';
import { startSite, type TestSite } from './test-site.ts';

const TOKEN = 'a-dummy-token-of-a-hook';

function hook(from: HookConfig['from']): HookConfig {
  return {
    name: from,
    from,
    secrets: [],
    tokens: [TOKEN],
    robots: ['team'],
    mention: { involved: true, called: [] },
    lateMs: 3_600_000,
    routes: [],
    keepMs: 86_400_000,
    paused: false,
    source: { file: 'all.yaml', line: 1 },
  };
}

const ALERTS = {
  version: '4',
  groupKey: '{}:{alertname="DiskFull"}',
  status: 'firing',
  alerts: [
    { status: 'firing', labels: { alertname: 'DiskFull' }, startsAt: '2026-11-24T01:50:00Z', fingerprint: 'fp-1' },
  ],
};

let site: TestSite;
let now: EpochMs;

beforeEach(async () => {
  now = NOON_BEFORE;
  site = await startSite({ now: () => now, hooks: [hook('alertmanager'), hook('slack')] });
});
afterEach(() => site.stop());

/** How many messages are told of what is posted at these times after `start`. */
async function told(name: string, body: object, start: number, times: readonly number[]): Promise<number> {
  for (const time of times) {
    now = toEpochMs(NOON_BEFORE + start + time);
    const answer = await site.ask(`/hooks/${name}?token=${TOKEN}`, { method: 'POST', body });
    expect(answer.status).toBeLessThan(300);
  }
  return (await site.daemon.inbox.list({ hook: name, limit: 100 })).length;
}

describe('what is sent once more', () => {
  it.each([0, 1, 3 * MINUTE + 59_999])('is for alerts a retry within four minutes, from %i ms on', async (start) => {
    const repeats = [0, MINUTE, 4 * MINUTE - 1, 4 * MINUTE, 5 * MINUTE, 8 * MINUTE];
    expect(await told('alertmanager', ALERTS, start, repeats)).toBe(3);
  });

  it.each([0, 1, 9 * MINUTE + 59_999])('is for a body within ten, from %i ms on', async (start) => {
    const repeats = [0, 5 * MINUTE, 10 * MINUTE - 1, 10 * MINUTE, 15 * MINUTE, 20 * MINUTE];
    expect(await told('slack', { text: 'queue is stuck' }, start, repeats)).toBe(3);
  });
});
