import type { Because } from './because.ts';
import type { HookEvent } from './hook-event.ts';
import type { Kind } from './kinds.ts';

/** One event that passed its hook's filters. */
export interface Gathered {
  readonly id: string;
  readonly event: HookEvent;
}

/** What is told as one message: plain data. */
export interface Story {
  /** The strongest of them. */
  readonly headline: HookEvent;
  /** All of them, in the order of arrival. */
  readonly events: readonly HookEvent[];
}

export interface GatheredStory {
  /** `undefined`: other messages tell all of it. */
  readonly story?: Story;
  readonly leftOut: readonly { readonly id: string; readonly because: Because }[];
}

/** Events of a hook with the same key are told together; `undefined`: this one alone. */
export function gatherKey({ kind, repository, thing, branch, build, release }: HookEvent): string | undefined {
  if (kind === 'message' || kind.startsWith('alert.')) return undefined;
  const about = thing?.id ?? release?.tag ?? (build === undefined ? undefined : `${build.workflow}@${branch ?? ''}`);
  return JSON.stringify([repository?.name ?? '', about ?? `${kind.split('.')[0]} ${branch ?? ''}`]);
}

/**
 * What is told of events about one thing, in the order in which they came.
 *
 * @param around All that this hook has told or is about to tell, of the last hour, the group among them.
 */
export function gather(group: readonly Gathered[], around: readonly Gathered[]): GatheredStory {
  const known = sayersIn(around);
  const isLeftOut = group.map((each) => isToldElsewhere(each, known));
  const leftOut = group
    .filter((_, index) => isLeftOut[index])
    .map(({ id }) => ({ id, because: { kind: 'told-already' } as const }));
  const events = group.filter((_, index) => !isLeftOut[index]).map(({ event }) => event);
  const [headline] = events.toSorted((a, b) => rankOf(a.kind) - rankOf(b.kind));
  return { ...(headline && { story: { headline, events } }), leftOut };
}

/** Where each event stands, and who says what: there may be thousands. */
interface Sayers {
  readonly places: ReadonlyMap<string, number>;
  readonly by: ReadonlyMap<string, readonly Gathered[]>;
}

function sayersIn(around: readonly Gathered[]): Sayers {
  const by = new Map<string, Gathered[]>();
  for (const each of around) {
    for (const name of each.event.says ?? []) {
      const sayers = by.get(name);
      if (sayers === undefined) by.set(name, [each]);
      else sayers.push(each);
    }
  }
  return { places: new Map(around.map(({ id }, index) => [id, index])), by };
}

/** Of two that say the same of each other the first is told. */
function isToldElsewhere({ id, event }: Gathered, { places, by }: Sayers): boolean {
  const placeOf = (each: string): number => places.get(each) ?? -1;
  const others = (event.echoes ?? []).flatMap((name) => by.get(name) ?? []).filter((other) => other.id !== id);
  return others.some((other) => placeOf(other.id) < placeOf(id) || !hasCommon(event.says, other.event.echoes));
}

function hasCommon(some: readonly string[] = [], others: readonly string[] = []): boolean {
  return some.some((each) => others.includes(each));
}

function rankOf(kind: Kind): number {
  const rank = STRONGEST_FIRST.findIndex((name) => kind === name || kind.endsWith(`.${name}`));
  return rank === -1 ? STRONGEST_FIRST.length : rank;
}

/** Kinds, or what kinds end in. */
const STRONGEST_FIRST = [
  'failed',
  'flapping',
  'merged',
  'closed',
  'done',
  'deleted',
  'recovered',
  'published',
  'changes_requested',
  'approved',
  'review_requested',
  'ready',
  'reopened',
  'opened',
  'created',
  'moved',
  'raised',
  'due',
  'mentioned',
  'assigned',
  'commented',
  'labeled',
  'updated',
];
