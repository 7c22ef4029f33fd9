import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from './store.ts';
import { StoreError } from './store-error.ts';
import type { Answer, Call, Opening } from './thread-calls.ts';
import { answerInOrder, type Gate } from './waiting-calls.ts';

// The store's own thread. `open-in-thread.ts` starts it with the data directory, and asks.

type Port = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
type Ports = ReadonlyMap<string, Port>;

if (parentPort !== null) serve(parentPort, String(workerData));

function serve(asker: NonNullable<typeof parentPort>, dataDirectory: string): void {
  const say = (said: Opening | Answer): void => asker.postMessage(said);
  const gate: Gate = { isShut: false };
  const ports = open(dataDirectory, gate, say);
  if (ports === undefined) return;
  const answer = answerInOrder({
    make: (call) => outcomeOf(ports, call),
    say(answer) {
      say(answer);
      if (answer.id === closing) asker.close();
    },
    gate,
  });
  let closing: number | undefined;
  asker.on('message', (call: Call) => {
    if (call.method === 'close') closing = call.id;
    void answer(call);
  });
  say({ kind: 'open', methods: Object.fromEntries([...ports].map(([name, port]) => [name, methodsOf(port)])) });
}

function open(dataDirectory: string, gate: Gate, say: (said: Opening) => void): Ports | undefined {
  try {
    const store = openStore(dataDirectory, gate);
    const ports = Object.entries(store).filter((entry): entry is [string, Port] => typeof entry[1] === 'object');
    return new Map([...ports, ['', store as unknown as Port]]);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    say({ kind: 'refused', refusal: error.refusal });
    return undefined;
  }
}

function methodsOf(port: Port): readonly string[] {
  return Object.keys(port).filter((name) => typeof port[name] === 'function');
}

async function outcomeOf(ports: Ports | undefined, { id, port, method, args }: Call): Promise<Answer> {
  try {
    return { id, kind: 'returned', value: await ports?.get(port)?.[method]?.(...args) };
  } catch (error) {
    if (error instanceof StoreError) return { id, kind: 'refused', refusal: error.refusal };
    return { id, kind: 'threw', error };
  }
}
