#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before anything of ours is loaded: its types are stripped once, not at every start. Beside the packages and not, as
// by default, in the folder for temporary files, where somebody else on this machine might put code for us to run.
// Where nothing can be written it does without.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/dingbell'));

const { runProgram } = await import('./cli/program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
