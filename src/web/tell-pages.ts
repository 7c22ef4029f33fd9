import type { MiddlewareHandler } from 'hono';
import type { Site, SiteEnv } from './site.ts';

/** What was changed over HTTP shows on every open page at once, whoever changed it. */
export function tellPages({ feed }: Site): MiddlewareHandler<SiteEnv> {
  return async (context, next) => {
    await next();
    if (context.req.method === 'POST' && context.res.status < 400) feed.changed();
  };
}
