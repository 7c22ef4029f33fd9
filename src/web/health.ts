import { Hono } from 'hono';
import { tellDataFault } from '../daemon/data-fault-words.ts';
import { clockTroubleIn } from '../delivery/clock-trouble.ts';
import { MINUTE } from '../schedule/instant.ts';
import type { Site, SiteEnv } from './site.ts';

/**
 * `/healthz`, open to everybody: the process answers. `/readyz`, as guarded as the rest: reminders are planned as they
 * fall due, and the store takes them and is where it was; 503 otherwise, with the reason.
 */
export function healthRoutes(site: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/healthz', (context) => context.json({ status: 'ok' }))
    .get('/readyz', async (context) => {
      const reason = await whyNotReady(site);
      return reason === undefined ? context.json({ ready: true }) : context.json({ ready: false, reason }, 503);
    });
}

/** What is due and still not planned after so long says that planning stands still: it takes milliseconds otherwise. */
const PATIENCE = MINUTE;

/** A store that cannot write (a full disk) is known by what is not planned: nothing that is due is any more. */
async function whyNotReady({ daemon, onError }: Site): Promise<string | undefined> {
  const { dataFault } = daemon;
  if (dataFault !== undefined) return tellDataFault(dataFault, 'en');
  try {
    await daemon.history.count();
  } catch (error) {
    onError(error);
    return 'the database does not answer; the log says why';
  }
  const trouble = daemon.clockTrouble();
  if (trouble) {
    return `the clock of this machine is not plausible: ${clockTroubleIn('en', trouble)}; planning waits up to a minute`;
  }
  const { dueSince, reminder } = daemon.planning();
  if (dueSince === undefined || daemon.now() - dueSince <= PATIENCE) return undefined;
  const one = reminder === undefined ? '' : `, ${JSON.stringify(reminder)} for one`;
  return `what is due is not planned${one}; the log says why`;
}
