import type { HookConfig } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { pushedId } from '../delivery/identity.ts';
import { textsIn } from '../hooks/texts/catalogue.ts';
import { escaped } from '../message/escaped.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { InForce } from './in-force.ts';
import { makeDeliveries } from './make-deliveries.ts';

/** That a hook is connected, for its group: once, however often it is asked for. */
export function hookWelcome(
  { name, robots, lateMs }: HookConfig,
  { config, addresses }: Pick<InForce, 'config' | 'addresses'>,
  now: EpochMs,
): readonly NewDelivery[] {
  const text = `🔗 ${textsIn(config.daemon.locale).connected(escaped(name))}`;
  return robots.flatMap((robot) => {
    const id = pushedId({ robot, idempotencyKey: `hook connected ${name}` });
    return makeDeliveries(
      { id, origin: 'hook', robot, message: { kind: 'text', text }, now, lifeMs: lateMs },
      addresses,
    );
  });
}
