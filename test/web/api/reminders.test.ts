import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dailyReminder } from '../test-daemon.ts';
import { BEARER, startSite, type TestSite } from '../test-site.ts';

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const LUNCH = dailyReminder('lunch', '11:50', text('午饭时间到 🍚'));
const TEA = dailyReminder('tea', '16:00', text('Tea'), { timezone: 'Europe/London' });
const QUIET = dailyReminder('quiet', '09:00', text('…'), { paused: true });
const OVER = dailyReminder('over', '09:00', text('once'), { timetable: { next: () => undefined } });

let site: TestSite;

beforeEach(async () => {
  site = await startSite({ reminders: [LUNCH, TEA, QUIET, OVER] });
});

afterEach(() => site.stop());

async function overrides() {
  return site.daemon.overrides.list({ endingAfter: site.daemon.now() });
}

describe('fire', () => {
  it('says it now, to each robot', async () => {
    const answer = await site.post('/api/reminders/lunch/fire');
    expect(answer.status).toBe(202);
    const [{ id }] = answer.json().deliveries;
    expect(answer.json()).toEqual({ deliveries: [{ id, robot: 'team', state: 'pending' }] });
    expect(await site.daemon.history.find(id)).toBeDefined();
  });

  it('takes an empty object too', async () => {
    expect((await site.post('/api/reminders/lunch/fire', {})).status).toBe(202);
  });
});

describe('skip', () => {
  it('leaves a date out, and tells what is next', async () => {
    const answer = await site.post('/api/reminders/lunch/skip', { date: '2026-11-24' });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      override: { kind: 'skip', reminder: 'lunch', date: '2026-11-24' },
      next: '2026-11-25T11:50:00+08:00',
    });
    expect(await overrides()).toEqual([{ kind: 'skip', reminder: 'lunch', date: '2026-11-24' }]);
  });

  it('without a date leaves out the next one, time after time', async () => {
    expect((await site.post('/api/reminders/lunch/skip')).json().override.date).toBe('2026-11-24');
    expect((await site.post('/api/reminders/lunch/skip')).json().override.date).toBe('2026-11-25');
  });

  it('is the same twice', async () => {
    const asked = { date: '2026-12-24' };
    const first = await site.post('/api/reminders/lunch/skip', asked);
    const second = await site.post('/api/reminders/lunch/skip', asked);
    expect([second.status, second.json()]).toEqual([200, first.json()]);
    expect(await overrides()).toHaveLength(1);
  });

  it.each<[string, string, object, number, string]>([
    ['a day on which nothing is', 'over', { date: '2026-12-24' }, 422, '2026-12-24'],
    ['what is never again', 'over', {}, 409, 'not fire again'],
    ['a day gone by', 'lunch', { date: '2026-11-23' }, 422, '2026-11-23'],
    ['a date that is none', 'lunch', { date: '2026-02-30' }, 400, '2026-12-24'],
    ['another way of writing', 'lunch', { date: 'tomorrow' }, 400, '2026-12-24'],
    ['a number', 'lunch', { date: 20261224 }, 400, '2026-12-24'],
    ['a key that is not there', 'lunch', { day: '2026-12-24' }, 400, 'unknown key "day"; the keys are: date'],
    ['a list', 'lunch', [], 400, 'date'],
  ])('refuses %s', async (_, reminder, body, status, words) => {
    const answer = await site.post(`/api/reminders/${reminder}/skip`, body);
    expect([answer.status, answer.json()]).toEqual([status, { error: expect.stringContaining(words) }]);
    expect(await overrides()).toEqual([]);
  });
});

describe('pause', () => {
  it.each<[string, string, string | undefined, string | undefined]>([
    ['for ever', 'lunch', undefined, undefined],
    ['until a time with offset', 'lunch', '2026-12-01T12:00:00Z', '2026-12-01T20:00:00+08:00'],
    ['until a time without: in its own zone', 'tea', '2026-12-01T12:00', '2026-12-01T12:00:00+00:00'],
    ['until a date begins', 'lunch', '2026-12-01', '2026-12-01T00:00:00+08:00'],
  ])('%s', async (_, reminder, until, told) => {
    const answer = await site.post(`/api/reminders/${reminder}/pause`, until === undefined ? {} : { until });
    expect(answer.status).toBe(200);
    expect(answer.json().override).toEqual({ kind: 'pause', reminder, ...(told && { until: told }) });
    expect(answer.json().next).toEqual(told === undefined ? undefined : expect.stringMatching(/^2026-12-0\dT/));
  });

  it('gets a new end', async () => {
    await site.post('/api/reminders/lunch/pause', {});
    await site.post('/api/reminders/lunch/pause', { until: '2026-12-01' });
    expect(await overrides()).toMatchObject([{ kind: 'pause', until: Date.UTC(2026, 10, 30, 16) }]);
  });

  it.each<[string, object, number]>([
    ['an end gone by', { until: '2026-11-24T09:59' }, 422],
    ['an end that is now', { until: '2026-11-24T10:00' }, 422],
    ['a word', { until: 'soon' }, 400],
    ['a number', { until: 1_800_000_000_000 }, 400],
    ['a year beyond all calendars', { until: '+275760-01-01T00:00:00Z' }, 400],
    ['nothing', { until: null }, 400],
  ])('refuses %s', async (_, body, status) => {
    const answer = await site.post('/api/reminders/lunch/pause', body);
    expect([answer.status, answer.json()]).toEqual([status, { error: expect.stringContaining('until') }]);
    expect(await overrides()).toEqual([]);
  });
});

describe('resume', () => {
  it('ends a pause', async () => {
    await site.post('/api/reminders/lunch/pause');
    const answer = await site.post('/api/reminders/lunch/resume');
    expect([answer.status, answer.json()]).toEqual([
      200,
      { override: { kind: 'pause', reminder: 'lunch' }, next: '2026-11-24T11:50:00+08:00' },
    ]);
    expect(await overrides()).toEqual([]);
  });

  it('takes back the skip of one time, written in the zone of the reminder', async () => {
    const skipped = await site.post('/api/reminders/lunch/skip', { at: '2026-11-24T11:50' });
    const override = { kind: 'skip', reminder: 'lunch', date: '2026-11-24', at: '2026-11-24T11:50:00+08:00' };
    expect(skipped.json()).toMatchObject({ override });
    const answer = await site.post('/api/reminders/lunch/resume', { at: '2026-11-24T11:50:00+08:00' });
    expect(answer.json()).toMatchObject({ override, next: '2026-11-24T11:50:00+08:00' });
  });

  it('takes back the skip of a date', async () => {
    await site.post('/api/reminders/lunch/skip', { date: '2026-11-24' });
    const answer = await site.post('/api/reminders/lunch/resume', { date: '2026-11-24' });
    expect(answer.json()).toMatchObject({ override: { kind: 'skip' }, next: '2026-11-24T11:50:00+08:00' });
    expect(await overrides()).toEqual([]);
  });

  it.each<[string, string, object, string]>([
    ['one that is not paused', 'lunch', {}, 'not paused'],
    ['one that is paused in YAML', 'quiet', {}, 'schedules/work.yaml:3'],
    ['a date that is not skipped', 'lunch', { date: '2026-11-24' }, 'not skipped on 2026-11-24'],
  ])('refuses %s', async (_, reminder, body, words) => {
    const answer = await site.post(`/api/reminders/${reminder}/resume`, body);
    expect([answer.status, answer.json()]).toEqual([409, { error: expect.stringContaining(words) }]);
  });
});

describe('pages that are open', () => {
  it.each(['skip', 'pause'])('hear of a %s', async (what) => {
    const { body } = await request(new URL('/events', site.web.address), { headers: BEARER });
    let heard = '';
    for await (const bytes of body) {
      heard += String(bytes);
      if (heard.includes('event: change')) break;
      // The greeting is here, so we are among the listeners.
      expect((await site.post(`/api/reminders/lunch/${what}`)).status).toBe(200);
    }
    expect(heard).toContain('event: change');
  });
});

describe('all of them', () => {
  it.each(['fire', 'skip', 'pause', 'resume'])('%s knows no other reminder, and who was meant', async (what) => {
    const answer = await site.post(`/api/reminders/luhch/${what}`, {});
    expect([answer.status, answer.json()]).toEqual([404, { error: expect.stringContaining('did you mean "lunch"?') }]);
  });

  it.each(['fire', 'skip', 'pause', 'resume'])('%s is no GET', async (what) => {
    const answer = await site.get(`/api/reminders/lunch/${what}`);
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST']);
    expect(answer.json()).toEqual({ error: 'Only this is allowed here: POST.' });
  });

  it('an id with every sign that an address can hold', async () => {
    const answer = await site.post(`/api/reminders/${encodeURIComponent('午饭/../"<script>')}/fire`);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/json');
  });
});
