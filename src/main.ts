#!/usr/bin/env node
// oxlint-disable-next-line import/no-unassigned-import -- it only speaks and ends the process on a Node that is too old
import './require-node.cjs';
import { enableCompileCache } from 'node:module';

// Before anything of ours is loaded: its types are stripped once, not at every start.
enableCompileCache();

const { runProgram } = await import('./cli/program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
