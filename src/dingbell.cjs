#!/usr/bin/env node
// What `npx dingbell`, `npm start` and pm2 run. CommonJS, so that a Node which cannot load TypeScript still says what
// to do.
'use strict';

require('./require-node.cjs');

// Before the first line of TypeScript: what strips types takes longer to load than all the rest, and is not needed
// where every file comes out of the cache. Beside the packages and not, as by default, in the folder for temporary
// files, where somebody else on this machine might put code for us to run. Where nothing can be written there is none.
require('node:module').enableCompileCache(require('node:path').join(__dirname, '../node_modules/.cache/dingbell'));

import('./main.ts');
