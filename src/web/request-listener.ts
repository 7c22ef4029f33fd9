import type { RequestListener } from 'node:http';
import { createApp } from './app.ts';
import { loadAssets } from './assets.ts';
import { listenerOf } from './listener.ts';
import type { Site } from './site.ts';

/** All that answers requests, with everything it is made of. */
export function createRequestListener(site: Omit<Site, 'assets'>): RequestListener {
  return listenerOf(createApp({ ...site, assets: loadAssets() }), site.onError);
}
