import { z } from 'zod';
import { beginning } from '../../message/beginning.ts';
import { wrong } from './wrong.ts';

/** A JSON object with these keys and no others; the error for an unknown one names those that there are. */
export function object<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown key ${issue.keys.map((key) => quoted(key)).join(', ')}; the keys are: ${known}`
        : `send an object with: ${known}`,
  });
}

export function text(what: string) {
  return z.string(what).refine((written) => written.trim() !== '', what);
}

/** A whole number in a query, from 1. */
export function count(most: number) {
  const what = `send a number from 1 to ${most}`;
  return z.coerce.number(what).int(what).min(1, what).max(most, what);
}

/** @throws {HTTPException} 400, saying what is wrong. */
export function parsed<Shape extends z.ZodType>(shape: Shape, value: unknown): z.infer<Shape> {
  const found = shape.safeParse(value);
  if (found.success) return found.data;
  throw wrong(400, describe(found.error));
}

/** One sentence for all that is wrong; after three one has seen enough. */
function describe({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}

/** A name from outside, cut where it is no name any more. */
function quoted(name: string): string {
  return JSON.stringify(name.length > 50 ? `${beginning(name, 50)}…` : name);
}
