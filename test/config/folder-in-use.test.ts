import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, Workspace } from '../support/workspace.ts';
import { problemsOf, readFiles } from './folder.ts';

const ROBOT = 'robots: { team: { webhook: sandbox } }\ndefaults: { robot: team }\n';
const reminder = (id: string) => `${ROBOT}reminders: { ${id}: { at: "08:50", text: 你好 } }\n`;
const read = async (files: Record<string, string>) => {
  const result = await readFiles(files);
  return result.kind === 'config' ? result.config.reminders.map(({ id }) => id) : problemsOf(result)[0]?.message;
};

describe('of a folder of examples', () => {
  it('the examples are read while there is nothing else', async () => {
    expect(await read({ '.examples': '', 'a.yaml': reminder('shipped') })).toEqual(['shipped']);
  });

  it('only the folder mine is read as soon as it is there', async () => {
    const files = { '.examples': '', 'a.yaml': reminder('shipped'), 'mine/deep/a.yaml': reminder('own') };
    expect(await read(files)).toEqual(['own']);
  });

  it('a file mine.yaml is one’s own as well, before the folder is there and after', async () => {
    const own = 'reminders: { tea: { at: "09:00", text: 你好 } }';
    const before = { '.examples': '', 'a.yaml': reminder('shipped'), 'mine.yaml': own };
    expect(await read(before)).toEqual(['shipped', 'tea']);
    expect(await read({ ...before, 'mine/robots.yaml': ROBOT })).toEqual(['tea']);
  });

  it('the examples do not come back when mine is emptied', async () => {
    const files = { '.examples': '', 'a.yaml': reminder('shipped'), 'mine/a.yaml.bak': '' };
    expect(await read(files)).toBe('mine 里没有任何 .yaml 文件');
  });

  it('a folder mine among files of one’s own is a folder like any other', async () => {
    const files = { 'a.yaml': reminder('shipped'), 'mine/b.yaml': 'reminders: { own: { at: "09:00", text: 你好 } }' };
    expect(await read(files)).toEqual(['own', 'shipped']);
  });
});

it('git looks neither into it nor into what is kept of the data', () => {
  const paths = [
    'schedules/mine/work.yaml',
    'schedules/mine.yaml',
    'data/backups/2026-11-24.db',
    'data.old/dingbell.db',
    'backup.db',
    '.env',
  ];
  using workspace = new Workspace();
  const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: workspace.path, encoding: 'utf8' });
  cpSync(join(ROOT, '.gitignore'), workspace.at('.gitignore'));
  git('init');
  const { stdout } = git('check-ignore', ...paths);
  expect(stdout.trim().split('\n')).toEqual(paths);
});
