import { startOfDay } from '../../daemon/start-of-day.ts';
import { hookAddress } from '../../daemon/hook-address.ts';
import { tellInlet } from '../../daemon/inlet-words.ts';
import { printable } from '../../message/printable.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { isLocked } from '../../store/lock.ts';
import { hookJson } from '../../web/api/hook-json.ts';
import { loadToLook } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { timeForPeople } from '../format-time.ts';
import { hookBase } from '../hook-base.ts';
import type { Session } from '../session.ts';
import { Table, TIME_WIDTH, widest } from '../table.ts';
import { lookIntoStore } from '../with-store.ts';

export interface HookListInput {
  readonly dir: string;
}

/** Every hook: where its sender posts to, when something came last, and what came of what came today. */
export async function hookList(session: Session, { dir }: HookListInput): Promise<ExitCode> {
  const { out, json, texts, language, now } = session;
  const config = await loadToLook(session, dir);
  const { dataDirectory, timezone } = config.daemon;
  const today = startOfDay(now, timezone);
  const found = await lookIntoStore(dataDirectory, async (store) => ({
    summaries: await store.inbox.summaries(today),
    inlets: (await store.daemonState.read()).inlets,
  }));
  const of = new Map((found?.summaries ?? []).map((each) => [each.hook, each]));
  // What no daemon says any more is none of how it stands.
  const inlets = isLocked(dataDirectory) ? (found?.inlets ?? {}) : {};
  const base = await hookBase(config);
  const hooks = [...config.hooks.values()];
  if (json) {
    for (const hook of hooks) {
      const [known, inlet] = [of.get(hook.name), inlets[hook.name]];
      await out.json(hookJson(hook, { known, inlet, base, zone: timezone }));
    }
    return EXIT.fine;
  }
  if (hooks.length === 0) {
    await out.line(texts.hook.none);
    return EXIT.fine;
  }
  const { columns } = texts.hook;
  const table = new Table([
    { title: columns.hook, width: widest(hooks.map(({ name }) => name)) },
    { title: columns.from, width: widest(hooks.map(({ from }) => from)) },
    { title: columns.last, width: TIME_WIDTH },
    { title: columns.today, width: 16 },
    { title: columns.address, width: 0 },
  ]);
  await out.line(out.paint('dim', table.header));
  for (const { name, from, paused, feed } of hooks) {
    const known = of.get(name);
    const { told = 0, ignored = 0, refused = 0 } = known?.counts ?? {};
    const last = known ? timeForPeople(known.lastAt, timezone, language) : texts.hook.never;
    const state = paused ? texts.hook.paused : texts.hook.counts(told, ignored, refused);
    const address = feed === undefined ? hookAddress(base, name) : new URL(feed.url).host;
    await out.line(table.row([name, from, last, state, address]));
  }
  const time = (at: EpochMs): string => timeForPeople(at, timezone, language);
  for (const { name } of hooks) {
    const inlet = inlets[name];
    if (inlet === undefined) continue;
    const line = `${name}: ${inlet.kind} ${tellInlet(inlet, language, time)}`;
    await out.line(out.paint(inlet.trouble === undefined ? 'dim' : 'yellow', printable(line)));
  }
  return EXIT.fine;
}
