import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { githubPush } from '../test/support/pushes.ts';
import type { HookAnswers, HookLoad } from './hook-load.ts';
import { SECRET } from './hook-secret.ts';

/** As GitHub's own are, about 8 KB. */
const FILLER = 'x'.repeat(7_000);
const BRANCHES = 20;
/** More than ever wait at once while the rate is held. */
const CONNECTIONS = 100;

const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });

process.on('message', (load: HookLoad) => void send(load).then((answers) => process.send?.(answers)));
process.on('disconnect', () => void agent.close());
process.send?.('started');

async function send({ address, rate, seconds }: HookLoad): Promise<HookAnswers> {
  const pushes = Array.from({ length: Math.round(rate * seconds) }, (_, index) => pushOf(index));
  const latencies: number[] = [];
  let refused = 0;
  // The connections are there before the clock runs.
  const start = performance.now() + 100;
  const answers: Promise<void>[] = [];
  for (const [index, { body, headers }] of pushes.entries()) {
    const due = start + (index * 1_000) / rate;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    answers.push(push(due, { body, headers }));
  }
  await Promise.all(answers);
  return { latencies, refused };

  async function push(due: number, signed: Push): Promise<void> {
    const answer = await request(address, { method: 'POST', ...signed, dispatcher: agent });
    await answer.body.dump();
    latencies.push(performance.now() - due);
    if (answer.statusCode !== 202) refused += 1;
  }
}

/** Written and signed before the clock runs. Bytes, not a text: what collects garbage here stands still for whoever answers. */
interface Push {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
}

function pushOf(index: number): Push {
  const id = randomBytes(12).toString('hex');
  const body = Buffer.from(githubPush(`commit ${id}`, { branch: `branch-${index % BRANCHES}`, filler: FILLER }));
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
    },
  };
}
