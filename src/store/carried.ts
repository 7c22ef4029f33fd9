import type { Delivery } from '../delivery/delivery.ts';
import { membersFate } from '../delivery/members-fate.ts';
import { isFinal, type Standing, transition } from '../delivery/transition.ts';
import type { Outcome } from '../robot/robot.ts';
import type { Connection } from './connection.ts';
import { ATTEMPT_COLUMNS, DELIVERY_COLUMNS, saveStanding, seqOf, toAttempt, toDelivery } from './rows.ts';

/**
 * Settles what a digest carried once the digest has ended; inside the transaction that ended it. Returns those that
 * ended with it.
 *
 * @param last What its last attempt came to; `undefined` when it ended waiting.
 */
export function settleCarried(
  connection: Connection,
  id: string,
  { state, finishedAt, cause }: Standing,
  last?: Outcome,
): readonly Delivery[] {
  if (!isFinal(state) || finishedAt === undefined) return [];
  const { sql } = connection;
  const attempts = sql(
    `SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE delivery = (SELECT seq FROM delivery WHERE id = ?)`,
  )
    .all(id)
    .map((row) => toAttempt(row, id));
  switch (membersFate(state, attempts, last)) {
    case 'follow':
      return sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY delivery_digest WHERE digest = ?`)
        .all(id)
        .map((row) => {
          const member = toDelivery(row);
          const standing = transition(member, { kind: 'carrierEnded', at: finishedAt, state, cause });
          saveStanding(connection, seqOf(row), standing);
          return { ...member, ...standing };
        });
    case 'free':
      sql('UPDATE delivery INDEXED BY delivery_digest SET digest = NULL WHERE digest = ?').run(id);
      return [];
    case 'free-alone':
      sql('UPDATE delivery INDEXED BY delivery_digest SET digest = NULL, coalesce = 0 WHERE digest = ?').run(id);
      return [];
  }
}
