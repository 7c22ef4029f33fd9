import { GRACE, type Joining, LEASE, type Member, type Members } from '../delivery/members.ts';
import { transition } from '../delivery/transition.ts';
import { toEpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { DELIVERY_COLUMNS, saveStanding, seqOf, text, toDelivery } from './rows.ts';
import { adoptBoot, type StoreTime, storeTime } from './store-time.ts';

/** The members of an SQLite store: processes of this machine. Every call is one transaction. */
export function createSqliteMembers(connection: Connection): Members {
  const { sql, read, write } = connection;
  return {
    async join(member, at) {
      return write(() => {
        // Of another boot nobody is alive.
        let released = adoptBoot(connection, at) ? bury(connection, 'SELECT id FROM member') : 0;
        if (member.leads === true) released += bury(connection, 'SELECT id FROM member WHERE leads = 1');
        insert(connection, member, storeTime(connection, at), at.now);
        return released;
      });
    },
    async renew(id, at) {
      return write(() => renewLease(connection, id, storeTime(connection, at)));
    },
    async leave(id) {
      write(() => {
        bury(connection, 'SELECT id FROM member WHERE id = ?', id);
      });
    },
    async buryDead(at, own = '') {
      const late = 'SELECT id FROM member WHERE lease_until_st <= ? AND id <> ?';
      // A look first: nobody writes for nothing.
      if (read(() => sql(late).get(storeTime(connection, at), own)) === undefined) return 0;
      return write(() => {
        const now = storeTime(connection, at);
        const released = bury(connection, `${late} AND has_grace = 1`, now, own);
        sql('UPDATE member SET lease_until_st = ?1 + ?2, has_grace = 1 WHERE lease_until_st <= ?1 AND id <> ?3').run(
          now,
          GRACE,
          own,
        );
        return released;
      });
    },
    async list(at) {
      return read(() => list(connection, storeTime(connection, at)));
    },
  };
}

/** Inside a transaction. `false` = it is no member any more. */
export function renewLease({ sql }: Connection, id: string, now: StoreTime): boolean {
  return (
    Number(sql('UPDATE member SET lease_until_st = ?, has_grace = 0 WHERE id = ?').run(now + LEASE, id).changes) === 1
  );
}

export function isMember({ sql }: Connection, id: string): boolean {
  return sql('SELECT 1 FROM member WHERE id = ?').get(id) !== undefined;
}

/** Whether it is a member, and leads. */
export function isLeader({ sql }: Connection, id: string): boolean {
  return sql('SELECT 1 FROM member WHERE id = ? AND leads = 1').get(id) !== undefined;
}

function insert(
  { sql }: Connection,
  { id, pid, host, leads = false }: Joining,
  now: StoreTime,
  joinedAt: number,
): void {
  sql('INSERT INTO member (id, pid, host, leads, joined_at, lease_until_st) VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    pid,
    host,
    leads ? 1 : 0,
    joinedAt,
    now + LEASE,
  );
}

/** Gives back what these members have claimed, at the head of its lines, and forgets them; inside a transaction. */
function bury(connection: Connection, members: string, ...values: readonly (string | number)[]): number {
  const { sql } = connection;
  const claimed = sql(
    `SELECT ${DELIVERY_COLUMNS} FROM delivery INDEXED BY one_in_flight_per_lane
     WHERE state = 'sending' AND claimed_by IN (${members})`,
  ).all(...values);
  for (const row of claimed) {
    saveStanding(connection, seqOf(row), transition(toDelivery(row), { kind: 'givenBack' }));
  }
  sql(`DELETE FROM member WHERE id IN (${members})`).run(...values);
  return claimed.length;
}

function list({ sql }: Connection, now: StoreTime): readonly Member[] {
  return sql('SELECT * FROM member ORDER BY joined_at, id')
    .all()
    .map((row) => ({
      id: text(row, 'id'),
      pid: Number(row['pid']),
      host: text(row, 'host'),
      leads: row['leads'] === 1,
      joinedAt: toEpochMs(Number(row['joined_at'])),
      leaseLeftMs: Number(row['lease_until_st']) - now,
    }));
}
