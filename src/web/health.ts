import { Hono } from 'hono';
import { tellDataFault } from '../daemon/data-fault-words.ts';
import { clockTroubleIn } from '../delivery/clock-trouble.ts';
import { readinessOf } from './readiness.ts';
import type { Site, SiteEnv } from './site.ts';

/**
 * `/healthz`, open to everybody: the process answers. `/readyz`, as guarded as the rest: reminders are planned as they
 * fall due, and the store takes them and is where it was; 503 otherwise, with the reason.
 */
export function healthRoutes(site: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/healthz', (context) => context.json({ status: 'ok' }))
    .get('/readyz', async (context) => {
      const readiness = await readinessOf(site.daemon);
      switch (readiness.kind) {
        case 'ready':
          return context.json({ ready: true });
        case 'data-gone':
          return context.json({ ready: false, reason: tellDataFault(readiness.fault, 'en') }, 503);
        case 'store-refuses':
          site.onError(readiness.error);
          return context.json({ ready: false, reason: 'the database does not answer; the log says why' }, 503);
        case 'clock-doubtful': {
          const why = clockTroubleIn('en', readiness.trouble);
          const reason = `the clock of this machine is not plausible: ${why}; planning waits up to a minute`;
          return context.json({ ready: false, reason }, 503);
        }
        case 'planner-stands-still': {
          const { reminder } = readiness;
          const one = reminder === undefined ? '' : `, ${JSON.stringify(reminder)} for one`;
          const reason = `what is due is not planned${one}; the log says why`;
          return context.json({ ready: false, reason }, 503);
        }
      }
    });
}
