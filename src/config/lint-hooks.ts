import type { SenderName } from '../hooks/sender-name.ts';
import { writtenEntry } from './decode/group.ts';
import { own, vouched } from './printable.ts';
import type { Sections } from './read-sections.ts';
import type { Report } from './report.ts';
import { accountPlaces } from './section-people.ts';
import { shown } from './tree.ts';

/** What can be guessed is no secret. */
const SHORTEST_SECRET = 16;

/** Warns of secrets that can be guessed, of filters that nothing passes by, and of two people with one account. */
export function lintHooks({ hooks, people }: Sections, report: Report): void {
  for (const { part } of hooks) {
    for (const { value, place } of [...(part.secret ?? []), ...(part.token ?? [])]) {
      if (value !== '' && value.length < SHORTEST_SECRET) {
        report.warning(place, 'secret-short', { least: SHORTEST_SECRET });
      }
    }
    const from = part.from?.value;
    for (const each of from === undefined ? [] : [part, ...(part.routes ?? [])]) {
      for (const key of UNKNOWN_TO[from as SenderName] ?? []) {
        const written = writtenEntry(each, key);
        if (written)
          report.warning(written.keyPlace, 'filter-never-matches', { key: own(key), from: own(from as SenderName) });
      }
    }
  }
  warnSharedAccounts(people, report);
}

type FilterKey = 'repositories' | 'branches' | 'labels' | 'authors';

const ALARMS: readonly FilterKey[] = ['repositories', 'branches', 'labels', 'authors'];

/** What senders say nothing of. */
const UNKNOWN_TO: Readonly<Partial<Record<SenderName, readonly FilterKey[]>>> = {
  trello: ['branches'],
  jira: ['branches'],
  grafana: ALARMS,
  alertmanager: ALARMS,
  'uptime-kuma': ALARMS,
  jenkins: ['repositories', 'labels', 'authors'],
  sentry: ['branches'],
  slack: ALARMS,
  dingtalk: ALARMS,
  json: ALARMS,
};

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
