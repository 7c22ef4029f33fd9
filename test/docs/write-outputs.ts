import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { ROOT } from '../support/workspace.ts';
import { writeConsole } from './console.ts';
import { isChinese, readPage } from './pages.ts';
import { runPage } from './page-run.ts';

/*
 * Writes what the commands of these pages print today into them: node test/docs/write-outputs.ts docs/commands.md
 * Look at the difference before you commit it.
 */
for (const path of argv.slice(2)) {
  const page = readPage(path);
  const ran = await runPage(page, isChinese(page) ? 'zh-CN' : 'en');
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
  for (const { fence, commands } of ran.toReversed()) {
    const written = writeConsole(commands).split('\n').slice(0, -1);
    const length = fence.text.split('\n').length - 1;
    lines.splice(fence.line, length, ...written.map((line) => `${fence.indent}${line}`.trimEnd()));
  }
  writeFileSync(join(ROOT, path), lines.join('\n'));
}
