#!/usr/bin/env -S node --min-semi-space-size=16
// What `npx dingbell`, `npm start` and pm2 run. CommonJS, so that a Node which cannot load TypeScript still says what
// to do. Run as a command it is over before anything needs collecting, if V8 keeps room for what is young; pm2 and
// `npm start`, which start the daemon, say nothing about memory.
'use strict';

const { isGood, requireNode } = require('./require-node.cjs');
const own = isGood ? undefined : require('./own-node.cjs')();

if (own === undefined) runHere();
else require('./run-by-own-node.cjs')(own, __filename);

function runHere() {
  requireNode();

  const { join, sep } = require('node:path');
  const { requireFiles } = require('./require-files.cjs');

  // Compiled once, not at every start. Beside the packages and not, as by default, in the folder for temporary files,
  // where somebody else on this machine might put code for us to run. Where nothing can be written there is none.
  require('node:module').enableCompileCache(join(__dirname, '../node_modules/.cache/dingbell'));

  if (process.argv.includes('run')) requireFiles();
  // Of an installed package Node runs no TypeScript: there it is what was built when it was packed. A checkout runs its
  // source, so that nothing stale can run.
  const isInstalled = __dirname.split(sep).includes('node_modules');
  start(require(isInstalled ? '../dist/program.cjs' : './cli/program.ts'));
}

async function start({ runProgram }) {
  process.exitCode = await runProgram(process.argv.slice(2));
}
