// CommonJS and old syntax on purpose: this must run on every Node there is.
'use strict';

var spawn = require('child_process').spawn;

/** What a supervisor or a terminal may say to this process is for the one that does the work. */
var SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** Runs a script, with the arguments of this process, by another Node, and ends as that one does. */
module.exports = function runByOwnNode(own, script) {
  var child = spawn(own, [script].concat(process.argv.slice(2)), { stdio: 'inherit' });
  function passOn(signal) {
    child.kill(signal);
  }
  SIGNALS.forEach(function (signal) {
    process.on(signal, passOn);
  });
  child.on('error', function (error) {
    console.error(String(error));
    process.exit(1);
  });
  child.on('exit', function (code, signal) {
    // Until the very end a signal changes nothing: how the work ended is what is told.
    if (!signal) process.exit(code);
    process.removeListener(signal, passOn);
    process.kill(process.pid, signal);
  });
};
