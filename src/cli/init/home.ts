import { writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { ENV_FILE } from '../../config/dot-env.ts';
import type { Texts } from '../texts/catalogue.ts';

const SCHEDULES = 'schedules';

/** Where the YAML of a new folder goes: `reminders` becomes a home with `reminders/schedules` in it. */
export function schedulesOfNew(folder: string): string {
  return basename(resolve(folder)) === SCHEDULES ? folder : join(folder, SCHEDULES);
}

/** The home that goes with the schedules of a new folder; `undefined`: those beside which the command runs have one. */
export function homeOf(schedules: string): string | undefined {
  return schedules === SCHEDULES || basename(resolve(schedules)) !== SCHEDULES ? undefined : dirname(schedules);
}

/**
 * Puts beside new schedules what runs them, whatever is there already left as it is. Gives the files that it wrote.
 *
 * @throws when the disk refuses.
 */
export async function furnish(home: string, words: Texts['home']): Promise<readonly string[]> {
  const program = dirname(findPackageJSON(import.meta.url) ?? '');
  const files = [
    [ENV_FILE, words.env.map((line) => `# ${line}\n`).join(''), 0o600],
    ['.gitignore', `${ENV_FILE}\ndata/\n*.db\n*.log\n`, 0o666],
    ['dingbell.cjs', `${comments(words.program)}require(${quoted(join(program, 'src/dingbell.cjs'))});\n`, 0o666],
    ['ecosystem.config.cjs', ecosystem(program, words), 0o666],
  ] as const;
  const written: string[] = [];
  for (const [name, text, mode] of files) {
    const file = join(home, name);
    if (await writeNew(file, text, mode)) written.push(file);
  }
  return written;
}

/** pm2 takes a script in a path with a space for a command line: it runs one that lies in its `cwd`. */
function ecosystem(program: string, words: Texts['home']): string {
  return `${comments(words.pm2)}const { apps } = require(${quoted(join(program, 'ecosystem.config.cjs'))});

module.exports = { apps: [{ ...apps[0], name: 'dingbell', cwd: __dirname, script: 'dingbell.cjs' }] };
`;
}

function comments(lines: readonly string[]): string {
  return lines.map((line) => `// ${line}\n`).join('');
}

function quoted(path: string): string {
  return `'${path.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

async function writeNew(file: string, text: string, mode: number): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
