import { isOfSandbox } from '../../daemon/lanes.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { View } from './view.ts';

/** The robot of a delivery; `team (sandbox)` when no group sees what it says. */
export function robotText(delivery: Pick<Delivery, 'robot' | 'lane'>, { texts }: Pick<View, 'texts'>): string {
  return isOfSandbox(delivery) ? texts.inSandbox(delivery.robot) : delivery.robot;
}

/** The same of a robot as it is now. */
export function robotNow(robot: string, { texts, daemon }: View): string {
  return robotText({ robot, lane: daemon.addresses.lanes.get(robot) ?? '' }, { texts });
}
