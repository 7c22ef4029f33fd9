#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything of ours is loaded: its types are stripped once, not at every start.
enableCompileCache();

const { runProgram } = await import('./cli/program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
