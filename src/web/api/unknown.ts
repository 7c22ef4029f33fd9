import type { HTTPException } from 'hono/http-exception';
import type { Config } from '../../config/config.ts';
import { nearest } from '../../message/nearest.ts';
import { wrong } from './wrong.ts';

/** A name that nothing has; the one that was probably meant is told. */
export function unknown(
  what: 'reminder' | 'robot' | 'hook',
  asked: string,
  known: Iterable<string>,
  status: 404 | 422 = 404,
): HTTPException {
  const meant = nearest(asked, known);
  const hint = meant === undefined ? '' : `; did you mean ${JSON.stringify(meant)}?`;
  return wrong(status, `there is no ${what} ${JSON.stringify(asked)}${hint}`);
}

/** @throws {HTTPException} 404 for what the configuration does not have. */
export function checkNames(
  { reminder, robot }: { readonly reminder?: string | undefined; readonly robot?: string | undefined },
  { reminders, robots }: Config,
): void {
  const ids = reminders.map(({ id }) => id);
  if (reminder !== undefined && !ids.includes(reminder)) throw unknown('reminder', reminder, ids);
  if (robot !== undefined && !robots.has(robot)) throw unknown('robot', robot, robots.keys());
}
