import type { HookConfig } from '../config/config.ts';
import type { NewMemory, NewReceived } from '../delivery/inbox.ts';
import type { Because } from '../hooks/because.ts';
import { gatherKey } from '../hooks/gather.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { judge } from '../hooks/judge.ts';
import type { KnownPeople } from '../hooks/known-people.ts';
import { type Memory, memoryKey, remember } from '../hooks/remember.ts';
import { withMentioned } from '../hooks/with-mentioned.ts';
import { beginning } from '../message/beginning.ts';
import { digestTime, heldAs, type HoldWorld } from './hook-hold.ts';
import type { Message } from '../message/message.ts';
import { type EpochMs, HOUR, SECOND, toEpochMs } from '../schedule/instant.ts';

/** Why what came is not told. */
export type Unheard = Because | { readonly kind: 'paused' } | { readonly kind: 'no-hook' };

/** What is to be known of one event, whether it waits to be told, and what is remembered because of it. */
export interface Judged {
  readonly received: Omit<NewReceived, 'id'>;
  readonly memory?: NewMemory;
}

export interface JudgedBy {
  readonly hook: HookConfig;
  readonly people: KnownPeople;
  readonly world: HoldWorld;
  readonly now: EpochMs;
  readonly memoryOf: (key: string) => Promise<unknown>;
}

/** Judges an event as it came in: by what is remembered, then by what its hook tells. */
export async function judgeEvent(sent: HookEvent, { hook, people, now, memoryOf, world }: JudgedBy): Promise<Judged> {
  const named = withMentioned(sent, people);
  const key = memoryKey(named);
  const before = key === undefined ? undefined : ((await memoryOf(key)) as Memory | undefined);
  const known = key === undefined ? undefined : remember(named, before, now);
  const event = known?.event ?? named;
  const because: Unheard | undefined = hook.paused
    ? { kind: 'paused' }
    : (known?.because ?? judge(event, hook, people));
  const thing = gatherKey(event);
  const gathered = toEpochMs(now + (thing === undefined ? 0 : gatherTime(hook, event)));
  // The digest that is told while it would be gathered has it.
  const digest = digestTime(event, hook, now, world);
  const isInNext = digest !== undefined && digest <= gathered;
  const received = {
    hook: hook.name,
    kind: event.kind,
    subject: subjectOf(event),
    receivedAt: now,
    ...(event.says && { says: event.says }),
    event,
    // What other events say is looked up for an hour.
    keptUntil: toEpochMs(now + Math.max(hook.keepMs, HOUR)),
    ...(because === undefined
      ? {
          state: 'waiting' as const,
          ...(isInNext
            ? heldAs({ because: { kind: 'digest' }, until: digest })
            : { dueAt: gathered, ...(thing !== undefined && { thing }) }),
        }
      : { state: 'ignored' as const, because }),
  };
  return {
    received,
    ...(key !== undefined && known && { memory: { hook: hook.name, key, value: known.memory, before } }),
  };
}

/** Alarms are not kept waiting. */
function gatherTime({ gatherMs }: HookConfig, { kind }: HookEvent): number {
  return gatherMs ?? (kind.startsWith('alert.') ? 0 : GATHERED);
}

const GATHERED = 10 * SECOND;
const LONGEST_SUBJECT = 200;

/** In one line, for whoever looks at what came. */
function subjectOf({ repository, thing, commits, release, build, message, title, text, branch }: HookEvent): string {
  const of = [
    thing?.title,
    commits?.list[0]?.title,
    release?.tag,
    build?.workflow,
    title,
    titleOf(message),
    branch,
    text,
  ];
  const what = of.find((each) => each !== undefined) ?? '';
  const where = [repository?.short, thing?.id].filter(Boolean).join(' ');
  return beginning(`${where} ${what}`.replaceAll(/\s+/g, ' ').trim(), LONGEST_SUBJECT);
}

function titleOf(message: Message | undefined): string | undefined {
  if (message === undefined || message.kind === 'feedCard') return undefined;
  return message.kind === 'text' ? message.text : message.title;
}
