// Leads who edited the shipped schedules over to a folder of their own, while the daemon runs:
//
//   git fetch && git show FETCH_HEAD:src/own-schedules.cjs | node
//
// Self-contained, and in CommonJS: it is run in a checkout that does not have it yet, by whatever Node there is.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const { dirname, join } = require('node:path');

const SCHEDULES = 'schedules';
const OWN = join(SCHEDULES, 'mine');
/** Hidden, so that no daemon reads it before it is whole. */
const DRAFT = join(SCHEDULES, '.mine');

if (!fs.existsSync('.git') || !fs.existsSync(SCHEDULES)) {
  end(1, 'Run this in the checkout of dingbell.', '请在克隆下来的钉铃文件夹里运行。');
} else if (fs.existsSync(OWN)) {
  end(0, `${OWN} is there already: nothing to do.`, `${OWN} 已经有了，不用再做什么。`);
} else {
  lead();
}

function lead() {
  const tracked = new Set(git('ls-files', '-z', SCHEDULES).split('\0'));
  const own = fs
    .readdirSync(SCHEDULES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[^.#~].*\.ya?ml$/i.test(entry.name))
    .map((entry) => join(entry.parentPath || entry.path, entry.name));
  fs.rmSync(DRAFT, { recursive: true, force: true });
  for (const file of own) copy(file, join(DRAFT, file.slice(SCHEDULES.length + 1)));
  // From here on the same is there twice. A daemon from before knows no `mine`, and stays with what it has.
  fs.renameSync(DRAFT, OWN);
  for (const file of own) if (!tracked.has(file.split('\\').join('/'))) fs.rmSync(file);
  git('checkout', 'HEAD', '--', SCHEDULES);
  end(
    0,
    `Your reminders are in ${OWN} now. Next: git pull && npm ci && npx dingbell check && pm2 reload dingbell`,
    `你的提醒现在在 ${OWN} 里。接下来：git pull && npm ci && npx dingbell check && pm2 reload dingbell`,
  );
}

function copy(file, target) {
  const text = fs.readFileSync(file, 'utf8');
  fs.mkdirSync(dirname(target), { recursive: true });
  // The schema of the checkout is the one that is up to date.
  fs.writeFileSync(target, text.replace('$schema=./schema.json', '$schema=../schema.json'));
}

function git(...words) {
  return execFileSync('git', words, { encoding: 'utf8' });
}

function end(code, english, chinese) {
  console.log(`${english}\n${chinese}`);
  process.exitCode = code;
}
