import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { refuse } from './answers.ts';
import { pageActions } from './page-actions.ts';
import { FRAGMENTS, isFragmentName } from './page/fragments.ts';
import { page } from './page/page.ts';
import { PAGE_NAMES, PAGE_PATHS } from './page/page-name.ts';
import { keepPreferences } from './preferences.ts';
import { SESSION_COOKIE } from './session.ts';
import { serveAssets, streamChanges } from './streams.ts';
import { type Site, type SiteEnv, viewFor } from './site.ts';
import { takeTold } from './told-cookie.ts';

/** The pages, what they are made of, what keeps them up to date, and what their buttons do. */
export function pageRoutes(site: Site): Hono<SiteEnv> {
  const { assets, feed } = site;
  const routes = new Hono<SiteEnv>();
  routes.route('/', serveAssets(assets));
  for (const name of PAGE_NAMES) {
    routes.get(PAGE_PATHS[name], async (context) => {
      keepPreferences(context);
      const canSignOut = getCookie(context, SESSION_COOKIE) !== undefined;
      const view = await viewFor(context, site, name);
      return context.html(page(view, { assets, canSignOut, told: takeTold(context) }));
    });
  }
  return routes
    .get('/fragment/:name', async (context) => {
      const name = context.req.param('name');
      if (!isFragmentName(name)) return context.notFound();
      const { page: own, draw } = FRAGMENTS[name];
      const on = PAGE_NAMES.find((each) => each === context.req.query('on'));
      return context.html(await draw(await viewFor(context, site, on ?? own)));
    })
    .get(
      '/events',
      (context) => streamChanges(context, feed) ?? refuse(context, site, 503, ({ refusals }) => refusals.tooManyOpen),
    )
    .route('/', pageActions(site));
}
