import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ignoreEnv, isEnvExposed } from '../../src/cli/init/git-ignore.ts';
import { folder } from './dingbell.ts';

describe('.env and git', () => {
  it.each([
    ['no repository', {}, false],
    ['a repository that ignores nothing', { '.git/HEAD': '' }, true],
    ['one that ignores it', { '.git/HEAD': '', '.gitignore': 'data/\n.env\n' }, false],
    ['by a pattern', { '.git/HEAD': '', '.gitignore': '/.env*' }, false],
    ['one that ignores something like it', { '.git/HEAD': '', '.gitignore': '.env.local\n#.env\n' }, true],
    ['one above that ignores it', { '.git/HEAD': '', '.gitignore': '.env\n', 'sub/x': '' }, false, 'sub'],
    ['one above that does not', { '.git/HEAD': '', 'sub/x': '' }, true, 'sub'],
  ])('%s', async (_, files, exposed, below = '.') => {
    expect(await isEnvExposed(join(folder(files), below))).toBe(exposed);
  });

  it.each([
    ['a file that ends in the middle of a line', 'data/', 'data/\n.env\n'],
    ['an empty one', '', '.env\n'],
  ])('%s gets a line of its own', async (_, before, after) => {
    const cwd = folder({ '.git/HEAD': '', '.gitignore': before });
    await ignoreEnv(cwd);
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe(after);
    expect(await isEnvExposed(cwd)).toBe(false);
  });
});
