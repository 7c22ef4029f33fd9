import { cut, excerpt } from '../message/excerpt.ts';
import { escaped, linkable } from '../message/escaped.ts';
import type { Language } from '../message/language.ts';
import { formatTime, localTime } from '../message/local-time.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Account, HookEvent } from './hook-event.ts';
import type { HookRules } from './hook-rules.ts';
import type { KnownPeople, KnownPerson } from './known-people.ts';
import { textsIn, type Texts } from './texts/catalogue.ts';

/** How a story is told, and to whom. */
export interface Telling {
  readonly rules: Pick<HookRules, 'templates'>;
  readonly language: Language;
  readonly zone: string;
  readonly now: EpochMs;
  readonly people: KnownPeople;
  /** Whom the message calls. */
  readonly calls: readonly KnownPerson[];
  readonly callsAll?: boolean;
}

/** Writes pieces of a message: as Markdown, or plain for a title. Whatever comes from outside is escaped here. */
export class Pen {
  readonly telling: Telling;
  readonly texts: Texts;
  readonly #isPlain: boolean;
  readonly #longestName: number;

  /** @param options `longestName`: of a thing, in a title. */
  constructor(telling: Telling, { isPlain = false, longestName = 100 } = {}) {
    this.telling = telling;
    this.texts = textsIn(telling.language);
    this.#isPlain = isPlain;
    this.#longestName = longestName;
  }

  plain(): Pen {
    return new Pen(this.telling, { isPlain: true, longestName: this.#longestName });
  }

  text(text: string | undefined, most = 100): string {
    return escaped(cut((text ?? '').trim(), most));
  }

  /** What a thing is called: in a title as much of it as leaves room for the news. */
  thing(title: string): string {
    return this.text(title, this.#isPlain ? this.#longestName : 100);
  }

  link(text: string, url: string | undefined): string {
    const address = linkable(url);
    const name = text.replaceAll(/[[\]]/g, (bracket) => (bracket === '[' ? '【' : '】'));
    // What has no name can be clicked all the same.
    return address === undefined || this.#isPlain ? text : `[${name.trim() || '↗'}](${address})`;
  }

  bold(text: string): string {
    return this.#isPlain || text === '' ? text : `**${text.replaceAll('**', '')}**`;
  }

  /** By the name that `people:` has for them, else as the sender knows them. */
  name({ sender }: Pick<HookEvent, 'sender'>, account: Account | undefined): string {
    if (account === undefined) return '';
    return this.text(this.telling.people.find(sender, account)?.name ?? account.name, 40);
  }

  who(event: HookEvent): string {
    return this.bold(this.name(event, event.actor));
  }

  /** @param most beyond which they are counted. */
  names(event: Pick<HookEvent, 'sender'>, accounts: readonly Account[], most = 10): string {
    const names = [...new Set(accounts.map((account) => this.name(event, account)))];
    const shown = this.texts.list(names.slice(0, most).map((name) => this.bold(name)));
    return names.length > most ? `${shown}${this.texts.morePeople(names.length - most)}` : shown;
  }

  /** The first few of what has no lines of its own, the others counted. */
  few(all: readonly string[], most: number, join: (shown: readonly string[]) => string): string {
    const shown = join(all.slice(0, most));
    return all.length > most ? `${shown}${this.texts.moreOfThem(all.length - most)}` : shown;
  }

  /** What somebody wrote, as a quote of a line; who is named in it has their name. */
  quote(event: HookEvent, most = 300): readonly string[] {
    const text = this.written(event, most);
    return text === '' ? [] : [`> ${text}`];
  }

  written(event: HookEvent, most = 300): string {
    return escaped(excerpt(this.#withNames(event), most));
  }

  #withNames(event: HookEvent): string {
    const { text = '', involved = [] } = event;
    const named = involved.filter(({ as }) => as === 'mentioned').slice(0, 20);
    return named.reduce(
      (left, { account }) => {
        const person = this.telling.people.find(event.sender, account);
        const [id = ''] = account.ids;
        return person === undefined
          ? left
          : left.replaceAll(new RegExp(`@${RegExp.escape(id)}(?![\\w-])`, 'gi'), () => `@${person.name}`);
      },
      text.slice(0, 20_000),
    );
  }

  /** `11:00` today, else with its date. */
  time(at: EpochMs): string {
    const { zone, now, language } = this.telling;
    const [local, today] = [localTime(at, zone, language), localTime(now, zone, language)];
    const clock = formatTime(local, 'HH:mm');
    return local.toISODate() === today.toISODate() ? clock : this.moment(at);
  }

  moment(at: EpochMs): string {
    const { zone, language } = this.telling;
    return `${this.date(at)} ${formatTime(localTime(at, zone, language), 'HH:mm')}`;
  }

  date(at: EpochMs): string {
    const { zone, now, language } = this.telling;
    const [local, today] = [localTime(at, zone, language), localTime(now, zone, language)];
    const { date, dateOfYear } = this.texts.format;
    return formatTime(local, local.year === today.year ? date : dateOfYear);
  }

  /** ` @13800000000` of those among them who are called: where it stands, they are named. */
  calls(event: Pick<HookEvent, 'sender'>, accounts: readonly Account[]): string {
    if (this.#isPlain) return '';
    const called = new Set(accounts.map((account) => this.telling.people.find(event.sender, account)?.id));
    const people = this.telling.calls.filter(({ id }) => called.has(id));
    return people
      .map(({ mobile, userId }) => ` @${mobile ?? userId ?? ''}`)
      .filter((call) => call !== ' @')
      .join('');
  }
}
