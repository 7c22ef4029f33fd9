import { firedDeliveries } from '../../daemon/push.ts';
import { loadConfiguration } from '../configuration.ts';
import { deliverNow } from '../deliver-now.ts';
import type { ExitCode } from '../exit-code.ts';
import { addressesOf } from '../../daemon/lanes.ts';
import { reminderNamed } from '../named.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';

export interface FireInput {
  readonly reminder: string;
  /** Until it is final. */
  readonly wait?: boolean;
  readonly dir: string;
}

/** One reminder now, to each of its robots; its schedule does not move. People on vacation are not mentioned. */
export async function fire(session: Session, { reminder: id, wait = false, dir }: FireInput): Promise<ExitCode> {
  const config = await loadConfiguration(session, dir);
  const reminder = reminderNamed(session, config, id);
  const overrides = await storedOverrides(config, session.now);
  return deliverNow(session, config, firedDeliveries(reminder, addressesOf(config), session.now, overrides), wait);
}
