import type { Config } from '../config/config.ts';
import { hasNothingToSay } from '../daemon/nothing-to-say.ts';
import type { Upcoming } from '../daemon/upcoming.ts';
import { timeForPeople } from './format-time.ts';
import { occurrenceRemarks } from './occurrence-remarks.ts';
import type { Session } from './session.ts';
import { Table, TIME_WIDTH, widest } from './table.ts';

/** What will fire as rows for people: any number of them, for the widths follow from the configuration. */
export class UpcomingTable {
  readonly header: string;
  readonly #session: Session;
  readonly #config: Config;
  readonly #table: Table;

  constructor(session: Session, config: Config) {
    const { at, reminder, robots, note } = session.texts.next;
    this.#session = session;
    this.#config = config;
    this.#table = new Table([
      { title: at, width: TIME_WIDTH },
      { title: reminder, width: widest(config.reminders.map(({ id }) => id)) },
      { title: robots, width: widest(config.reminders.map((entry) => session.texts.list(entry.robots))) },
      { title: note, width: 0 },
    ]);
    this.header = this.#table.header;
  }

  row(upcoming: Upcoming): string {
    const { reminder, occurrence, skipped } = upcoming;
    const { language, out, texts } = this.#session;
    const isSilent = hasNothingToSay(upcoming);
    const row = this.#table.row([
      timeForPeople(occurrence.at, reminder.timezone, language),
      reminder.id,
      texts.list(reminder.robots),
      this.#remarks(upcoming),
    ]);
    return skipped || isSilent ? out.paint('dim', row) : row;
  }

  #remarks(upcoming: Upcoming): string {
    const { timezone } = upcoming.reminder;
    const remarks = occurrenceRemarks(this.#session, this.#config, upcoming);
    return [...remarks, ...(timezone === this.#config.daemon.timezone ? [] : [timezone])].join(' · ');
  }
}
