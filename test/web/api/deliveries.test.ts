import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import { NOON_BEFORE, sandboxRobot } from '../test-daemon.ts';
import { startSite, type TestSite } from '../test-site.ts';

let site: TestSite;

beforeEach(async () => {
  site = await startSite({ robots: [sandboxRobot('team'), sandboxRobot('ops')] });
});

afterEach(() => site.stop());

async function idsOf(query: string): Promise<readonly string[]> {
  const { deliveries } = (await site.get(`/api/deliveries?${query}`)).json();
  return deliveries.map(({ id }: { id: string }) => id);
}

describe('filters', () => {
  it('by time, state, reminder and robot', async () => {
    const { daemon } = site;
    const early = await daemon.plan({ dueAt: toEpochMs(NOON_BEFORE - 2 * HOUR), reminder: 'lunch', state: 'missed' });
    const late = await daemon.plan({ reminder: 'tea', robot: 'ops' });
    expect(await idsOf('')).toEqual([late, early]);
    expect(await idsOf('until=2026-11-24T10:00')).toEqual([early]);
    expect(await idsOf('since=2026-11-24T10:00')).toEqual([late]);
    expect(await idsOf('since=2026-11-24T10:00:00+08:00')).toEqual([late]);
    expect(await idsOf('since=2026-11-25')).toEqual([]);
    expect(await idsOf('since=2026-11-24&until=2026-11-25')).toEqual([late, early]);
    expect(await idsOf('state=missed')).toEqual([early]);
    expect(await idsOf('reminder=lunch')).toEqual([early]);
    expect(await idsOf('robot=ops')).toEqual([late]);
    expect(await idsOf('robot=ops&state=missed')).toEqual([]);
    expect(await idsOf('reminder=gone-since-long')).toEqual([]);
  });

  it.each(['state=done', 'limit=0', 'limit=1001', 'limit=many', 'reminder=', 'sate=failed', 'since=soon', 'before=x'])(
    'refuses ?%s in a sentence',
    async (query) => {
      const answer = await site.get(`/api/deliveries?${query}`);
      const name = query.split('=')[0] ?? '';
      expect([answer.status, answer.json()]).toEqual([400, { error: expect.stringContaining(name) }]);
    },
  );
});

describe('missed ones in a row', () => {
  it('are one delivery with their count, found where the last of them was due', async () => {
    const { daemon } = site;
    const instants = [3, 2, 1].map((hours) => toEpochMs(NOON_BEFORE - hours * HOUR));
    const id = await daemon.planMissed({ reminder: 'lunch' }, instants);
    await daemon.plan({ dueAt: toEpochMs(NOON_BEFORE - 2 * HOUR) });
    const { deliveries } = (await site.get('/api/deliveries')).json();
    expect(deliveries[0]).toMatchObject({
      id,
      dueAt: '2026-11-24T07:00:00+08:00',
      count: 3,
      lastAt: '2026-11-24T09:00:00+08:00',
    });
    expect(deliveries[1]).not.toHaveProperty('count');
    expect(await idsOf('since=2026-11-24T09:00')).toEqual([id]);
    expect((await site.get('/api/status')).json().counts).toMatchObject({ missed: 3, pending: 1 });
  });
});

describe('pages', () => {
  /** Page by page, with what came of it. */
  async function readAll(query: string): Promise<{ readonly ids: readonly string[]; readonly pages: number }> {
    const ids: string[] = [];
    let pages = 0;
    for (let before = ''; ; ) {
      const answer = (await site.get(`/api/deliveries?${query}${before && `&before=${before}`}`)).json();
      ids.push(...answer.deliveries.map(({ id }: { id: string }) => id));
      pages += 1;
      if (answer.next === undefined) return { ids, pages };
      before = answer.next;
    }
  }

  it.each([1, 2, 3, 7, 50])('of %i hold everything once, in order, amid many of one instant', async (limit) => {
    for (let index = 0; index < 12; index++) {
      await site.daemon.plan({ dueAt: toEpochMs(NOON_BEFORE - Math.floor(index / 5) * MINUTE) });
    }
    const all = await idsOf('limit=1000');
    const { ids, pages } = await readAll(`limit=${limit}`);
    expect(ids).toEqual(all);
    expect(pages).toBe(Math.ceil(12 / limit));
  });

  it('keep to the filter, and to what was there when new ones come', async () => {
    for (let index = 0; index < 6; index++) {
      await site.daemon.plan({
        robot: index % 2 === 0 ? 'team' : 'ops',
        dueAt: toEpochMs(NOON_BEFORE - index * MINUTE),
      });
    }
    const { deliveries, next } = (await site.get('/api/deliveries?robot=ops&limit=1')).json();
    await site.daemon.plan({ robot: 'ops', dueAt: toEpochMs(NOON_BEFORE + MINUTE) });
    const rest = await idsOf(`robot=ops&limit=50&before=${next}`);
    expect([deliveries[0].id, ...rest]).toEqual((await idsOf('robot=ops')).slice(1));
  });

  it('the last has no next, also when it is full', async () => {
    await site.daemon.plan({});
    await site.daemon.plan({});
    expect((await site.get('/api/deliveries?limit=2')).json()).not.toHaveProperty('next');
    expect((await site.get('/api/deliveries?limit=1')).json()).toHaveProperty('next');
  });
});

describe('GET /api/deliveries/:id', () => {
  it('tells one with its attempts, and nothing of its lane', async () => {
    const id = await site.daemon.plan({ reminder: 'lunch' });
    await site.daemon.deliver();
    const answer = await site.get(`/api/deliveries/${id}`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      id,
      reminder: 'lunch',
      state: 'delivered',
      attempts: [{ outcome: 'delivered' }],
    });
    expect(answer.text).not.toContain('lane');
  });

  it('tells when one that waits is tried again', async () => {
    const id = await site.daemon.plan({});
    await site.daemon.deliver({
      kind: 'unreachable',
      cause: { code: 'network', fate: 'not-sent', problem: 'network-unreachable' },
    });
    expect((await site.get(`/api/deliveries/${id}`)).json()).toMatchObject({
      state: 'pending',
      nextAttemptAt: '2026-11-24T10:01:00+08:00',
      reason: 'not sent: the network is unreachable (is this machine online?)',
      cause: { code: 'network', fate: 'not-sent', problem: 'network-unreachable' },
    });
  });

  it.each(['nothing', '..%2f', "' OR 1=1 --", '%00'])('knows no %s', async (id) => {
    const answer = await site.get(`/api/deliveries/${id}`);
    expect([answer.status, answer.json()]).toEqual([404, { error: expect.stringMatching(/\S/) }]);
  });
});

describe('POST /api/deliveries/:id/resend', () => {
  it('sends what failed once more', async () => {
    const id = await site.daemon.plan({ message: { kind: 'text', text: '重要' } });
    const cause = { code: 'vendor', meaning: 'refused', errcode: 1, text: 'no' } as const;
    await site.daemon.deliver({ kind: 'rejected', scope: 'message', cause, httpStatus: 200 });
    expect((await site.get(`/api/deliveries/${id}`)).json()).toMatchObject({
      state: 'failed',
      errcode: 1,
      reason: "DingTalk refused the message (1 no) (look the code up in DingTalk's documentation)",
      cause,
      attempts: [{ outcome: 'rejected', errcode: 1, httpStatus: 200, cause }],
    });
    const answer = await site.post(`/api/deliveries/${id}/resend`);
    expect(answer.status).toBe(202);
    expect(answer.json()).toEqual({ id: expect.any(String), robot: 'team', state: 'pending' });
    expect(answer.json().id).not.toBe(id);
    expect((await site.get(`/api/deliveries/${answer.json().id}`)).json().message).toEqual({
      kind: 'text',
      text: '重要',
    });
  });

  it('a double click sends once', async () => {
    const id = await site.daemon.plan({ state: 'missed' });
    const [one, two] = [
      await site.post(`/api/deliveries/${id}/resend`),
      await site.post(`/api/deliveries/${id}/resend`),
    ];
    expect(two.json().id).toBe(one.json().id);
  });

  it('refuses what is on its way, and what is not there', async () => {
    const id = await site.daemon.plan({});
    const answer = await site.post(`/api/deliveries/${id}/resend`);
    expect([answer.status, answer.json()]).toEqual([409, { error: expect.stringContaining('pending') }]);
    expect((await site.post('/api/deliveries/nothing/resend')).status).toBe(404);
  });
});
