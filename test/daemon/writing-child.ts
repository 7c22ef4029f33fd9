import { writeFileSync } from 'node:fs';
import { createLogOutput } from '../../src/daemon/log-output.ts';

// By itself more than a terminal and a pipe take together. Then it says so in a file, and ends or crashes.
const [file = '', lines = '1000', end] = process.argv.slice(2);
const output = createLogOutput();
for (let index = 0; index < Number(lines); index += 1) output.write(`${'x'.repeat(1_000)}\n`);
writeFileSync(file, 'not held up');
if (end === 'crash') process.kill(process.pid, 'SIGKILL');
process.exit();
