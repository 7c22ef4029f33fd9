import { Hono } from 'hono';
import { apiRoutes } from './api.ts';
import { failed, limitBody, notFound } from './answers.ts';
import { guard } from './guard.ts';
import { healthRoutes } from './health.ts';
import { loginRoutes } from './login.ts';
import { pageRoutes } from './page-routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { Site, SiteEnv } from './site.ts';

/** All routes. The order is the order of defence: headers, then who asks, then how much they send. */
export function createApp(site: Site): Hono<SiteEnv> {
  const app = new Hono<SiteEnv>();
  app.use(securityHeaders);
  app.use(guard(site));
  app.use(limitBody(site));
  app.route('/', healthRoutes(site));
  app.route('/', pageRoutes(site));
  if (site.rules.token !== undefined) app.route('/', loginRoutes(site, site.rules.token));
  app.route('/api', apiRoutes(site));
  app.notFound(notFound(site));
  app.onError(failed(site));
  return app;
}
