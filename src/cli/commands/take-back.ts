import { loadToLook } from '../configuration.ts';
import { messageNamed, waitingLine } from '../deliver-later.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { withStore } from '../with-store.ts';

export interface TakeBackInput {
  /** The beginning of the id is enough. */
  readonly message: string;
  readonly dir: string;
}

/** A message that waits for its time is not sent. */
export async function takeBack(session: Session, { message, dir }: TakeBackInput): Promise<ExitCode> {
  const { out, json, texts, now } = session;
  const config = await loadToLook(session, dir);
  return withStore(config.daemon.dataDirectory, async (store) => {
    const delivery = await messageNamed(session, store, message);
    const { id, robot } = delivery;
    if (!(await store.plans.takeBack(id, now))) throw new Failure(texts.send.onItsWay);
    if (json) await out.json({ id, robot, state: 'skipped' });
    else {
      await out.line(out.paint('green', texts.send.takenBack));
      await out.line(`  ${waitingLine(session, config, delivery)}`);
    }
    return EXIT.fine;
  });
}
