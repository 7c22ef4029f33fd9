import { isDeepStrictEqual } from 'node:util';
import type { Notices, NoticeToCommit, Trouble } from '../delivery/notices.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { numberOf } from './lane-numbers.ts';
import { optionalCause, optionalInstant, optionalText, present } from './rows.ts';

export function createSqliteNotices(connection: Connection): Notices {
  return {
    async troubles({ lanes, since }) {
      return connection.read(() =>
        lanes.map((lane) => troubleOf(connection, lane, since)).filter((trouble) => trouble !== undefined),
      );
    },
    async commitNotice(notice) {
      return connection.write(() => commitNotice(connection, notice));
    },
  };
}

/** Written as the partial index `delivery_untold` has it. */
const UNTOLD = `state IN ('failed', 'expired') AND origin NOT IN ('owner', 'digest') AND told_at IS NULL`;

/** Inside a transaction: a notice and what it told are one. */
function commitNotice(connection: Connection, { trouble, since, toldAt, deliveries }: NoticeToCommit): boolean {
  const { lane } = trouble;
  if (!isDeepStrictEqual(troubleOf(connection, lane, since), trouble)) return false;
  insertDeliveries(connection, deliveries);
  connection.sql(`UPDATE delivery SET told_at = ? WHERE lane_no = ${numberOf('?')} AND ${UNTOLD}`).run(toldAt, lane);
  connection
    .sql('UPDATE lane SET told_at = ?, untold_robot = NULL, untold_cause = NULL WHERE lane = ?')
    .run(toldAt, lane);
  return true;
}

function troubleOf({ sql }: Connection, lane: string, since: EpochMs): Trouble | undefined {
  const ofLane = `FROM delivery INDEXED BY delivery_untold
    WHERE lane_no = ${numberOf('?')} AND finished_at >= ? AND ${UNTOLD}`;
  const ended = sql(`SELECT count(*) AS count, sum(state = 'failed') AS failed ${ofLane}`).get(lane, since);
  const last = sql(`SELECT robot, cause ${ofLane} ORDER BY finished_at DESC LIMIT 1`).get(lane, since) ?? {};
  const state = sql('SELECT * FROM lane WHERE lane = ?').get(lane);
  const count = Number(ended?.['count']);
  const robot = optionalText(last, 'robot') ?? optionalText(state ?? {}, 'untold_robot');
  const cause = optionalCause(last, 'cause') ?? optionalCause(state ?? {}, 'untold_cause');
  if (robot === undefined || cause === undefined) return undefined;
  const failed = Number(ended?.['failed'] ?? 0);
  return {
    lane,
    failed,
    expired: count - failed,
    robot,
    cause,
    paused: typeof state?.['paused_since'] === 'number',
    // What is untold of a lane that is not paused is a long cool-down.
    cooling: state !== undefined && state['untold_cause'] !== null && state['paused_since'] === null,
    ...present({ toldAt: state && optionalInstant(state, 'told_at') }),
  };
}
