import { Hono } from 'hono';
import type { Site, SiteEnv } from './site.ts';

/** `/healthz`: the process answers. `/readyz`: the store answers too, so that reminders can be planned and sent. */
export function healthRoutes(site: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/healthz', (context) => context.json({ status: 'ok' }))
    .get('/readyz', async (context) => {
      const ready = await storeAnswers(site);
      return context.json({ ready }, ready ? 200 : 503);
    });
}

async function storeAnswers({ daemon, onError }: Site): Promise<boolean> {
  try {
    await daemon.outbox.countByState();
    return true;
  } catch (error) {
    onError(error);
    return false;
  }
}
