import { isOfSandbox } from '../daemon/lanes.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Session } from './session.ts';

/** The robot of a delivery; `team (sandbox)` when no group sees what it says. */
export function robotText({ texts }: Pick<Session, 'texts'>, delivery: Pick<Delivery, 'robot' | 'lane'>): string {
  return isOfSandbox(delivery) ? texts.inSandbox(delivery.robot) : delivery.robot;
}
