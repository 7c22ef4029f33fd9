import { partId } from '../delivery/identity.ts';
import type { Cause } from '../delivery/cause.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { outgoing } from '../robot/dingtalk/outgoing.ts';

/**
 * A delivery as its robot will take it: with a keyword, and in parts when it is too long for one post, each of them a
 * delivery of its own. One that no robot would take is born failed, so that its owner hears of it. What is not going to
 * be sent stays in one piece.
 */
export function inPosts(delivery: NewDelivery, keywords: readonly string[] = []): readonly NewDelivery[] {
  const fitting = outgoing(delivery.message, { keywords });
  if (fitting.kind === 'too-long') {
    const { message, bytes, splittable } = fitting;
    const cause: Cause = { code: 'too-large', bytes, splittable };
    return [delivery.state === 'pending' ? { ...delivery, message, state: 'failed', cause } : { ...delivery, message }];
  }
  const { messages } = fitting;
  if (messages.length === 1) return [{ ...delivery, message: messages[0] }];
  if (delivery.state !== 'pending') return [delivery];
  return messages.map((message, index) => ({
    ...delivery,
    id: partId(delivery.id, index + 1),
    message,
    part: { number: index + 1, of: messages.length },
    // A part is as long as a post may be: nothing could be added to it.
    coalesce: false,
  }));
}
