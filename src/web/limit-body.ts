import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isHookPath } from './access.ts';
import { refuse } from './answers.ts';
import type { Site, SiteEnv } from './site.ts';

const MOST_BYTES = 64 * 1_024;
/** Alertmanager posts as many alerts as fire, and does not try again when it is told that they are too many. */
const MOST_BYTES_OF_ALERTS = 1_024 * 1_024;

/** Reads no more of a body than a request may have. */
export function limitBody(site: Site): MiddlewareHandler<SiteEnv> {
  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => refuse(context, site, 413, ({ refusals }) => refusals.tooLarge),
  });
  const limitAlerts = bodyLimit({
    maxSize: MOST_BYTES_OF_ALERTS,
    onError: (context) => refuse(context, site, 413, () => 'Too long: at most 1 MiB.'),
  });
  return (context, next) => {
    // Whoever posts there is judged before the body is read.
    if (isHookPath(context.req.path)) return next();
    return context.req.path.startsWith('/api/alertmanager/') ? limitAlerts(context, next) : limit(context, next);
  };
}
