import { tellInlet } from '../../daemon/inlet-words.ts';
import { isLocked } from '../../store/lock.ts';
import { timeForPeople } from '../format-time.ts';
import { lookIntoStore } from '../with-store.ts';
import { type Finding, ok, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Whether the relays and feeds of hooks work, as the daemon that runs says. */
export async function inletFindings({ session, config, texts }: ConfiguredPatient): Promise<readonly Finding[]> {
  const { dataDirectory, timezone } = config.daemon;
  const isAny = [...config.hooks.values()].some(({ relay, feed }) => relay !== undefined || feed !== undefined);
  if (!isAny || !isLocked(dataDirectory)) return [];
  const inlets = await lookIntoStore(dataDirectory, async (store) => (await store.daemonState.read()).inlets);
  return Object.entries(inlets ?? {}).map(([name, inlet]) => {
    const how = tellInlet(inlet, session.language, (at) => timeForPeople(at, timezone, session.language));
    const message = `${name}: ${inlet.kind} ${how}`;
    return inlet.trouble === undefined
      ? ok('hook-inlet', message)
      : warn('hook-inlet', message, texts.inlets[inlet.kind]);
  });
}
