import type { NewDelivery } from '../delivery/delivery.ts';
import type { Store } from '../store/store.ts';
import type { PushResult } from './daemon.ts';

/** Where messages of the moment are written down: pushed, fired, resent, or from the daemon itself. */
export interface Intake {
  commit(deliveries: readonly NewDelivery[]): Promise<readonly PushResult[]>;
  /** One message; the result is that of its first part. */
  commitOne(parts: readonly NewDelivery[]): Promise<PushResult>;
}

/** @param onCommitted They are in the store, in these lanes. */
export function createIntake(
  { plans, history }: Pick<Store, 'plans' | 'history'>,
  onCommitted: (lanes: ReadonlySet<string>) => void,
): Intake {
  async function commit(deliveries: readonly NewDelivery[]): Promise<readonly PushResult[]> {
    if (deliveries.length === 0) return [];
    await plans.commit({ deliveries, cursors: [] });
    onCommitted(new Set(deliveries.map(({ lane }) => lane)));
    const found = await Promise.all(deliveries.map(({ id }) => history.find(id)));
    return deliveries.map(({ id, robot }, index) => ({ id, robot, state: found[index]?.delivery.state ?? 'pending' }));
  }

  return {
    commit,
    async commitOne(parts) {
      const [result] = await commit(parts);
      if (result === undefined) throw new Error('of one delivery there is one result');
      return result;
    },
  };
}
