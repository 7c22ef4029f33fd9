import type { EpochMs } from '../schedule/instant.ts';
import { gather, type Gathered, gatherKey, type Story } from './gather.ts';
import type { HookEvent } from './hook-event.ts';

export interface Arrived extends Gathered {
  readonly at: EpochMs;
}

export interface DatedStory {
  readonly story: Story;
  /** When the first and the last of it came. */
  readonly since: EpochMs;
  readonly at: EpochMs;
}

/** What came over hours, by the thing that it is about, in the order in which that was heard of first. */
export function storiesOf(events: readonly Arrived[]): readonly DatedStory[] {
  const groups = Map.groupBy(events, ({ id, event }) => (hasName(event) ? gatherKey(event) : undefined) ?? id);
  return [...groups.values()].flatMap((group) => {
    const { story } = gather(group, group);
    const [first, last] = [group.at(0), group.at(-1)];
    if (story === undefined || first === undefined || last === undefined) return [];
    return [{ story: asItStands(story), since: first.at, at: last.at }];
  });
}

/** What has none is news by itself: each star is somebody's. */
function hasName({ thing, build, release, commits }: HookEvent): boolean {
  return (thing ?? build ?? release ?? commits) !== undefined;
}

/** Within hours a thing changes more than once. Told is how a build ended last; what was reopened is not told as closed. */
function asItStands(story: Story): Story {
  const { events, headline } = story;
  const last = events.at(-1);
  if (headline.build !== undefined && last !== undefined) return { ...story, headline: last };
  const reopened = events.findLastIndex(({ kind }) => kind.endsWith('.reopened'));
  if (reopened < 0 || events.slice(reopened).includes(headline)) return story;
  return { ...story, headline: events[reopened] as HookEvent };
}
