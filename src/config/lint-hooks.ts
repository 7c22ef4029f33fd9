import { SHORTEST_SECRET } from '../hooks/guessable.ts';
import { ALL_KINDS, isMeant } from '../hooks/kinds.ts';
import { SENDERS } from '../hooks/senders.ts';
import { writtenEntry } from './decode/group.ts';
import { own, vouched } from './printable.ts';
import type { Sections } from './read-sections.ts';
import type { Report } from './report.ts';
import { accountPlaces } from './section-people.ts';
import { shown } from './tree.ts';

/** Warns of secrets that can be guessed, of filters that nothing passes by, and of two people with one account. */
export function lintHooks({ hooks, people }: Sections, report: Report): void {
  for (const { part } of hooks) {
    for (const { value, place } of [...(part.secret ?? []), ...(part.token ?? [])]) {
      if (value !== '' && value.length < SHORTEST_SECRET) {
        report.warning(place, 'secret-short', { least: SHORTEST_SECRET });
      }
    }
    const from = part.from?.value;
    if (from === undefined) continue;
    const isLost = SENDERS[from].lostInRelay && (part.token ?? []).every(({ value }) => value === '');
    if (isLost && part.relay?.value && part.secret?.some(({ value }) => value !== '')) {
      report.warning(part.relay.place, 'signature-lost-in-relay', { from: own(from) });
    }
    for (const key of SENDERS[from].silentOf ?? []) {
      for (const { keyPlace } of [part, ...(part.routes ?? [])].flatMap((each) => writtenEntry(each, key) ?? []))
        report.warning(keyPlace, 'filter-never-matches', { key: own(key), from: own(from) });
    }
    const { kinds } = SENDERS[from];
    const sent = ALL_KINDS.filter((kind) => isMeant(kind, kinds));
    for (const { value, place } of [part, ...(part.routes ?? [])].flatMap(({ events }) => events ?? [])) {
      if (value.startsWith('!') || sent.some((kind) => isMeant(kind, [value]))) continue;
      const known = kinds.filter((name) => !name.startsWith('!')).join(', ');
      report.warning(place, 'event-never-sent', { event: shown(place), from: own(from), known: vouched(known) });
    }
  }
  warnSharedAccounts(people, report);
}

function warnSharedAccounts(people: Sections['people'], report: Report): void {
  const owners = new Map<string, string>();
  for (const { entry, part } of people) {
    for (const [where, written] of part.accounts ? accountPlaces(part.accounts) : []) {
      for (const { value, place } of written) {
        const account = JSON.stringify([where, value.toLowerCase()]);
        const first = owners.get(account);
        owners.set(account, first ?? entry.key);
        if (first === undefined || first === entry.key) continue;
        const [person, other] = [vouched(first), vouched(entry.key)];
        report.warning(place, 'account-of-two', { account: shown(place), place: vouched(where), person, other });
      }
    }
  }
}
