import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config/config.ts';
import { isOfSandbox } from '../daemon/lanes.ts';
import { waitingMessages } from '../daemon/waiting-messages.ts';
import type { Delivery, NewDelivery } from '../delivery/delivery.ts';
import { isLocked } from '../store/lock.ts';
import type { Store } from '../store/store.ts';
import { isoTime } from '../web/iso-time.ts';
import { causeFields } from '../delivery/cause-fields.ts';
import { causeText } from './cause-text.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { timeForPeople } from './format-time.ts';
import { messageInOneLine } from './message-text.ts';
import { robotText } from './robot-text.ts';
import type { Session } from './session.ts';
import { withStore } from './with-store.ts';

/** So much of an id tells a message from the few others that wait, and can be typed. */
export const SHORT_ID = 8;

/** Writes a message down for its time; the daemon sends it then. Not fine = no daemon runs that would. */
export async function deliverLater(
  session: Session,
  config: Config,
  deliveries: readonly NewDelivery[],
): Promise<ExitCode> {
  const [first] = deliveries;
  return withStore(config.daemon.dataDirectory, async (store) => {
    if (first?.state === 'failed') throw new Failure(session.texts.send.tooLong);
    await store.plans.commit({ deliveries, cursors: [] });
    const found = first && (await store.history.find(first.id))?.delivery;
    if (first && found && found.createdAt !== first.createdAt) {
      const at = timeForPeople(found.createdAt, config.daemon.timezone, session.language);
      throw new Failure(session.texts.send.known(at, isDeepStrictEqual(found.message, first.message)));
    }
    return tell(session, config, found);
  });
}

/** Puts a message into the place of one that waits, under the id of that. */
export async function replaceMessage(
  session: Session,
  config: Config,
  wanted: string,
  deliveriesFor: (id: string) => readonly NewDelivery[],
): Promise<ExitCode> {
  return withStore(config.daemon.dataDirectory, async (store) => {
    const { id } = await messageNamed(session, store, wanted);
    const deliveries = deliveriesFor(id);
    if (deliveries[0]?.state === 'failed') throw new Failure(session.texts.send.tooLong);
    if (!(await store.plans.takeBack(id, session.now, deliveries))) throw new Failure(session.texts.send.onItsWay);
    return tell(session, config, (await store.history.find(id))?.delivery);
  });
}

/** `1a2b3c4d  2026-11-24 Tue 15:00  team  开会啦` */
export function waitingLine(session: Session, config: Config, delivery: Delivery): string {
  const { id, dueAt, message, cause } = delivery;
  return [
    id.slice(0, SHORT_ID),
    timeForPeople(dueAt, config.daemon.timezone, session.language),
    robotText(session, delivery),
    messageInOneLine(message),
    ...(cause ? [`(${causeText(session, config, cause)})`] : []),
  ].join('  ');
}

/**
 * The message that waits and whose id begins so.
 *
 * @throws {Failure} when none does, or several.
 */
export async function messageNamed(
  { now, texts }: Session,
  { history }: Pick<Store, 'history'>,
  beginning: string,
): Promise<Delivery> {
  const begun = (await waitingMessages(history, now)).filter(({ id }) => id.startsWith(beginning.toLowerCase()));
  const found = begun.filter(({ origin }) => origin === 'send');
  const [delivery, another] = found;
  if (delivery && !another) return delivery;
  throw new Failure(delivery ? texts.send.severalWait(beginning) : texts.send.noneWaits(beginning));
}

async function tell(session: Session, config: Config, delivery: Delivery | undefined): Promise<ExitCode> {
  const { out, json, texts, language } = session;
  const { dataDirectory, timezone } = config.daemon;
  const isCarriedOn = isLocked(dataDirectory);
  if (delivery === undefined) return EXIT.notFine;
  const { id, robot, state, dueAt, cause } = delivery;
  if (json)
    await out.json({
      id,
      robot,
      sandbox: isOfSandbox(delivery) || undefined,
      state,
      dueAt: isoTime(dueAt, timezone),
      ...causeFields(cause),
    });
  else {
    const time = timeForPeople(dueAt, timezone, language);
    await out.line(out.paint(isCarriedOn ? 'green' : 'yellow', texts.send.later(robotText(session, delivery), time)));
    if (cause?.code === 'quiet') await out.line(`  ${causeText(session, config, cause)}${texts.send.passing}`);
    if (!isCarriedOn) await out.line(`  ${texts.tryThis} ${texts.send.startDaemon}`);
    await out.line(`  ${texts.tryThis} ${texts.send.takeBack(id.slice(0, SHORT_ID))}`);
  }
  return isCarriedOn ? EXIT.fine : EXIT.notFine;
}
