import { gather, type Story } from '../../src/hooks/gather.ts';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { hookMessage } from '../../src/hooks/hook-message.ts';
import type { HookRules } from '../../src/hooks/hook-rules.ts';
import { involvedIn } from '../../src/hooks/involved.ts';
import { judge } from '../../src/hooks/judge.ts';
import { isMeant } from '../../src/hooks/kinds.ts';
import { knownPeople } from '../../src/hooks/known-people.ts';
import { readRequest } from '../../src/hooks/read-request.ts';
import { SENDERS } from '../../src/hooks/senders.ts';
import { withMentioned } from '../../src/hooks/with-mentioned.ts';
import type { MarkdownMessage } from '../../src/message/message.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';

/** 2026-11-24T11:00+08:00 */
export const NOW = toEpochMs(1_795_489_200_000);
export const SECRET = 'an-obvious-dummy-of-a-secret';

export const PEOPLE = knownPeople([
  {
    id: 'amei',
    name: '阿梅',
    mobile: '13811111111',
    accounts: { github: ['mei-dev'], gitlab: ['mei'], jira: ['557058:mei'], mail: ['mei@example.com'] },
  },
  {
    id: 'dawei',
    name: '大伟',
    mobile: '13822222222',
    accounts: { github: ['dawei', 'acme/core'], gitlab: ['dawei'], trello: ['daweitr'] },
  },
]);

export function rulesOf(from: HookRules['from'], more: Partial<HookRules> = {}): HookRules {
  return { name: 'shop', from, secrets: [SECRET], tokens: [], ...more };
}

/** What a sender says in a body, as events; none where it says nothing, or what nobody could say. */
export async function eventsIn(
  rules: HookRules,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly HookEvent[]> {
  const found = await readRequest(rules, {
    headers: { 'content-type': 'application/json', ...headers },
    body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  if (found.kind === 'refused' && found.because.kind === 'malformed') return [];
  if (found.kind === 'refused') throw new Error(JSON.stringify(found));
  const events =
    found.reading.kind === 'events' ? found.reading.events.map((event) => withMentioned(event, PEOPLE)) : [];
  const strange = events.find(({ kind }) => !isMeant(kind, SENDERS[rules.from].kinds));
  if (strange) throw new Error(`${rules.from} is not said to send ${strange.kind}`);
  return events;
}

/** Why each is not told, or `told`. */
export function verdicts(events: readonly HookEvent[], rules: HookRules): readonly string[] {
  return events.map((event) => judge(event, rules, PEOPLE)?.kind ?? 'told');
}

function storyOf(events: readonly HookEvent[]): Story {
  const gathered = events.map((event, index) => ({ id: String(index), event }));
  const { story } = gather(gathered, gathered);
  if (story === undefined) throw new Error('nothing is left to tell');
  return story;
}

/** What the group reads of it, in Chinese. */
export function told(events: readonly HookEvent[], language: 'zh-CN' | 'en' = 'zh-CN'): MarkdownMessage {
  const story = storyOf(events);
  const calls = involvedIn(story, PEOPLE);
  const telling = { rules: {}, language, zone: 'Asia/Shanghai', now: NOW, people: PEOPLE, calls };
  return hookMessage(story, telling) as MarkdownMessage;
}
