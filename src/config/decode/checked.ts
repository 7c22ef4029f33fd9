import type { Decoder, Spot } from './decoder.ts';

/** A value about which more can be said once it is read. @param check `undefined`: something is wrong, and reported */
export function checked<Value, Known>(
  decoder: Decoder<Value>,
  check: (value: Value, spot: Spot) => Known | undefined,
): Decoder<Known> {
  return {
    ...decoder,
    read(tree, spot) {
      const value = decoder.read(tree, spot);
      return value === undefined ? undefined : check(value, spot);
    },
  };
}
