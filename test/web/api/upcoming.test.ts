import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dailyReminder, sandboxRobot } from '../test-daemon.ts';
import { startSite, type TestSite } from '../test-site.ts';

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const REMINDERS = [
  dailyReminder('lunch', '11:50', text('午饭')),
  dailyReminder('tea', '16:00', text('Tea'), { timezone: 'Europe/London', robots: ['ops'] }),
];

let site: TestSite;

beforeEach(async () => {
  site = await startSite({ reminders: REMINDERS, robots: [sandboxRobot('team'), sandboxRobot('ops')] });
});

afterEach(() => site.stop());

async function ask(query: string) {
  return (await site.get(`/api/upcoming?${query}`)).json();
}

describe('GET /api/upcoming', () => {
  it('tells what will fire, in the zone of each', async () => {
    expect(await ask('count=2')).toEqual({
      upcoming: [
        {
          at: '2026-11-24T11:50:00+08:00',
          reminder: 'lunch',
          robots: ['team'],
          date: '2026-11-24',
          timezone: 'Asia/Shanghai',
        },
        {
          at: '2026-11-24T16:00:00+00:00',
          reminder: 'tea',
          robots: ['ops'],
          date: '2026-11-24',
          timezone: 'Europe/London',
        },
      ],
    });
  });

  it.each<[string, number]>([
    ['', 20],
    ['count=1000', 1_000],
    ['until=2026-11-26', 3],
    ['from=2026-12-01&until=2026-12-02', 2],
    ['from=2026-12-01T11:50:00%2B08:00&until=2026-12-01T11:50:01%2B08:00', 1],
    ['from=2026-12-01T11:50:00+08:00&until=2026-12-01T11:50:01+08:00', 1],
    ['from=2026-12-01T11:50&until=2026-12-01T11:50', 0],
    ['from=2026-12-01%2011:50&until=2026-12-01%2011:51', 1],
    ['until=2026-11-26&robot=ops', 1],
    ['until=2026-11-26&reminder=lunch', 2],
  ])('?%s gives %i', async (query, count) => {
    expect((await ask(query)).upcoming).toHaveLength(count);
  });

  it('marks what is skipped by hand', async () => {
    await site.post('/api/reminders/lunch/skip', { date: '2026-11-24' });
    const [first] = (await ask('count=1')).upcoming;
    expect(first).toMatchObject({ skipped: { kind: 'skip', reminder: 'lunch', date: '2026-11-24' } });
  });

  it.each<[string, number, string]>([
    ['count=0', 400, 'count: send a number from 1 to 1000'],
    ['count=1001', 400, 'count: send a number'],
    ['count=many', 400, 'count: send a number'],
    ['count=1.5', 400, 'count: send a number'],
    ['from=soon', 400, 'from: send a time'],
    ['until=2026-13-01', 400, 'until: send a time'],
    ['form=2026-12-01', 400, '"form"'],
    ['reminder=luhch', 404, '"lunch"'],
    ['robot=tema', 404, '"team"'],
  ])('refuses ?%s', async (query, status, words) => {
    const answer = await site.get(`/api/upcoming?${query}`);
    expect([answer.status, answer.json()]).toEqual([status, { error: expect.stringContaining(words) }]);
  });
});
