import { Hono } from 'hono';
import type { Site, SiteEnv } from './site.ts';

/** `/metrics`, as Prometheus reads it. It shows its token as `authorization: {credentials: …}` of the scrape job. */
export function metricsRoutes({ daemon }: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>().get('/metrics', async (context) => {
    const { contentType, text } = await daemon.metrics();
    return context.body(text, 200, { 'content-type': contentType });
  });
}
