import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { dailyReminder, NOON_BEFORE, sandboxRobot } from './test-daemon.ts';
import { type Answer, BEARER, startSite, type TestSite, TOKEN } from './test-site.ts';

const CALENDAR_TOKEN = 'dummy-calendar-token';
const text = (words: string) => ({ kind: 'text', text: words }) as const;
const REMINDERS = [
  dailyReminder('lunch', '11:50', text('午饭时间到 🍚'), { description: '吃饭' }),
  dailyReminder('tea', '09:30', text('Tea'), { robots: ['ops'] }),
];

let site: TestSite;
let now: EpochMs;

beforeEach(async () => {
  now = NOON_BEFORE;
  site = await startSite({
    now: () => now,
    reminders: REMINDERS,
    robots: [sandboxRobot('team'), sandboxRobot('ops')],
    http: { token: TOKEN, calendarToken: CALENDAR_TOKEN },
  });
});

afterEach(() => site.stop());

const ADDRESS = `/calendar.ics?token=${CALENDAR_TOKEN}`;

const everyMinute: Timetable = {
  next: (after) => {
    const at = toEpochMs((Math.floor(after / MINUTE) + 1) * MINUTE);
    return { at, occurrences: [{ at, date: '2026-11-24', daysLeft: 0 }] };
  },
};

function starts({ text: calendar }: Answer): readonly string[] {
  return [...calendar.matchAll(/^DTSTART:(\S+)/gm)].map(([, start]) => start ?? '');
}

describe('what is in it', () => {
  it('ninety days from midnight on, as a calendar', async () => {
    const answer = await site.ask(ADDRESS);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(answer.text).toContain('X-PUBLISHED-TTL:PT1H');
    expect(answer.text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H');
    expect(answer.text).toContain('SUMMARY:吃饭');
    expect(starts(answer)).toHaveLength(180);
    // 09:30 in Shanghai, half an hour ago.
    expect(starts(answer)[0]).toBe('20261124T013000Z');
  });

  it.each<[string, number]>([
    ['days=1', 2],
    ['days=366', 732],
    ['days=7&reminder=lunch', 7],
    ['days=7&robot=ops', 7],
    ['days=7&robot=ops&reminder=lunch', 0],
    ['days=1&utm_source=phone', 2],
  ])('?%s: %i events', async (query, count) => {
    expect(starts(await site.ask(`${ADDRESS}&${query}`))).toHaveLength(count);
  });

  it('of what comes every minute leaves room for the rest of the year', async () => {
    const tick = dailyReminder('tick', '00:00', text('嘀嗒'), { timetable: everyMinute });
    const busy = await startSite({
      now: () => now,
      reminders: [...REMINDERS, tick],
      robots: [sandboxRobot('team'), sandboxRobot('ops')],
      http: { token: TOKEN, calendarToken: CALENDAR_TOKEN },
    });
    const summaries = async (query: string) =>
      Object.groupBy((await busy.ask(`${ADDRESS}${query}`)).text.match(/^SUMMARY:\S+/gm) ?? [], (each) => each);
    const { 'SUMMARY:tick': ticks, 'SUMMARY:tea': teas } = await summaries('&days=366');
    expect([ticks?.length, teas?.length]).toEqual([666, 366]);
    expect((await summaries('&reminder=tick'))['SUMMARY:tick']).toHaveLength(2_000);
    await busy.stop();
  });

  it('leaves out what is skipped and paused', async () => {
    await site.daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-24' });
    await site.daemon.overrides.set({ kind: 'pause', reminder: 'tea' });
    expect(starts(await site.ask(`${ADDRESS}&days=2`))).toEqual(['20261125T035000Z']);
  });

  it.each<[string, number, string]>([
    ['days=0', 400, '1 to 366'],
    ['days=367', 400, '1 to 366'],
    ['days=1.5', 400, '1 to 366'],
    ['days=all', 400, '1 to 366'],
    ['reminder=supper', 404, '"supper"'],
    ['robot=nobody', 404, '"nobody"'],
  ])('?%s is refused in a sentence', async (query, status, words) => {
    const answer = await site.ask(`${ADDRESS}&${query}`);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
    expect(answer.headers['content-type']).toContain('text/plain');
  });

  it('is cut where it would be too much for a phone', async () => {
    const every = { next: (after: number) => minuteAfter(after) };
    const busy = await startSite({ reminders: [dailyReminder('busy', '11:50', text('…'), { timetable: every })] });
    expect(starts(await busy.get('/calendar.ics'))).toHaveLength(2_000);
    await busy.stop();
  });
});

function minuteAfter(after: number) {
  const at = toEpochMs(Math.floor(after / 60_000) * 60_000 + 60_000);
  return { at, occurrences: [{ at, date: '2026-11-24', daysLeft: 0 }] } as const;
}

describe('who asks again', () => {
  async function again(headers: Record<string, string>, path = ADDRESS): Promise<number> {
    const answer = await site.ask(path, { headers });
    if (answer.status === 304) expect(answer.text).toBe('');
    return answer.status;
  }

  it('is told that nothing has changed, all day long', async () => {
    const { headers } = await site.ask(ADDRESS);
    const etag = String(headers['etag']);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['last-modified']).toBe('Tue, 24 Nov 2026 02:00:00 GMT');
    now = toEpochMs(now + 13 * HOUR);
    expect(await again({ 'if-none-match': etag })).toBe(304);
    expect(await again({ 'if-none-match': `W/${etag}` })).toBe(304);
    expect(await again({ 'if-none-match': `"other", ${etag}` })).toBe(304);
    expect(await again({ 'if-none-match': '*' })).toBe(304);
    expect(await again({ 'if-modified-since': String(headers['last-modified']) })).toBe(304);
    expect(await again({})).toBe(200);
    expect(await again({ 'if-none-match': '"other"' })).toBe(200);
    expect(await again({ 'if-none-match': '"other"', 'if-modified-since': String(headers['last-modified']) })).toBe(
      200,
    );
    expect(await again({ 'if-modified-since': 'yesterday' })).toBe(200);
  });

  it('is sent what changed: the next day, and what is set by hand', async () => {
    const { headers } = await site.ask(ADDRESS);
    now = toEpochMs(now + HOUR);
    await site.daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-12-24' });
    const since = { 'if-modified-since': String(headers['last-modified']) };
    const changed = await site.ask(ADDRESS, { headers: { ...since, 'if-none-match': String(headers['etag']) } });
    expect([changed.status, changed.headers['last-modified']]).toEqual([200, 'Tue, 24 Nov 2026 03:00:00 GMT']);
    expect(await again({ 'if-modified-since': String(headers['last-modified']) })).toBe(200);
    expect(await again({ 'if-none-match': String(changed.headers['etag']) })).toBe(304);
    now = toEpochMs(now + DAY);
    expect(await again({ 'if-none-match': String(changed.headers['etag']) })).toBe(200);
  });

  it('is told of its own calendar, not of another', async () => {
    const { headers } = await site.ask(`${ADDRESS}&days=7`);
    now = toEpochMs(now + 5 * SECOND);
    expect(await again({ 'if-none-match': String(headers['etag']) })).toBe(200);
    expect(await again({ 'if-none-match': String(headers['etag']) }, `${ADDRESS}&days=7`)).toBe(304);
  });
});

describe('the token in its address', () => {
  it('opens the calendar, to HEAD as well', async () => {
    expect((await site.ask(ADDRESS)).status).toBe(200);
    expect(await site.ask(ADDRESS, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    '/',
    '/api/reminders',
    '/metrics',
    '/readyz',
    '/events',
    '/fragment/upcoming',
    '/calendar.ics/',
    '/CALENDAR.ics',
  ])('opens no %s', async (path) => {
    expect((await site.ask(`${path}?token=${CALENDAR_TOKEN}`)).status).toBe(401);
    expect((await site.ask(path, { headers: { authorization: `Bearer ${CALENDAR_TOKEN}` } })).status).toBe(401);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)('is no %s', async (method) => {
    const answer = await site.ask(ADDRESS, { method });
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('revoked by an edit, it opens nothing from the next request on', async () => {
    expect((await site.ask(ADDRESS)).status).toBe(200);
    site.daemon.configureHttp({ calendarToken: 'another-dummy' });
    const answer = await site.ask(ADDRESS);
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('失效')]);
    expect((await site.ask('/calendar.ics?token=another-dummy')).status).toBe(200);
  });

  it.each([TOKEN, '', 'dummy', `${CALENDAR_TOKEN}x`, CALENDAR_TOKEN.toUpperCase(), '%00', '%ff'])(
    '%j is none',
    async (token) => {
      expect((await site.ask(`/calendar.ics?token=${token}`)).status).toBe(401);
    },
  );

  it('the first of two counts', async () => {
    expect((await site.ask(`/calendar.ics?token=other&token=${CALENDAR_TOKEN}`)).status).toBe(401);
  });

  it('none is needed by whoever shows the general one', async () => {
    expect((await site.ask('/calendar.ics', { headers: BEARER })).status).toBe(200);
    expect((await site.ask('/calendar.ics')).status).toBe(401);
  });

  it('appears nowhere: in no answer, no header, no error', async () => {
    const secret = 'dummy-wrong-guess';
    site.daemon.overrides.list = () => Promise.reject(new Error('store'));
    for (const path of [
      ADDRESS,
      `${ADDRESS}&days=0`,
      `/calendar.ics?token=${secret}`,
      `/nowhere?token=${CALENDAR_TOKEN}`,
    ]) {
      for (const accept of ['text/html', '*/*']) {
        const { headers, text: body } = await site.ask(path, { headers: { accept, 'accept-language': 'en' } });
        const told = JSON.stringify(headers) + body + site.errors.map(String).join();
        expect(told).not.toContain(CALENDAR_TOKEN);
        expect(told).not.toContain(secret);
        expect(headers['referrer-policy']).toBe('same-origin');
      }
    }
    expect(site.errors).toHaveLength(2);
  });
});
