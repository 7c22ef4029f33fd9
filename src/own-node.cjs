// CommonJS and old syntax on purpose: this must run on every Node there is.
'use strict';

var path = require('path');
var existsSync = require('fs').existsSync;

var system = process.platform === 'win32' ? 'win' : process.platform;

/** The Node that came along, wherever npm has put it; `undefined`: it was not installed, or there is none for here. */
module.exports = function ownNode() {
  var kind = system + '-' + process.arch;
  return ['node-' + kind, 'node-bin-' + kind].map(binaryOf).find(Boolean);
};

/** In the optional dependency of that name, which holds Node for one system and needs no install script. */
function binaryOf(name) {
  try {
    var folder = path.dirname(require.resolve(name + '/package.json'));
    var own = path.join(folder, 'bin', system === 'win' ? 'node.exe' : 'node');
    return existsSync(own) ? own : undefined;
  } catch {
    return undefined;
  }
}
