import { stdout } from 'node:process';
import { openStore } from '../../src/store/store.ts';
import { at, planned } from './plan.ts';

/** Plans one delivery after the other, for ever, and says how far it has come after each. */
const [directory = ''] = process.argv.slice(2);
const { plans } = openStore(directory);
for (let step = 1; ; step += 1) {
  await plans.commit({
    deliveries: [planned('tick', { dueAt: at(step) })],
    cursors: [{ reminder: 'tick', through: at(step), trigger: 'x' }],
  });
  stdout.write(`${step}\n`);
}
