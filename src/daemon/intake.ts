import type { NewDelivery } from '../delivery/delivery.ts';
import type { Store } from '../store/store.ts';
import type { PushResult } from './daemon.ts';

/** Writes down messages of the moment: pushed, fired, resent, or from the daemon itself. Nothing when there are none. */
export type Intake = (deliveries: readonly NewDelivery[]) => Promise<readonly PushResult[]>;

/** @param onCommitted They are in the store, in these lanes. */
export function createIntake(
  { plans, history }: Pick<Store, 'plans' | 'history'>,
  onCommitted: (lanes: ReadonlySet<string>) => void,
): Intake {
  return async (deliveries) => {
    if (deliveries.length === 0) return [];
    await plans.commit({ deliveries, cursors: [] });
    onCommitted(new Set(deliveries.map(({ lane }) => lane)));
    const found = await Promise.all(deliveries.map(({ id }) => history.find(id)));
    return deliveries.map(({ id, robot }, index) => ({ id, robot, state: found[index]?.delivery.state ?? 'pending' }));
  };
}
