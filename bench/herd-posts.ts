import { deliveryId } from '../src/delivery/identity.ts';
import { buildPayload } from '../src/robot/dingtalk/payload.ts';
import { sign } from '../src/robot/dingtalk/sign.ts';
import { toEpochMs } from '../src/schedule/instant.ts';
import { messageAt } from './many-reminders.ts';
import { SECRET, webhookOf } from './sandbox-process.ts';

/** One message, written and signed before the clock runs. */
export interface Post {
  readonly robot: number;
  readonly url: string;
  readonly body: string;
}

export function postsAt(
  dueAt: number,
  { origin, reminders, robots }: { readonly origin: string; readonly reminders: number; readonly robots: number },
): readonly Post[] {
  return Array.from({ length: reminders }, (_, index) => postOf(index, index % robots, dueAt, origin));
}

function postOf(index: number, robot: number, dueAt: number, origin: string): Post {
  const id = `reminder-${index}`;
  const uuid = deliveryId({ reminder: id, dueAt: toEpochMs(dueAt), robot: `robot-${robot}` });
  const signature = encodeURIComponent(sign(SECRET, dueAt));
  return {
    robot,
    url: `${webhookOf(origin, robot)}&timestamp=${dueAt}&sign=${signature}`,
    body: JSON.stringify(buildPayload(messageAt(id, dueAt), uuid)),
  };
}
