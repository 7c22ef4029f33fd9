import type { Config } from '../../config/config.ts';
import { ALL_KINDS, isMeant } from '../../hooks/kinds.ts';
import { SENDERS } from '../../hooks/senders.ts';
import type { Line } from './values.ts';

/** What the hook that is named before may be sent; where none is, every kind. */
export function kindsOf({ hooks }: Config, { operands: [name = ''] }: Line): readonly string[] {
  const hook = hooks.get(name);
  return hook === undefined ? ALL_KINDS : ALL_KINDS.filter((kind) => isMeant(kind, SENDERS[hook.from].kinds));
}
