import type { EpochMs } from '../schedule/instant.ts';
import type { Connection } from './connection.ts';
import { text } from './rows.ts';

/** What a running daemon says of itself, for `status` in another process. No secrets. */
export interface DaemonState {
  readonly pid: number;
  readonly version: string;
  readonly startedAt: EpochMs;
  /** Where the page is: `http://127.0.0.1:8787`. */
  readonly httpAddress: string;
  /** The folder of YAML files it reads. */
  readonly configDirectory: string;
  /** When the folder was last read, and whether what stood there runs now. */
  readonly lastReload: { readonly at: EpochMs; readonly accepted: boolean };
  /** What is wrong at present, each in one line for people: `schedules/work.yaml:12:7 …`. Empty = well. */
  readonly problems: readonly string[];
}

/** Where the daemon leaves word of itself. It says nothing of whether that daemon still lives: `isLocked` does. */
export interface DaemonStateBoard {
  /** Replaces the facts given and keeps the others. */
  publish(facts: Partial<DaemonState>): Promise<void>;
  read(): Promise<Partial<DaemonState>>;
  /** At start, before the first fact: nothing of the daemon before. */
  clear(): Promise<void>;
}

export function createDaemonStateBoard({ sql, read, write }: Connection): DaemonStateBoard {
  return {
    async publish(facts) {
      write(() => {
        for (const [fact, value] of Object.entries(facts)) {
          sql(
            'INSERT INTO daemon (fact, value) VALUES (?, ?) ON CONFLICT (fact) DO UPDATE SET value = excluded.value',
          ).run(fact, JSON.stringify(value));
        }
      });
    },
    async read() {
      const rows = read(() => sql('SELECT fact, value FROM daemon').all());
      return Object.fromEntries(rows.map((row) => [text(row, 'fact'), JSON.parse(text(row, 'value')) as unknown]));
    },
    async clear() {
      write(() => sql('DELETE FROM daemon').run());
    },
  };
}
