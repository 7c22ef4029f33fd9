import { stdSerializers } from 'pino';

const MASK = '***';
/** What stands under such a name is a credential, whatever it looks like. */
const CREDENTIAL = /^(?:access_token|sign|authorization)$/i;

/**
 * A value that is about to be written into the log, with every text in it masked: in fields, lists, errors and their
 * stacks. Names and numbers stay. Masked afterwards, in the finished line, a secret that looks like a piece of JSON
 * (`1`, `level`, `"`) would break the line.
 */
export function maskValues(value: unknown, mask: (text: string) => string, within: readonly object[] = []): unknown {
  if (typeof value === 'string') return mask(value);
  if (typeof value !== 'object' || value === null) return value;
  if (within.includes(value)) return '[circular]';
  const maskInside = (inside: unknown): unknown => maskValues(inside, mask, [...within, value]);
  if ('toJSON' in value && typeof value.toJSON === 'function') return maskInside(value.toJSON());
  if (Array.isArray(value)) return value.map(maskInside);
  const plain = value instanceof Error ? stdSerializers.err(value) : value;
  return Object.fromEntries(
    Object.entries(plain).map(([name, inside]) => [name, CREDENTIAL.test(name) ? MASK : maskInside(inside)]),
  );
}
