import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, SECOND } from '../src/schedule/instant.ts';
import { atMost, type Figure, figureOf } from './figure.ts';
import { LONGEST_WAIT, startWatchedDaemon, type WatchedDaemon } from './watched-daemon.ts';

/** What nobody notices, ms. */
const LIMIT = 50;
const DAYS = 90;
const EACH_MINUTE = 10;
const [REMINDERS, DELIVERIES, PRUNED] = [10_000, 1_000_000, 10_000];
/** How often each address is asked for. */
const LOOKS = 3;
/** How long a clock that leapt is watched, ms: catching up with a year takes longer. */
const WATCHED = 15 * SECOND;

const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  page: ['', 'month', 'reminders'],
  history: ['history', 'history?state=failed', 'history?q=nothing-says-this', 'api/deliveries'],
  metrics: ['metrics'],
};

/** The longest turn of the loop in a real daemon that has much to do: for so long it answers and sends nothing. */
export async function loop(scale: number): Promise<readonly Figure[]> {
  return [
    ...(await catchingUp(scale)),
    ...(await amongMany(scale)),
    ...(await leaping()),
    ...(await readingAgain(scale)),
  ];
}

async function catchingUp(scale: number): Promise<readonly Figure[]> {
  const days = Math.ceil(DAYS * scale);
  await using daemon = await startWatchedDaemon({
    reminders: { kind: 'each-minute', count: EACH_MINUTE },
    offset: -days * DAY,
  });
  const turn = await longestTurn(daemon, async () => {
    await daemon.ask({ kind: 'suspend', ms: days * DAY });
    while (!(await daemon.ask({ kind: 'has-caught-up' }))) await sleep(SECOND);
  });
  return [limited(`${days} days of ${EACH_MINUTE} minute-reminders are caught up`, turn)];
}

async function amongMany(scale: number): Promise<readonly Figure[]> {
  const [past, pruned] = [DELIVERIES, PRUNED].map((count) => thousands(count * scale)) as [number, number];
  await using daemon = await startWatchedDaemon({ reminders: { kind: 'many', count: REMINDERS * scale }, past });
  const figures: Figure[] = [];
  for (const [name, addresses] of Object.entries(ADDRESSES)) {
    figures.push(limited(`the ${name}, ${past.toLocaleString('en')} deliveries`, await asked(daemon, addresses)));
  }
  const turn = await longestTurn(daemon, async () => {
    const count = await daemon.ask({ kind: 'prune', oldest: pruned });
    if (count !== pruned) throw new Error(`${count} were forgotten, not ${pruned}`);
  });
  return [...figures, limited(`${pruned.toLocaleString('en')} deliveries are forgotten`, turn)];
}

/** As the store is filled; the first thousand is forgotten with what follows it only. */
function thousands(count: number): number {
  return Math.max(2, Math.ceil(count / 1_000)) * 1_000;
}

function asked(daemon: WatchedDaemon, addresses: readonly string[]): Promise<number> {
  return longestTurn(daemon, async () => {
    for (const address of Array.from({ length: LOOKS }, () => addresses).flat()) {
      const answer = await fetch(daemon.address + address);
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    }
  });
}

async function leaping(): Promise<readonly Figure[]> {
  await using daemon = await startWatchedDaemon({ reminders: { kind: 'each-minute', count: EACH_MINUTE } });
  const turn = await longestTurn(daemon, async () => {
    for (const ms of [365 * DAY, -365 * DAY]) {
      await daemon.ask({ kind: 'leap', ms });
      await sleep(WATCHED);
    }
  });
  return [limited('the clock leaps by a year and back', turn)];
}

async function readingAgain(scale: number): Promise<readonly Figure[]> {
  const count = REMINDERS * scale;
  await using daemon = await startWatchedDaemon({ reminders: { kind: 'many', count } });
  const turn = await longestTurn(daemon, async () => {
    if ((await daemon.ask({ kind: 'read-again', count })) !== count) throw new Error('not every reminder was read');
  });
  return [limited(`${count.toLocaleString('en')} reminders are read again`, turn)];
}

/** One that does not end while anybody waits counts as long as it was waited for. */
async function longestTurn(daemon: WatchedDaemon, work: () => Promise<void>): Promise<number> {
  await daemon.ask({ kind: 'longest-turn' });
  try {
    await work();
    return await daemon.ask({ kind: 'longest-turn' });
  } catch (error) {
    if (daemon.isStuck) return LONGEST_WAIT;
    throw error;
  }
}

function limited(what: string, turn: number): Figure {
  const [ours, peer] = [[turn], [LIMIT]];
  return figureOf({ name: `loop: ${what}`, unit: 'ms', ours, peer, peerName: 'the limit', goal: atMost(1) });
}
