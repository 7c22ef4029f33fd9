import { type DigestItem, digestMessage } from '../message/digest.ts';
import type { Message } from '../message/message.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Mergeable } from './coalesce.ts';
import { newDelivery } from './draft.ts';
import { digestId } from './identity.ts';
import type { NewDigest } from './outbox.ts';

/** How digests are written for the robots of one configuration. */
export interface DigestStyle {
  readonly locale: 'zh-CN' | 'en';
  /** The zone of the times that they show. */
  readonly timezone: string;
  /** Whether a message is small enough for one post. */
  readonly fits: (message: Message) => boolean;
}

/**
 * A group of one audience as digests, each small enough for one post; what does not fit with another stays as it is.
 * A digest stands in line where its first member stood, and must go out before any of its members expires.
 */
export function digestsOf(
  group: readonly Mergeable[],
  {
    style,
    keywords,
    now,
  }: { readonly style: DigestStyle; readonly keywords: readonly string[]; readonly now: EpochMs },
): readonly NewDigest[] {
  const digests: NewDigest[] = [];
  for (let from = 0; from < group.length; ) {
    const size = largestThatFits(group.slice(from));
    const members = group.slice(from, from + size);
    if (size > 1) digests.push(digest(members));
    from += size;
  }
  return digests;

  function messageOf(members: readonly Mergeable[]) {
    const [first, ...rest] = members.map(({ dueAt, message }): DigestItem => {
      return { time: timeOf(dueAt, now, style.timezone), message };
    });
    return first === undefined ? undefined : digestMessage([first, ...rest], { locale: style.locale, keywords });
  }

  /** How many of the first can go together; at least one. */
  function largestThatFits(members: readonly Mergeable[]): number {
    let [good, bad] = [1, members.length + 1];
    while (bad - good > 1) {
      const middle = Math.floor((good + bad) / 2);
      const message = messageOf(members.slice(0, middle));
      if (message !== undefined && style.fits(message)) good = middle;
      else bad = middle;
    }
    return good;
  }

  function digest(members: readonly Mergeable[]): NewDigest {
    const [first] = members;
    const message = messageOf(members);
    if (first === undefined || message === undefined) throw new Error('a digest has members');
    const ids = members.map(({ id }) => id);
    const expiresAt = Math.min(...members.map((member) => member.expiresAt));
    const draft = {
      id: digestId(ids, now),
      origin: 'digest',
      robot: first.robot,
      message,
      now,
      dueAt: first.dueAt,
      lifeMs: expiresAt - first.dueAt,
      priority: first.priority,
    } as const;
    return { members: ids, delivery: newDelivery(draft, first.lane) };
  }
}

/** The time of day, with the date when that is another one. */
function timeOf(at: EpochMs, now: EpochMs, timezone: string): string {
  const [due, present] = [at, now].map((instant) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const time = due.toPlainTime().toString({ smallestUnit: 'minute' });
  return due.toPlainDate().equals(present.toPlainDate()) ? time : `${due.toPlainDate().toString()} ${time}`;
}
