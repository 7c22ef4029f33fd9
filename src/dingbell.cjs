#!/usr/bin/env node
// What `npx dingbell` runs. CommonJS, so that a Node which cannot load TypeScript still says what to do.
'use strict';

require('./require-node.cjs');

import('./main.ts');
