import type { HTTPException } from 'hono/http-exception';
import { nearest } from '../../message/nearest.ts';
import { wrong } from './wrong.ts';

/** A name that nothing has; the one that was probably meant is told. */
export function unknown(
  what: 'reminder' | 'robot',
  asked: string,
  known: Iterable<string>,
  status: 404 | 422 = 404,
): HTTPException {
  const meant = nearest(asked, known);
  const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
  return wrong(status, `no ${what} is called ${JSON.stringify(asked)}${hint}`);
}
