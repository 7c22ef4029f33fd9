// CommonJS, because it must run before anything else is opened: the program alone is more files than some limits allow.
'use strict';

const { readFileSync } = require('node:fs');

/** Some thirty are open while nothing happens; each robot, each visitor of the page and each read file is one more. */
const LEAST = 128;
/** `EX_CONFIG` of sysexits.h: pm2 and systemd are told not to try again. */
const EX_CONFIG = 78;

/** Ends the process with one line when it may not open as many files as the daemon needs. */
function requireFiles() {
  const allowed = openFilesAllowed();
  if (allowed === undefined || allowed >= LEAST) return;
  process.stderr.write(
    `error: only ${allowed} open files are allowed here, too few for the daemon: start it after \`ulimit -n 1024\`; under systemd set LimitNOFILE=1024\n` +
      `错误：这里只允许打开 ${allowed} 个文件，守护进程不够用：先执行 \`ulimit -n 1024\` 再启动；用 systemd 时设置 LimitNOFILE=1024\n`,
  );
  process.exit(EX_CONFIG);
}

/** `undefined`: not known here, or without a limit. */
function openFilesAllowed() {
  try {
    const [, soft] = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined;
  }
}

module.exports = { requireFiles };
