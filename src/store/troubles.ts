import { isDeepStrictEqual } from 'node:util';
import type { Outbox, Trouble } from '../delivery/outbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { numberOf } from './lane-numbers.ts';
import { optionalInstant, optionalText, present, type Row } from './rows.ts';

/** Written as the partial index `delivery_untold` has it. */
const UNTOLD = `state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL`;

export function troubles(
  connection: Connection,
  { lanes, since }: { readonly lanes: readonly string[]; readonly since: EpochMs },
): readonly Trouble[] {
  return lanes.map((lane) => troubleOf(connection, lane, since)).filter((trouble) => trouble !== undefined);
}

/** Inside a transaction: a notice and what it told are one. */
export function commitNotice(
  connection: Connection,
  { trouble, since, toldAt, delivery }: Parameters<Outbox['commitNotice']>[0],
): boolean {
  const { lane } = trouble;
  if (!isDeepStrictEqual(troubleOf(connection, lane, since), trouble)) return false;
  insertDeliveries(connection, [delivery]);
  connection.sql(`UPDATE delivery SET told_at = ? WHERE lane_no = ${numberOf('?')} AND ${UNTOLD}`).run(toldAt, lane);
  connection
    .sql(
      `INSERT INTO lane (lane, told_at) VALUES (?, ?) ON CONFLICT (lane) DO UPDATE
       SET told_at = excluded.told_at, untold_robot = NULL, untold_reason = NULL`,
    )
    .run(lane, toldAt);
  return true;
}

function troubleOf({ sql }: Connection, lane: string, since: EpochMs): Trouble | undefined {
  // A bare column beside max() comes from the row with the maximum: https://www.sqlite.org/lang_select.html#bareagg
  const ended = sql(
    `SELECT count(*) AS count, sum(state = 'failed') AS failed, max(finished_at) AS last, robot, reason
     FROM delivery INDEXED BY delivery_untold WHERE lane_no = ${numberOf('?')} AND finished_at >= ? AND ${UNTOLD}`,
  ).get(lane, since);
  const state = sql('SELECT * FROM lane WHERE lane = ?').get(lane);
  const count = Number(ended?.['count']);
  const robot = optionalText(ended ?? {}, 'robot') ?? optionalText(state ?? {}, 'untold_robot');
  const reason = optionalText(ended ?? {}, 'reason') ?? optionalText(state ?? {}, 'untold_reason');
  if (robot === undefined || reason === undefined) return undefined;
  const failed = Number(ended?.['failed'] ?? 0);
  return {
    lane,
    failed,
    expired: count - failed,
    robot,
    reason,
    paused: typeof state?.['paused_since'] === 'number',
    ...present({
      coolingUntil: untoldCoolDown(state),
      toldAt: state && optionalInstant(state, 'told_at'),
    }),
  };
}

/** What is untold of a lane that is not paused is a long cool-down. */
function untoldCoolDown(state: Row | undefined): EpochMs | undefined {
  if (state === undefined || state['untold_reason'] === null || state['paused_since'] !== null) return undefined;
  return optionalInstant(state, 'cooling_until');
}
