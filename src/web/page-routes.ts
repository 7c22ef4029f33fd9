import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { refuse } from './answers.ts';
import type { Asset } from './assets.ts';
import { FRAGMENTS, isFragmentName } from './page/fragments.ts';
import { page } from './page/page.ts';
import { SESSION_COOKIE } from './session.ts';
import { type Site, type SiteEnv, viewFor } from './site.ts';

/** The page, what it is made of, and what keeps it up to date. */
export function pageRoutes(site: Site): Hono<SiteEnv> {
  const { assets, feed } = site;
  const routes = new Hono<SiteEnv>();
  for (const [path, asset] of [
    ['/style.css', assets.style],
    ['/page.js', assets.script],
    ['/icon.svg', assets.icon],
  ] as const) {
    routes.get(path, () => serve(asset));
  }
  return routes
    .get('/', async (context) => {
      const canSignOut = getCookie(context, SESSION_COOKIE) !== undefined;
      return context.html(page(await viewFor(context, site), { assets, canSignOut }));
    })
    .get('/fragment/:name', async (context) => {
      const name = context.req.param('name');
      if (!isFragmentName(name)) return context.notFound();
      return context.html(await FRAGMENTS[name](await viewFor(context, site)));
    })
    .get('/events', (context) => {
      // A HEAD has no body, so nobody would ever close the stream that it opened.
      const stream = context.req.method === 'GET' ? feed.open() : undefined;
      if (!stream) return refuse(context, site, 503, ({ refusals }) => refusals.internal);
      return new Response(stream, { headers: EVENT_STREAM });
    });
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
