import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfig, readConfig } from '../../src/config/load.ts';
import { codesOf, NOW, problemsOf, readFiles } from './folder.ts';

const ROBOT = 'robots: { team: { webhook: sandbox } }\ndefaults: { robot: team }\n';
const reminder = (id: string) => `reminders: { ${id}: { at: "08:50", text: 你好 } }\n`;

const messageOf = async (files: Record<string, string>, locale?: 'en' | 'zh-CN') =>
  problemsOf(await readFiles({ 'a.yaml': 'reminder: {}\n', ...files }, locale ? { locale } : {}))[0]?.message;

describe('readConfig', () => {
  it('merges every YAML file, subfolders too, and nothing else', async () => {
    const result = await readFiles({
      'robots.yaml': ROBOT,
      'b.yml': reminder('b'),
      'deep/er/a.YAML': reminder('a'),
      '.hidden.yaml': reminder('hidden'),
      '.git/x.yaml': reminder('git'),
      'node_modules/x.yaml': reminder('module'),
      '#c.yaml#': reminder('emacs'),
      '.#c.yaml': reminder('lock'),
      'c.yaml~': reminder('backup'),
      '~$c.yaml': reminder('office'),
      'notes.txt': 'not yaml: at all: [',
    });
    expect(result).toMatchObject({ kind: 'config', config: { reminders: [{ id: 'a' }, { id: 'b' }] } });
  });

  it('reads a byte order mark, Windows line ends and a file of comments alone', async () => {
    const result = await readFiles({
      'robots.yaml': `\u{FEFF}${ROBOT}`.replaceAll('\n', '\r\n'),
      'a.yaml': reminder('a').replaceAll('\n', '\r\n'),
      'b.yaml': '# nothing yet\nreminders:\n  # later\npeople:\n',
      'c.yaml': '',
    });
    expect(result).toMatchObject({ kind: 'config', warnings: [] });
  });

  it('names both places of a name that stands in two files', async () => {
    const problems = problemsOf(
      await readFiles({ 'a.yaml': ROBOT, 'b.yaml': reminder('x'), 'c.yaml': `\n${reminder('x')}` }, { locale: 'en' }),
    );
    expect(problems).toMatchObject([
      { file: 'c.yaml', line: 2, column: 14, code: 'duplicate-name', message: expect.stringContaining('b.yaml:1') },
    ]);
  });

  it('reports every problem at once, in the order of files and lines', async () => {
    const problems = problemsOf(
      await readFiles({
        'b.yaml': `${ROBOT}reminders:\n  x: { at: 8:50, text: a, robot: nobody }\n  y: { text: b, pausd: true }\n`,
        'a.yaml': 'people:\n  p: { mobile: 12 }\n',
      }),
    );
    expect(problems.map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([
      'a.yaml:2 wrong-value',
      'b.yaml:4 wrong-value',
      'b.yaml:4 unknown-robot',
      'b.yaml:5 no-trigger',
      'b.yaml:5 unknown-key',
    ]);
  });

  it('blames no name on what a broken file may have defined', async () => {
    const broken = 'robots:\n  ops: { webhook: sandbox\n';
    const using = `${ROBOT}reminders: { x: { at: "08:50", text: a, robot: ops, mention: [someone], calendar: here } }\n`;
    const problems = problemsOf(await readFiles({ 'a.yaml': broken, 'b.yaml': using }));
    expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(['a.yaml yaml-unclosed-bracket']);
  });

  it('takes a name for known although its own entry is wrong', async () => {
    const text = `robots: { team: { webhook: http://example.com } }\nreminders: { x: { at: "08:50", text: a, robot: team } }\n`;
    expect(await codesOf(text)).toEqual(['webhook-scheme']);
  });

  it('speaks the language asked for, else that of the daemon, else Chinese', async () => {
    expect(await messageOf({})).toBe('不认识的键“reminder”');
    expect(await messageOf({}, 'en')).toBe('unknown key "reminder"');
    expect(await messageOf({ 'd.yaml': 'daemon: { locale: en }\n' })).toBe('unknown key "reminder"');
    expect(await messageOf({ 'd.yaml': 'daemon: { locale: en }\n' }, 'zh-CN')).toBe('不认识的键“reminder”');
  });
});

describe('loadConfig', () => {
  it('throws every problem, with a summary for a log', async () => {
    const error = await loadConfig('nowhere', { cwd: tmpdir(), env: {}, locale: 'en' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      problems: [{ file: 'nowhere', line: 1, column: 1, severity: 'error', code: 'folder-missing' }],
      message: 'nowhere:1:1 there is no folder nowhere',
    });
  });
});

describe('a folder', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dingbell-folder-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });
  const codes = async (folder = '.') =>
    problemsOf(await readConfig(folder, { cwd: directory, env: {}, now: NOW })).map(
      ({ file, code }) => `${file} ${code}`,
    );

  it('without any file is a problem', async () => {
    await mkdir(join(directory, 'schedules'));
    expect(await codes('schedules')).toEqual(['schedules folder-empty']);
  });

  it('that is a file is a problem', async () => {
    await writeFile(join(directory, 'schedules'), '');
    expect(await codes('schedules')).toEqual(['schedules folder-unreadable']);
  });

  it('with a file that cannot be read, or is none, names it', async () => {
    await writeFile(join(directory, 'a.yaml'), ROBOT);
    await symlink(join(directory, 'nowhere'), join(directory, 'b.yaml'));
    await symlink(directory, join(directory, 'c.yaml'));
    expect(await codes()).toEqual(['b.yaml file-unreadable', 'c.yaml file-unreadable']);
  });

  it('is read through a link that leads to another one', async () => {
    await mkdir(join(directory, 'schedules'));
    await mkdir(join(directory, 'shared/team'), { recursive: true });
    await writeFile(join(directory, 'schedules/a.yaml'), ROBOT);
    await writeFile(
      join(directory, 'shared/team/b.yaml'),
      'reminders: { tea: { robot: team, at: "15:00", txet: x } }\n',
    );
    await writeFile(join(directory, 'notes.txt'), 'a link to a file is none to a folder');
    await symlink('../shared', join(directory, 'schedules/shared'));
    await symlink('../notes.txt', join(directory, 'schedules/notes.txt'));
    await symlink('nowhere.txt', join(directory, 'schedules/gone.txt'));
    expect(await codes('schedules')).toEqual(expect.arrayContaining(['schedules/shared/team/b.yaml unknown-key']));
    // A disk that is not mounted is not a folder without reminders.
    await symlink('../unmounted', join(directory, 'schedules/disk'));
    expect(await codes('schedules')).toEqual(expect.arrayContaining(['schedules/disk folder-unreadable']));
  });

  it('is not read twice, nor around in a circle: a link that would is named', async () => {
    await mkdir(join(directory, 'schedules/work/deep'), { recursive: true });
    await mkdir(join(directory, 'other'));
    await writeFile(join(directory, 'schedules/work/a.yaml'), ROBOT);
    const read = async (links: Readonly<Record<string, string>>) => {
      for (const [path, to] of Object.entries(links)) await symlink(to, join(directory, path));
      const found = await readConfig('schedules', { cwd: directory, env: {}, now: NOW, locale: 'en' });
      for (const path of Object.keys(links)) await rm(join(directory, path));
      return problemsOf(found).map(({ message }) => message);
    };
    expect(await read({ 'schedules/other': '../other' })).toEqual([]);
    expect(await read({ 'schedules/again': 'work' })).toEqual([
      'schedules/again leads to schedules/work, which is read already',
    ]);
    expect(await read({ 'schedules/work/up': '..' })).toEqual([
      'schedules/work/up leads to schedules, which is read already',
    ]);
    expect(await read({ 'schedules/work/deep/above': directory })).toEqual([
      expect.stringMatching(/^schedules\/work\/deep\/above leads to \/.*, which is read already$/),
    ]);
    expect(await read({ 'schedules/one': '../other', 'schedules/two': '../other' })).toEqual([
      'schedules/two leads to other, which is read already',
    ]);
    expect(await read({ 'schedules/other': '../other', 'other/back': '../schedules' })).toEqual([
      'schedules/other/back leads to schedules, which is read already',
    ]);
    expect(await read({ 'schedules/self': 'self' })).toEqual(['the folder schedules/self cannot be read (ELOOP)']);
  });

  it.skipIf(process.getuid?.() === 0)('with a file or a folder without permission names it', async () => {
    await writeFile(join(directory, 'a.yaml'), ROBOT);
    await chmod(join(directory, 'a.yaml'), 0);
    await mkdir(join(directory, 'locked'), { mode: 0 });
    expect(await codes()).toEqual(['a.yaml file-unreadable', 'locked folder-unreadable']);
  });
});
