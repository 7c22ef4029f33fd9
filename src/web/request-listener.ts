import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { loadAssets } from './assets.ts';
import type { Site } from './site.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** All that answers requests, with everything it is made of: `late-listener.ts` says when it is loaded. */
export function createAnswer(site: Omit<Site, 'assets'>): Answer {
  const listener = getRequestListener(createApp({ ...site, assets: loadAssets() }).fetch, {
    overrideGlobalObjects: false,
  });
  return async (request, response) => {
    await listener(request, response);
  };
}
