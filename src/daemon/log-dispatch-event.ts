import type { Cause } from '../delivery/cause.ts';
import { causeFields } from '../delivery/cause-fields.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { DispatchEvent } from '../delivery/dispatch-event.ts';
import { StoreError } from '../store/store-error.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';

/** One line per thing that happened to a delivery. Never the message itself: it may be private. */
export function logDispatchEvent(logger: Logger, event: DispatchEvent): void {
  switch (event.kind) {
    case 'attempted':
      return logAttempt(logger, event);
    case 'expired':
      return logger.error({ ...about(event.delivery), ...why(event.delivery.cause) }, 'expired, not sent');
    case 'merged':
      return logger.warn(
        { delivery: event.digest.id, robot: event.digest.robot, members: event.members },
        'too many messages to send in time: they are sent as one',
      );
    case 'released':
      return logger.warn({ count: event.count }, 'the last process stopped during these attempts: they are made again');
    case 'noticed':
      return logger.warn({ lane: event.lane, owner: event.owner }, 'the owner is told that messages do not arrive');
    case 'othersWrote':
      return;
    case 'storeFailed':
      return logger.error(
        errorFields(event.error),
        event.error instanceof StoreError
          ? 'the database does not work; nothing is lost, tried again until it works'
          : 'a fault in dingbell: sending is tried again until it works; nothing is lost',
      );
    case 'storeRecovered':
      return logger.info('the database works again');
    case 'unrecorded':
      return logger.error(
        { count: event.count },
        'stopped before the database could record these attempts: they are made again',
      );
  }
}

function logAttempt(logger: Logger, event: Extract<DispatchEvent, { kind: 'attempted' }>): void {
  const { delivery, outcome, becomes, tookMs } = event;
  const fields = { ...about(delivery), attempt: delivery.attempts, tookMs };
  if (outcome.kind === 'delivered') return logger.info(fields, 'delivered');

  const details = { ...fields, outcome: outcome.kind, ...why(outcome.cause) };
  if (becomes.state === 'pending') {
    return logger.warn({ ...details, again: new Date(becomes.nextAttemptAt).toISOString() }, 'not delivered yet');
  }
  if (event.laneBecomes?.kind === 'paused') {
    logger.error(details, 'failed');
    return logger.error(
      { robot: delivery.robot, ...why(outcome.cause) },
      'the robot is paused until its configuration changes',
    );
  }
  logger.error(details, becomes.state);
}

/** In words for people, and by its code for whatever looks for one. */
export function why(cause: Cause | undefined): object {
  return cause === undefined ? {} : { ...causeFields(cause), cause: cause.code };
}

function about(delivery: Delivery): object {
  const { id, reminder, person, notice, origin, robot, dueAt, lateMs } = delivery;
  return {
    delivery: id,
    ...(reminder === undefined ? { origin } : { reminder }),
    person,
    notice,
    robot,
    dueAt: new Date(dueAt).toISOString(),
    ...(lateMs > 0 ? { lateMs } : {}),
  };
}
