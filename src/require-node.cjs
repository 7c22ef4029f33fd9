// CommonJS and old syntax on purpose: this must run, and speak, on every Node there is.
'use strict';

var needed = 26;
var running = Number(process.versions.node.split('.')[0]);

if (running < needed) {
  var join = require('path').join;
  var isThere = require('fs').existsSync;
  // Of a checkout; or beside us, where we are installed.
  var own = join(__dirname, '..', 'node_modules', '.bin', 'node');
  if (!isThere(own)) own = join(__dirname, '..', '..', '.bin', 'node');
  console.error(
    ['dingbell needs Node ' + needed + ', and this is Node ' + process.versions.node + ' (' + process.execPath + ').']
      .concat(
        isThere(own)
          ? [
              'It brings its own, ' + own + '. Run it by that one, or with npx:',
              '',
              '  npx dingbell',
              '',
              '钉铃需要 Node ' +
                needed +
                '，当前是 ' +
                process.versions.node +
                '。它自带 Node，请用 npx dingbell 运行，',
              '或用上面写的那个 node。',
            ]
          : [
              'It brings its own: the npm package `node` in node_modules/.bin. That one is missing here,',
              'most often because npm was told to run no install scripts. What to do:',
              '',
              '  npm ci --ignore-scripts=false',
              '',
              '钉铃需要 Node ' +
                needed +
                '，当前是 ' +
                process.versions.node +
                '。它自带 Node（npm 包 node），但没有装上，',
              '多半是因为 npm 设置了不运行安装脚本。请运行上面这条命令。',
            ],
      )
      .join('\n'),
  );
  process.exit(1);
}
