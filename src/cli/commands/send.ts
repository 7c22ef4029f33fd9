import { pushedDeliveries } from '../../daemon/push.ts';
import { withMentions } from '../../message/mention.ts';
import { loadToSend } from '../configuration.ts';
import { deliverNow } from '../deliver-now.ts';
import type { ExitCode } from '../exit-code.ts';
import { addressesOf } from '../../daemon/lanes.ts';
import { mentionsOf } from '../mention-argument.ts';
import { messageOf } from '../message-argument.ts';
import { robotNamed } from '../named.ts';
import type { Session } from '../session.ts';

export interface SendInput {
  readonly robot: string;
  /** `-` = from standard input. */
  readonly text?: string | undefined;
  /** A file; `-` = standard input. */
  readonly markdown?: string;
  readonly title?: string;
  /** JUnit XML files, summarised; `-` = standard input. */
  readonly junit?: readonly string[];
  /** The same key sends once, however often it is asked. */
  readonly key?: string;
  /** Ids or names from `people:`, mobile numbers, user ids. */
  readonly mention?: readonly string[];
  readonly atAll?: boolean;
  /** Until it is final. */
  readonly wait?: boolean;
  readonly dir: string;
}

/** A message now, through the outbox. */
export async function send(session: Session, input: SendInput): Promise<ExitCode> {
  const config = await loadToSend(session, input.dir, input.robot);
  const { name: robot } = robotNamed(session, config, input.robot);
  const written = await messageOf(session, input);
  const { message } = withMentions(written, mentionsOf(session, input, config));
  const request = { robot, message, ...(input.key !== undefined && { idempotencyKey: input.key }) };
  const deliveries = pushedDeliveries(request, addressesOf(config), session.now);
  return deliverNow(session, config, deliveries, input.wait ?? false);
}
