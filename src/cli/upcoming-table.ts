import type { Config } from '../config/config.ts';
import type { Upcoming } from '../daemon/upcoming.ts';
import { timeForPeople } from './format-time.ts';
import { overrideReason } from './override-text.ts';
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

  row({ reminder, occurrence, skipped }: Upcoming): string {
    const { language, out, texts } = this.#session;
    const row = this.#table.row([
      timeForPeople(occurrence.at, reminder.timezone, language),
      reminder.id,
      texts.list(reminder.robots),
      this.#remarks({ reminder, occurrence, ...(skipped && { skipped }) }),
    ]);
    return skipped ? out.paint('dim', row) : row;
  }

  #remarks({ reminder, occurrence, skipped }: Upcoming): string {
    const { texts } = this.#session;
    const { person, notice, date, note, daysLeft } = occurrence;
    const remarks = [
      skipped && overrideReason(this.#session, this.#config, skipped),
      person && (this.#config.people.get(person)?.name ?? person),
      notice && daysLeft > 0 && texts.next.ahead(daysLeft, date),
      note,
      reminder.timezone !== this.#config.daemon.timezone && reminder.timezone,
    ];
    return remarks.filter(Boolean).join(' · ');
  }
}
