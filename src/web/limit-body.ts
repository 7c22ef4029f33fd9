import type { Context, MiddlewareHandler } from 'hono';
import { isHookPath } from './access.ts';
import { refuse } from './answers.ts';
import type { Site, SiteEnv } from './site.ts';

const MOST_BYTES = 64 * 1_024;
/** Alertmanager posts as many alerts as fire, and does not try again when it is told that they are too many. */
const MOST_BYTES_OF_ALERTS = 1_024 * 1_024;

/**
 * Reads no more of a body than a request may have. Hono's own `bodyLimit` makes a new request out of one whose length is
 * not told beforehand, which it can only where the server's request class has replaced the global one.
 */
export function limitBody(site: Site): MiddlewareHandler<SiteEnv> {
  return async (context, next) => {
    // Whoever posts there is judged before the body is read.
    if (isHookPath(context.req.path)) return next();
    const isOfAlerts = context.req.path.startsWith('/api/alertmanager/');
    const most = isOfAlerts ? MOST_BYTES_OF_ALERTS : MOST_BYTES;
    const length = context.req.header('content-length');
    const isWithin = length === undefined ? await bufferBody(context, most) : Number(length) <= most;
    if (isWithin) return next();
    return refuse(context, site, 413, ({ refusals }) => (isOfAlerts ? 'Too long: at most 1 MiB.' : refusals.tooLarge));
  };
}

/** A body that comes in pieces, read up to its end; `false` when it is longer than that. */
async function bufferBody(context: Context<SiteEnv>, most: number): Promise<boolean> {
  const { raw, url, method } = context.req;
  if (context.env.incoming.headers['transfer-encoding'] === undefined || raw.body === null) return true;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of raw.body) {
    size += piece.byteLength;
    if (size > most) return false;
    pieces.push(piece);
  }
  context.req.raw = new Request(url, { method, headers: [...raw.headers], body: Buffer.concat(pieces) });
  return true;
}
