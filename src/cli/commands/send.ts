import { pushedDeliveries } from '../../daemon/push.ts';
import { DAYS_AHEAD } from '../../daemon/read-time-to-come.ts';
import { withMentions } from '../../message/mention.ts';
import type { Config } from '../../config/config.ts';
import { parseIsoDate } from '../../schedule/civil.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { wrongUsage } from '../failure.ts';
import { loadToSend } from '../configuration.ts';
import { deliverLater, replaceMessage } from '../deliver-later.ts';
import { deliverNow } from '../deliver-now.ts';
import type { ExitCode } from '../exit-code.ts';
import { addressesOf } from '../../daemon/lanes.ts';
import { mentionsOf } from '../mention-argument.ts';
import { timeForPeople } from '../format-time.ts';
import { messageOf } from '../message-argument.ts';
import { robotNamed } from '../named.ts';
import type { Session } from '../session.ts';
import { parseTimeArgument } from '../time-argument.ts';

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
  /** When it is to be sent; a date is its 09:00. Default: now. */
  readonly at?: string;
  /** The beginning of the id of a message that waits: this one takes its place. */
  readonly insteadOf?: string;
  /** Above 0 it passes quiet hours. Default 0. */
  readonly priority?: number;
  /** Until it is final. */
  readonly wait?: boolean;
  readonly dir: string;
}

/** A message now, or at a time to come, through the outbox. */
export async function send(session: Session, input: SendInput): Promise<ExitCode> {
  const config = await loadToSend(session, input.dir, input.robot);
  const { name: robot } = robotNamed(session, config, input.robot);
  const written = await messageOf(session, input);
  const { message } = withMentions(written, mentionsOf(session, input, config));
  const at = timeOf(session, config, input);
  const { key: idempotencyKey, priority } = input;
  const request = {
    robot,
    message,
    ...(at && { at }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...(priority !== undefined && { priority }),
  };
  const pushing = { now: session.now, addresses: addressesOf(config), world: config };
  const deliveriesFor = (id?: string) => pushedDeliveries(request, { ...pushing, id });
  if (input.insteadOf !== undefined) return replaceMessage(session, config, input.insteadOf, deliveriesFor);
  const deliveries = deliveriesFor();
  const isLater = deliveries.some(({ dueAt }) => dueAt > session.now);
  if (isLater) return deliverLater(session, config, deliveries);
  return deliverNow(session, config, deliveries, input.wait ?? false);
}

/** @throws {Failure} wrong usage when it has passed, or nothing says when the other one is to be sent. */
function timeOf(session: Session, config: Config, { at, insteadOf }: SendInput): EpochMs | undefined {
  const { timezone } = config.daemon;
  const { texts, now, language } = session;
  if (at === undefined && insteadOf !== undefined) throw wrongUsage(texts.send.insteadWhen);
  if (at === undefined) return undefined;
  const day = at.trim().toLowerCase();
  const isDay = DAYS_AHEAD.has(day) || parseIsoDate(day) !== undefined;
  const written = isDay ? `${day} 09:00` : at;
  const time = parseTimeArgument({ now, texts }, written, { option: '--at', timezone, bare: 'future' });
  if (time <= now) throw wrongUsage(texts.send.hasPassed(timeForPeople(time, timezone, language)));
  return time;
}
