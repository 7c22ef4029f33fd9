// CommonJS, like what calls it. Node can read a bundle by itself, and its compile cache keeps what V8 has made of a file:
// but as it was before a line of it had run. V8 compiles a function when it is first called, and a start calls more than
// a thousand of them: to compile them each time anew was a third of it.
'use strict';

const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { inspect } = require('node:util');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

/** When a process that goes on has surely started, in ms. V8 forgets in time what is not called again. */
const STARTED = 10_000;
/** Each command has its own part of the program run, and code that is not needed takes time too. */
const COMMAND = commandOf(process.argv.slice(2));
/** Bytes. */
const SUM = 4;

/**
 * Runs one file of a bundle, and the others when they are asked for; gives what the file exports. The code that V8 has
 * made of them is kept beside them, with every function that was needed. It goes when they go: their names tell their
 * contents. V8 takes none that was made by another Node.
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
    try {
      script.runInThisContext()(module.exports, load, module);
    } catch (error) {
      // Half of it must not pass for all of it when it is asked for again.
      modules.delete(id);
      throw error;
    }
    return module.exports;
  }

  function compile(filename) {
    const kept = `${filename}.${COMMAND}`;
    const cachedData = read(kept);
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
  process.once('uncaughtException', die);
  setTimeout(keep, STARTED).unref();
  // Fine, or not fine. Whoever is used wrongly, or has nothing to start on, has run next to nothing.
  process.once('exit', (code) => code <= 1 && keep());
  return load(`./${basename(main)}`);
}

/** Whoever asks a command for help has not run it. */
function commandOf([name = '', ...others]) {
  const isRun = /^[a-z][a-z-]*$/.test(name) && !others.some((word) => word === '--help' || word === '-h');
  return isRun ? name : 'any';
}

/** By itself, Node shows the line in which it happened before it dies. In a bundle that may be half a megabyte. */
function die(error) {
  process.stderr.write(`${inspect(error)}\n`);
  process.exit(1);
}

/** V8 believes what it is given, and dies of it at every start if a single bit is another: its sum stands behind it. */
function read(file) {
  try {
    const content = readFileSync(file);
    const code = content.subarray(0, -SUM);
    return content.readUInt32LE(code.length) === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Whatever half of it a crash, a full disk or another process leaves is none. Nor is there any where none can be written. */
function write(file, code) {
  const sum = Buffer.alloc(SUM);
  sum.writeUInt32LE(crc32(code));
  try {
    // A new file, and not a new content: the old one may be of somebody else, who may write it later.
    rmSync(file, { force: true });
    writeFileSync(file, Buffer.concat([code, sum]), { flag: 'wx' });
  } catch {
    // The next start tries again.
  }
}

module.exports = { runBundle };
