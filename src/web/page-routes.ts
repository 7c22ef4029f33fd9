import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { refuse } from './answers.ts';
import type { Asset } from './assets.ts';
import { pageActions } from './page-actions.ts';
import { FRAGMENTS, isFragmentName } from './page/fragments.ts';
import { page } from './page/page.ts';
import { PAGE_NAMES, PAGE_PATHS } from './page/page-name.ts';
import { keepPreferences } from './preferences.ts';
import { SESSION_COOKIE } from './session.ts';
import { type Site, type SiteEnv, viewFor } from './site.ts';
import { takeTold } from './told-cookie.ts';

/** The pages, what they are made of, what keeps them up to date, and what their buttons do. */
export function pageRoutes(site: Site): Hono<SiteEnv> {
  const { assets, feed } = site;
  const routes = new Hono<SiteEnv>();
  for (const asset of [assets.style, assets.script, assets.icon, ...assets.modules]) {
    routes.get(asset.path, () => serve(asset));
  }
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
      const { page: pageName, draw } = FRAGMENTS[name];
      return context.html(await draw(await viewFor(context, site, pageName)));
    })
    .get('/events', (context) => {
      // It has no body, so nobody would ever close the stream that it opened.
      if (context.req.method === 'HEAD') return new Response(null, { headers: EVENT_STREAM });
      const stream = feed.open();
      if (!stream) return refuse(context, site, 503, ({ refusals }) => refusals.internal);
      return new Response(stream, { headers: EVENT_STREAM });
    })
    .route('/', pageActions(site));
}

/** `close`: once the stream has ended, a connection kept alive would only hold up a server that stops. */
const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  connection: 'close',
};

function serve(asset: Asset): Response {
  return new Response(asset.body, {
    headers: { 'content-type': asset.type, 'cache-control': 'private, max-age=31536000, immutable' },
  });
}
