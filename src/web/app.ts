import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { apiRoutes } from './api/routes.ts';
import { failed, notFound, wrongMethod } from './answers.ts';
import { calendarRoutes } from './calendar.ts';
import { guard } from './guard.ts';
import { hookRoutes } from './hooks.ts';
import { healthRoutes } from './health.ts';
import { limitBody } from './limit-body.ts';
import { loginRoutes } from './login.ts';
import { metricsRoutes } from './metrics.ts';
import { pageRoutes } from './page-routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { Site, SiteEnv } from './site.ts';
import { tellPages } from './tell-pages.ts';

/** All routes. The order is the order of defence: headers, then who asks, then how much they send. */
export function createApp(site: Site): Hono<SiteEnv> {
  const app = new Hono<SiteEnv>();
  app.use(securityHeaders);
  app.use(guard(site));
  app.use(limitBody(site));
  app.use(tellPages(site));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: wrongMethod(site) }));
  app.route('/', healthRoutes(site));
  app.route('/', metricsRoutes(site));
  app.route('/', calendarRoutes(site));
  app.route('/', hookRoutes(site));
  app.route('/', pageRoutes(site));
  app.route('/', loginRoutes(site));
  app.route('/api', apiRoutes(site));
  app.notFound(notFound(site));
  app.onError(failed(site));
  return app;
}
