#!/usr/bin/env -S node --min-semi-space-size=16
// What `npx dingbell`, `npm start` and pm2 run. CommonJS, so that a Node which cannot load TypeScript still says what
// to do. Run as a command it is over before anything needs collecting, if V8 keeps room for what is young; pm2 and
// `npm start`, which start the daemon, say nothing about memory.
'use strict';

require('./require-node.cjs');

const { join } = require('node:path');
const { requireFiles } = require('./require-files.cjs');
const { CACHE, findBundle } = require('./bundled.cjs');
const { runBundle } = require('./run-bundle.cjs');

// The source, and packages that are not in the bundle, are compiled once, not at every start. Beside the packages and
// not, as by default, in the folder for temporary files, where somebody else on this machine might put code for us to
// run. Where nothing can be written there is none.
require('node:module').enableCompileCache(join(__dirname, '..', CACHE));

if (process.argv.includes('run')) requireFiles();
start(findBundle(join(__dirname, '..')));

async function start(bundle) {
  const { runProgram } = bundle === undefined ? await import('./cli/program.ts') : runBundle(bundle);
  process.exitCode = await runProgram(process.argv.slice(2));
}
