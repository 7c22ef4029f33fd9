// CommonJS, because what starts the program asks it first: nothing that strips types shall be loaded for that.
'use strict';

const { readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

/** What is made for this checkout, and may be thrown away. Beside the packages, where only its owner writes. */
const CACHE = 'node_modules/.cache/dingbell';
/** The program in a few files instead of hundreds, made by `make-bundle.ts`, and from what. */
const BUNDLE = join(CACHE, 'bundle');
const MANIFEST = 'manifest.json';

/**
 * The bundled program of the checkout at `root`; `undefined` when there is none, or when anything that it was made of
 * has been edited, installed anew or moved since.
 */
function findBundle(root) {
  try {
    const manifest = JSON.parse(readFileSync(join(root, BUNDLE, MANIFEST), 'utf8'));
    const isFresh = ([file, stamp]) => stampOf(`${root}/${file}`) === stamp;
    if (manifest.root !== root || !Object.entries(manifest.madeOf).every(isFresh)) return undefined;
    return join(root, BUNDLE, manifest.program);
  } catch {
    return undefined;
  }
}

/** Differs whenever a file has been written. Reading four hundred files would take longer than the bundle saves. */
function stampOf(path) {
  const { mtimeMs, size } = statSync(path);
  return `${mtimeMs} ${size}`;
}

module.exports = { BUNDLE, CACHE, MANIFEST, findBundle, stampOf };
