import type { Language } from '../message/language.ts';
import { type DigestItem, digestMessage } from '../message/digest.ts';
import type { Message } from '../message/message.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Mergeable } from './coalesce.ts';
import { newDelivery } from './draft.ts';
import { digestId } from './identity.ts';
import type { NewDigest } from './outbox.ts';

/** How digests are written for the robots of one configuration. */
export interface DigestStyle {
  readonly locale: Language;
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
  { locale, timezone, fits }: DigestStyle,
  keywords: readonly string[],
  now: EpochMs,
): readonly NewDigest[] {
  const messageOf = (members: readonly Mergeable[]): Message => {
    const items = members.map(({ dueAt, message }) => ({ time: timeOf(dueAt, now, timezone), message }));
    return digestMessage(items as [DigestItem, ...DigestItem[]], { locale, keywords });
  };
  const digests: NewDigest[] = [];
  for (let left = group; left.length > 0; ) {
    const waiting = left;
    const size = mostThatFit(left.length, (count) => fits(messageOf(waiting.slice(0, count))));
    const members = left.slice(0, size);
    if (size > 1) digests.push(digestOf(members, messageOf(members), now));
    left = left.slice(size);
  }
  return digests;
}

/** At least one, which goes as it is. */
function mostThatFit(most: number, fits: (count: number) => boolean): number {
  let [good, bad] = [1, most + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function digestOf(members: readonly Mergeable[], message: Message, now: EpochMs): NewDigest {
  const [{ robot, lane, dueAt, priority }] = members as [Mergeable, ...Mergeable[]];
  const ids = members.map(({ id }) => id);
  const lifeMs = Math.min(...members.map(({ expiresAt }) => expiresAt)) - dueAt;
  const draft = { id: digestId(ids, now), origin: 'digest', robot, message, now, dueAt, lifeMs, priority } as const;
  return { members: ids, delivery: newDelivery(draft, lane) };
}

/** The time of day, with the date when that is another one. */
function timeOf(at: EpochMs, now: EpochMs, timezone: string): string {
  const local = (instant: EpochMs) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);
  const date = local(at).toPlainDate();
  const time = local(at).toPlainTime().toString({ smallestUnit: 'minute' });
  return date.equals(local(now).toPlainDate()) ? time : `${date.toString()} ${time}`;
}
