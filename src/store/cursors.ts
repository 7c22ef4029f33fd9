import type { Cursor, Span } from '../delivery/plans.ts';
import type { Connection } from './connection.ts';
import { instant, json, optionalText, text } from './rows.ts';

/** Inside a transaction. */
export function saveCursor({ sql }: Connection, { reminder, through, trigger, owed = [] }: Cursor): void {
  sql(
    `INSERT INTO cursor (reminder, through, "trigger", owed) VALUES (?, ?, ?, ?) ON CONFLICT (reminder) DO UPDATE
     SET through = excluded.through, "trigger" = excluded."trigger", owed = excluded.owed`,
  ).run(reminder, through, trigger, json(owed.length === 0 ? undefined : owed));
}

export function loadCursors({ sql }: Connection): readonly Cursor[] {
  return sql('SELECT reminder, through, "trigger", owed FROM cursor ORDER BY reminder')
    .all()
    .map((row) => {
      const owed = optionalText(row, 'owed');
      return {
        reminder: text(row, 'reminder'),
        through: instant(row, 'through'),
        trigger: text(row, 'trigger'),
        ...(owed === undefined ? {} : { owed: JSON.parse(owed) as Span[] }),
      };
    });
}
