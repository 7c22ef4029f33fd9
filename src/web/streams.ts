import { type Context, type Env, Hono } from 'hono';
import type { Asset, Assets } from './assets.ts';
import type { ChangeFeed } from './change-feed.ts';

/** What a page is made of: a browser may keep it for ever, its address has the version. */
export function serveAssets<E extends Env>({ style, script, icon, modules }: Assets): Hono<E> {
  const routes = new Hono<E>();
  for (const asset of [style, script, icon, ...modules]) routes.get(asset.path, () => serve(asset));
  return routes;
}

function serve({ body, type }: Asset): Response {
  return new Response(body, {
    headers: { 'content-type': type, 'cache-control': 'private, max-age=31536000, immutable' },
  });
}

/** Says of each change that there was one; `undefined` when too many listen already. */
export function streamChanges({ req }: Context, feed: ChangeFeed): Response | undefined {
  // It has no body, so nobody would ever close the stream that it opened.
  const stream = req.method === 'HEAD' ? null : feed.open();
  return stream === undefined ? undefined : new Response(stream, { headers: EVENT_STREAM });
}

/** `close`: once the stream has ended, a connection kept alive would only hold up a server that stops. */
const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
  connection: 'close',
};
