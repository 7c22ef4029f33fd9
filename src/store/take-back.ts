import type { NewDelivery } from '../delivery/delivery.ts';
import { firstPart, laterParts } from '../delivery/identity.ts';
import { transition } from '../delivery/transition.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { DELIVERY_COLUMNS, type Row, saveStanding, seqOf, toDelivery } from './rows.ts';

/** See `Plans.takeBack`; inside a transaction. */
export function takeBack(connection: Connection, id: string, now: EpochMs, instead: readonly NewDelivery[]): boolean {
  const rows = rowsOf(connection, id);
  const waiting = rows.map(toDelivery);
  const isUntouched = waiting.every(
    ({ origin, state, attempts }) => origin === 'send' && state === 'pending' && attempts === 0,
  );
  if (waiting.length === 0 || !isUntouched) return false;
  for (const [index, delivery] of waiting.entries()) {
    const seq = seqOf(rows[index] as Row);
    if (instead.length > 0) connection.sql('DELETE FROM delivery WHERE seq = ?').run(seq);
    else saveStanding(connection, seq, transition(delivery, { kind: 'takenBack', at: now }));
  }
  insertDeliveries(connection, instead);
  return true;
}

/** All parts of the message that has this one. */
function rowsOf({ sql }: Connection, id: string): readonly Row[] {
  const find = (ids: readonly string[]): readonly Row[] =>
    sql(`SELECT ${DELIVERY_COLUMNS} FROM delivery WHERE id IN (SELECT value FROM json_each(?))`).all(
      JSON.stringify(ids),
    );
  const rows = find([id]);
  const part = rows[0] && toDelivery(rows[0]).part;
  if (part === undefined) return rows;
  const first = firstPart(id, part);
  return find([first, ...laterParts(first, { number: 1, of: part.of })]);
}
