import type { Connection } from './connection.ts';

/** SQLite counts the commits of every other connection: https://www.sqlite.org/pragma.html#pragma_data_version */
export function changeCounter({ sql, read }: Connection): number {
  return read(() => Number(sql('PRAGMA data_version').get()?.['data_version']));
}
