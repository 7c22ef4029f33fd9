import type { InletState } from '../delivery/inlet.ts';
import type { ClockTrouble } from '../delivery/clock-trouble.ts';
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
  /** When the folder was last read, and whether what stood there runs now; if not, and it started so: since when what runs is kept. */
  readonly lastReload: { readonly at: EpochMs; readonly accepted: boolean; readonly keptSince?: EpochMs };
  /** When somebody last made sure that the store takes what is written. */
  readonly probedAt: EpochMs;
  /** Lines of its log that nobody will read. */
  readonly logLinesLost: number;
  /** What is wrong at present, each in one line for people: `schedules/work.yaml:12:7 …`. Empty = well. */
  readonly problems: readonly string[];
  /** Why it does not believe the clock of the machine; `undefined` = it does. */
  readonly clock?: ClockTrouble | undefined;
  /** What fetches hooks' events itself, by their names. */
  readonly inlets?: Readonly<Record<string, InletState>>;
}

/** Where the daemon leaves word of itself. It says nothing of whether that daemon still lives: `isLocked` does. */
export interface DaemonStateBoard {
  /** Replaces the facts given, forgets those that are `undefined` now, and keeps the others. */
  publish(facts: Partial<DaemonState>): Promise<void>;
  read(): Promise<Partial<DaemonState>>;
  /** At start: these facts, and nothing of the daemon before. */
  begin(facts: Partial<DaemonState>): Promise<void>;
}

export function createDaemonStateBoard({ sql, read, write }: Connection): DaemonStateBoard {
  function put(facts: Partial<DaemonState>): void {
    const upsert =
      'INSERT INTO daemon (fact, value) VALUES (?, ?) ON CONFLICT (fact) DO UPDATE SET value = excluded.value';
    for (const [fact, value] of Object.entries(facts)) {
      if (value === undefined) sql('DELETE FROM daemon WHERE fact = ?').run(fact);
      else sql(upsert).run(fact, JSON.stringify(value));
    }
  }

  return {
    async begin(facts) {
      write(() => {
        sql('DELETE FROM daemon').run();
        put(facts);
      });
    },
    async publish(facts) {
      write(() => put(facts));
    },
    async read() {
      const rows = read(() => sql('SELECT fact, value FROM daemon').all());
      return Object.fromEntries(rows.map((row) => [text(row, 'fact'), JSON.parse(text(row, 'value')) as unknown]));
    },
  };
}
