import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { dailyReminder, NOON_BEFORE } from './test-daemon.ts';
import { startSite, type TestSite } from './test-site.ts';

/** Due at 11:50, two hours after the planner planned everything last. */
const LUNCH = dailyReminder('lunch', '11:50', { kind: 'text', text: '午饭' });
const DUE = toEpochMs(NOON_BEFORE + HOUR + 50 * MINUTE);

let site: TestSite;
let now: EpochMs;

beforeEach(async () => {
  now = NOON_BEFORE;
  site = await startSite({ now: () => now, reminders: [LUNCH] });
});

afterEach(() => site.stop());

async function planned(through: EpochMs): Promise<void> {
  await site.daemon.outbox.commit({ deliveries: [], cursors: [{ reminder: 'lunch', through, trigger: 'any' }] });
}

describe('/readyz', () => {
  it('is ready while everything that is due is planned', async () => {
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([200, { ready: true }]);
    now = toEpochMs(DUE + MINUTE);
    expect((await site.get('/readyz')).status).toBe(200);
  });

  it('is not when something has been due for more than a minute, and is again when it is planned', async () => {
    now = toEpochMs(DUE + MINUTE + 1);
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason: expect.stringContaining('"lunch"') }]);
    await planned(now);
    expect((await site.get('/readyz')).status).toBe(200);
  });

  it('is not before a reminder is taken up at all', async () => {
    await site.stop();
    site = await startSite({ reminders: [LUNCH] });
    site.daemon.outbox.cursors = () => Promise.resolve([]);
    expect((await site.get('/readyz')).status).toBe(503);
  });

  it('does not wait for what is paused in YAML', async () => {
    await site.stop();
    site = await startSite({
      now: () => now,
      reminders: [dailyReminder('lunch', '11:50', { kind: 'text', text: '' }, { paused: true })],
    });
    now = toEpochMs(DUE + HOUR);
    expect((await site.get('/readyz')).status).toBe(200);
  });

  it('is not when the store does not answer; the log is told, the visitor is not', async () => {
    await site.daemon.stop();
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason: expect.stringContaining('log') }]);
    expect(site.errors).toHaveLength(1);
  });

  it('is not when the data was taken away from under it, and says what to do', async () => {
    await site.stop();
    const dataFault = 'data/dingbell.db was replaced while the daemon runs: …; restart the daemon';
    site = await startSite({ now: () => now, reminders: [LUNCH], dataFault });
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason: dataFault }]);
    const page = await site.get('/?lang=zh-CN');
    expect(page.text).toContain('守护进程的数据不在原处了');
    expect(page.text).toContain('data/dingbell.db 却被换掉了');
  });

  it('wants the token', async () => {
    expect((await site.ask('/readyz')).status).toBe(401);
  });
});

describe('/healthz', () => {
  it('answers everybody, whatever the store does', async () => {
    await site.daemon.stop();
    const headers = { host: 'evil.example', origin: 'http://evil.example', authorization: 'Bearer other' };
    const answer = await site.ask('/healthz', { headers });
    expect([answer.status, answer.json()]).toEqual([200, { status: 'ok' }]);
  });
});

describe('/metrics', () => {
  it('is what Prometheus reads, and nobody without the token', async () => {
    const answer = await site.get('/metrics');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(answer.text).toMatch(/^dingbell_\w+ /m);
    expect((await site.ask('/metrics')).status).toBe(401);
  });
});

describe('/api/status', () => {
  it('tells what runs, what waits and what is wrong', async () => {
    await site.daemon.plan({ dueAt: NOON_BEFORE });
    await site.daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-24' });
    const answer = await site.get('/api/status');
    expect(answer.json()).toEqual({
      running: true,
      pid: process.pid,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      startedAt: '2026-11-24T10:00:00+08:00',
      configDirectory: 'schedules',
      lastReload: { at: '2026-11-24T10:00:00+08:00', accepted: true },
      problems: [],
      counts: { pending: 1, sending: 0, delivered: 0, failed: 0, expired: 0, missed: 0, skipped: 0 },
      lanes: [{ robots: ['team'], pending: 1, sending: 0, oldestPendingDueAt: '2026-11-24T10:00:00+08:00' }],
      overrides: [{ kind: 'skip', reminder: 'lunch', date: '2026-11-24' }],
      next: { at: '2026-11-25T11:50:00+08:00', reminder: 'lunch' },
    });
  });
});
