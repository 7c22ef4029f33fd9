import { runProgram } from '../../src/cli/program.ts';

// Pipes that say they are a terminal: the real command, asking its questions to a test.
Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin });
Object.assign(process.stdout, { isTTY: true, columns: 120, rows: 60 });
process.exitCode = await runProgram(process.argv.slice(2));
// A terminal that nobody reads keeps no process alive; a pipe does.
process.stdin.destroy();
