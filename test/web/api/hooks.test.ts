import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testHook } from '../../support/test-hook.ts';
import { startSite, type TestSite } from '../test-site.ts';

let site: TestSite;

beforeEach(async () => {
  site = await startSite({ hooks: [testHook('shop')] });
});
afterEach(() => site.stop());

describe('GET /api/hooks/:name/events', () => {
  it('is empty of a hook to which nothing came, and 404 of one that there never was', async () => {
    const empty = await site.get('/api/hooks/shop/events');
    expect([empty.status, empty.json()]).toEqual([200, { events: [] }]);
    const nobody = await site.get('/api/hooks/shp/events');
    expect([nobody.status, nobody.json()]).toEqual([404, { error: 'there is no hook "shp"; did you mean "shop"?' }]);
  });

  it('still lists what a hook received that is gone', async () => {
    const because = { kind: 'ping' };
    await site.daemon.store.inbox.receive([
      { id: 'abcd', hook: 'gone', receivedAt: site.daemon.now(), state: 'ignored', because },
    ]);
    const { status, json } = await site.get('/api/hooks/gone/events');
    expect([status, json()]).toMatchObject([200, { events: [{ id: 'abcd', hook: 'gone', because }] }]);
  });
});
