import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { loadAssets } from './assets.ts';
import type { Site } from './site.ts';

/** All that answers requests, with everything it is made of. */
export function createRequestListener(site: Omit<Site, 'assets'>): RequestListener {
  const answer = getRequestListener(createApp({ ...site, assets: loadAssets() }).fetch, {
    overrideGlobalObjects: false,
  });
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      site.onError(error);
      response.destroy();
    });
  };
}
