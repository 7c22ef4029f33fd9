import { atMost, type Figure, figureOf } from './figure.ts';
import { inChild } from './in-child.ts';

export interface Armed {
  /** From the configuration to the last of them waiting for its time. */
  readonly ms: number;
  /** From the texts of the expressions. */
  readonly withParsingMs: number;
  /** Held by all of them: texts understood, timetables, what waits. */
  readonly bytes: number;
}

const REMINDERS = 100_000;
const ROUNDS = 5;

export async function arm(): Promise<readonly Figure[]> {
  const rounds: { readonly ours: Armed; readonly peer: Armed }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ ours: await armed('./arm-ours-child.ts'), peer: await armed('./arm-node-cron-child.ts') });
  }
  const compare = (name: string, unit: string, limit: number, value: (armed: Armed) => number): Figure =>
    figureOf({
      name,
      unit,
      ours: rounds.map(({ ours }) => value(ours)),
      peer: rounds.map(({ peer }) => value(peer)),
      peerName: `node-cron scheduling ${REMINDERS.toLocaleString('en')} tasks`,
      goal: atMost(limit),
    });
  return [
    compare('arm: time', 'ms', 0.05, ({ ms }) => ms),
    compare('arm: time, expressions read as well', 'ms', 0.05, ({ withParsingMs }) => withParsingMs),
    compare('arm: memory', 'MB', 0.333, ({ bytes }) => bytes / 1e6),
  ];
}

function armed(program: string): Promise<Armed> {
  return inChild(new URL(program, import.meta.url), { args: [String(REMINDERS)], nodeOptions: ['--expose-gc'] });
}
