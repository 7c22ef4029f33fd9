import { atMost, type Figure, figureOf, type Goal, NO_GOAL } from './figure.ts';
import { inChild } from './in-child.ts';

export interface Armed {
  /** From the configuration to the last of them waiting for its time. */
  readonly ms: number;
  /** From the texts of the expressions. */
  readonly withParsingMs: number;
  /** Held by all of them: texts understood, timetables, what waits. */
  readonly bytes: number;
}

const OURS = new URL('./arm-ours-child.ts', import.meta.url);
const NODE_CRON = new URL('./arm-node-cron-child.ts', import.meta.url);
const REMINDERS = 100_000;
const ROUNDS = 5;

export async function arm(): Promise<readonly Figure[]> {
  const rounds: { readonly ours: Armed; readonly peer: Armed }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ ours: await armed(OURS), peer: await armed(NODE_CRON) });
  }
  const compare = (name: string, unit: string, goal: Goal, value: (armed: Armed) => number): Figure =>
    figureOf({
      name,
      unit,
      ours: rounds.map(({ ours }) => value(ours)),
      peer: rounds.map(({ peer }) => value(peer)),
      peerName: `node-cron scheduling ${REMINDERS.toLocaleString('en')} tasks`,
      goal,
    });
  return [
    compare('arm: time', 'ms', atMost(0.05), ({ ms }) => ms),
    compare('arm: time, expressions read as well', 'ms', NO_GOAL, ({ withParsingMs }) => withParsingMs),
    compare('arm: memory', 'MB', atMost(0.333), ({ bytes }) => bytes / 1e6),
  ];
}

function armed(program: URL): Promise<Armed> {
  return inChild(program, { args: [String(REMINDERS)], nodeOptions: ['--expose-gc'] });
}
