// CommonJS, like what calls it. Node can read a bundle by itself, and its compile cache keeps what V8 has made of a file:
// but as it was before a line of it had run. V8 compiles a function when it is first called, and a start calls more than
// a thousand of them: to compile them each time anew was a third of it.
'use strict';

const { readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { Script } = require('node:vm');

/** When a process that goes on has surely started, in ms. V8 forgets in time what is not called again. */
const STARTED = 10_000;
/** Each command has its own part of the program run, and code that is not needed takes time too. */
const COMMAND = /^[a-z][a-z-]*$/.exec(process.argv[2] ?? '')?.[0] ?? 'any';

/**
 * Runs one file of a bundle, and the others when they are asked for; gives what the file exports. The code that V8 has
 * made of them is kept beside them, with every function that was needed. It goes when they go: their names tell their
 * contents. V8 takes none that was made by another Node, or was not written to its end.
 */
function runBundle(main) {
  const folder = dirname(main);
  const modules = new Map();
  const compiled = [];

  function load(id) {
    // Of Node, or of a package that is not in the bundle.
    if (!id.startsWith('./')) return require(id);
    const known = modules.get(id);
    if (known !== undefined) return known.exports;
    const script = compile(join(folder, id));
    const module = { exports: {} };
    modules.set(id, module);
    script.runInThisContext()(module.exports, load, module);
    return module.exports;
  }

  function compile(filename) {
    const kept = `${filename}.${COMMAND}`;
    const cachedData = contentOf(kept);
    // What was a module of ECMAScript is strict.
    const script = new Script(
      `(function (exports, require, module) { 'use strict'; ${readFileSync(filename, 'utf8')}\n})`,
      { filename, cachedData },
    );
    if (cachedData === undefined || script.cachedDataRejected) compiled.push({ kept, script });
    return script;
  }

  function keep() {
    for (const { kept, script } of compiled.splice(0)) write(kept, script.createCachedData());
  }

  Object.assign(load, require);
  setTimeout(keep, STARTED).unref();
  // Fine, or not fine. Whoever is used wrongly, or has nothing to start on, has run next to nothing.
  process.once('exit', (code) => code <= 1 && keep());
  return load(`./${basename(main)}`);
}

function contentOf(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * There whole or not at all, after a power cut as well: V8 believes what it reads. Where nothing can be written there is
 * none.
 */
function write(file, content) {
  const making = `${file}.${process.pid}`;
  try {
    writeFileSync(making, content, { flush: true });
    renameSync(making, file);
  } catch {
    rmSync(making, { force: true });
  }
}

module.exports = { runBundle };
