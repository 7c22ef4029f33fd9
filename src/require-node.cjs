// CommonJS and old syntax on purpose: this must run, and speak, on every Node there is.
'use strict';

var ownNode = require('./own-node.cjs');

var needed = 26;
var running = Number(process.versions.node.split('.')[0]);

/** Whether this Node will do. */
exports.isGood = running >= needed;

/** Ends the process, saying what to do, when it will not. */
exports.requireNode = function requireNode() {
  if (exports.isGood) return;
  var own = ownNode();
  console.error(
    ['dingbell needs Node ' + needed + ', and this is Node ' + process.versions.node + ' (' + process.execPath + ').']
      .concat(
        own
          ? [
              'It brings its own, ' + own + '. Run it by that one, or with npx:',
              '',
              '  npx dingbell',
              '',
              '钉铃需要 Node ' + needed + '，当前是 ' + process.versions.node + '。',
              '它自带 Node，请用 npx dingbell 运行，或用上面写的那个 node。',
            ]
          : [
              'It brings its own, as an optional npm package. That one is missing here: npm was told to leave out',
              'optional packages, or there is none for this system (' + process.platform + ', ' + process.arch + ').',
              'What to do: in a checkout the first line, after `npm install -g` the second; or install Node ' +
                needed +
                '.',
              '',
              '  npm ci --include=optional',
              '  npm install -g dingbell --include=optional',
              '',
              '钉铃需要 Node ' + needed + '，当前是 ' + process.versions.node + '。',
              '它自带 Node（可选的 npm 包），但没有装上：npm 设置了不装可选的包，或者没有这个系统的包。',
              '克隆下来的请运行第一行，用 npm install -g 安装的请运行第二行；也可以自己装 Node ' + needed + '。',
            ],
      )
      .join('\n'),
  );
  process.exit(1);
};

if (require.main === module) exports.requireNode();
