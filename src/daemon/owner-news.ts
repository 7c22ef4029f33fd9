import type { Config } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { pushedId } from '../delivery/identity.ts';
import { NEWS } from '../delivery/owner-notice.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';

/** What the daemon itself has to say. */
export interface News {
  readonly robots: Config['robots'];
  readonly text: string;
  /** The same key is told once. */
  readonly key: string;
}

/** To each robot named by `onFailure`. */
export function ownerNews({ robots, text, key }: News, addresses: Addresses, now: EpochMs): readonly NewDelivery[] {
  const owners = new Set([...robots.values()].flatMap(({ onFailure }) => onFailure ?? []));
  return [...owners].flatMap((robot) =>
    makeDeliveries(
      {
        id: pushedId({ robot, idempotencyKey: key }),
        origin: 'owner',
        robot,
        message: { kind: 'text', text },
        now,
        lifeMs: NEWS,
      },
      addresses,
    ),
  );
}
