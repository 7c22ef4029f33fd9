import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellDataFault } from '../../src/daemon/data-fault-words.ts';
import type { Planning } from '../../src/daemon/daemon.ts';
import type { ClockTrouble } from '../../src/delivery/clock-trouble.ts';
import { type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { dailyReminder, NOON_BEFORE } from './test-daemon.ts';
import { startSite, type TestSite } from './test-site.ts';

const LUNCH = dailyReminder('lunch', '11:50', { kind: 'text', text: '午饭' });
const DUE = toEpochMs(NOON_BEFORE + HOUR + 50 * MINUTE);

let site: TestSite;
let now: EpochMs;
let planning: Planning;
let trouble: ClockTrouble | undefined;

beforeEach(async () => {
  now = NOON_BEFORE;
  planning = {};
  trouble = undefined;
  site = await startSite({
    now: () => now,
    planning: () => planning,
    clockTrouble: () => trouble,
    reminders: [LUNCH],
  });
});

afterEach(() => site.stop());

describe('/readyz', () => {
  it('is ready while nothing has been due for more than a minute without being planned', async () => {
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([200, { ready: true }]);
    planning = { dueSince: DUE, reminder: 'lunch' };
    now = toEpochMs(DUE + MINUTE);
    expect((await site.get('/readyz')).status).toBe(200);
  });

  it('is not when something has, and is again when it is planned', async () => {
    planning = { dueSince: DUE, reminder: 'lunch' };
    now = toEpochMs(DUE + MINUTE + 1);
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason: expect.stringContaining('"lunch"') }]);
    planning = {};
    expect((await site.get('/readyz')).status).toBe(200);
  });

  it('asks no timetable, however many reminders there are', async () => {
    await site.stop();
    const next = (): never => {
      throw new Error('asked');
    };
    site = await startSite({ reminders: [{ ...LUNCH, timetable: { next } }] });
    expect((await site.get('/readyz')).status).toBe(200);
    expect(site.errors).toEqual([]);
  });

  it('is not while the clock of the machine is not believed, and says why', async () => {
    trouble = { kind: 'behind-store', byMs: 3 * HOUR, since: NOON_BEFORE };
    const answer = await site.get('/readyz');
    const reason =
      'the clock of this machine is not plausible: it shows a time 3 hours before the last recorded event; planning waits up to a minute';
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason }]);
    const { clock } = (await site.get('/api/status')).json();
    expect(clock).toEqual({ kind: 'behind-store', byMs: 3 * HOUR, since: '2026-11-24T10:00:00+08:00' });
  });

  it('is not when the store does not answer; the log is told, the visitor is not', async () => {
    await site.daemon.stop();
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason: expect.stringContaining('log') }]);
    expect(site.errors).toHaveLength(1);
  });

  it('is not when the data was taken away from under it, and says what to do', async () => {
    await site.stop();
    const dataFault = { kind: 'replaced', file: 'data/dingbell.db', what: 'database' } as const;
    site = await startSite({ now: () => now, reminders: [LUNCH], dataFault });
    const answer = await site.get('/readyz');
    expect([answer.status, answer.json()]).toEqual([503, { ready: false, reason: tellDataFault(dataFault, 'en') }]);
    const page = await site.get('/?lang=zh-CN');
    expect(page.text).toContain('守护进程的数据文件被删除、移走或换掉了');
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
      deliveredInSandbox: 0,
      later: [],
      lanes: [
        { robots: ['team'], sandbox: true, pending: 1, sending: 0, oldestPendingDueAt: '2026-11-24T10:00:00+08:00' },
      ],
      overrides: [{ kind: 'skip', reminder: 'lunch', date: '2026-11-24' }],
      next: { at: '2026-11-25T11:50:00+08:00', reminder: 'lunch' },
    });
  });
});
