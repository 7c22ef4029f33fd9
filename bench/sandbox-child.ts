import { Sandbox } from '../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../src/robot/sandbox/server.ts';
import { readableText } from '../src/robot/sandbox/shape.ts';
import type { FromSandbox, Received, ToSandbox } from './sandbox-process.ts';

/** DingTalk on another machine, as far as there is one: the built-in sandbox in a process of its own, limits lifted. */
const [robots, secret] = [Number(process.argv[2]), process.argv[3]];
const sandbox = new Sandbox({
  keep: 1,
  robots: Array.from({ length: robots }, (_, index) => ({
    name: `robot-${index}`,
    token: `token-${index}`,
    secret,
    perMinute: Number.POSITIVE_INFINITY,
  })),
});
const server = await startSandboxServer({ sandbox, now: Date.now });

let received: Received = nothing();
let wanted = Number.POSITIVE_INFINITY;

sandbox.subscribe((arrival) => {
  if (arrival.kind !== 'shown') return tell({ kind: 'wrong', what: JSON.stringify(arrival) });
  received.count += 1;
  received.lastAt = arrival.at;
  // `… due <epoch ms>`
  const due = /due (\d+)/.exec(readableText(arrival.payload))?.[1];
  if (due !== undefined) received.latenesses.push(arrival.at - Number(due));
  if (received.count === wanted) tell({ kind: 'received', received });
});

process.on('message', (message: ToSandbox) => {
  received = nothing();
  wanted = message.count;
});
process.on('disconnect', () => void server.stop());
tell({ kind: 'listening', origin: server.origin });

function nothing(): Received {
  return { count: 0, lastAt: 0, latenesses: [] };
}

function tell(message: FromSandbox): void {
  process.send?.(message);
}
