import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../src/cli/folder.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';
import { robotServer } from './robot-server.ts';

const YAML = `robots: { team: { webhook: sandbox } }
people:
  xiaoming: { name: 小明, mobile: "13800000000" }
  li1: { name: 丽丽, mobile: "13800000001" }
  li2: { name: 丽丽, mobile: "13800000002" }
defaults: { robot: team }
reminders:
  tea: { at: "15:00", text: 喝茶 }
  lunch: { at: "11:50", text: 午饭 }
`;

/** What the group reads of a `send`, as JSON. */
async function received(args: readonly string[]): Promise<string> {
  const { sandbox, env } = await robotServer();
  const robot = '{ webhook: "${TEAM_WEBHOOK}", secret: "${TEAM_SECRET}" }';
  const cwd = folder({ 'schedules/all.yaml': YAML.replace('{ webhook: sandbox }', robot) });
  expect(await dingbell(['send', 'team', ...args], { cwd, env })).toMatchObject({ code: 0, stderr: '' });
  return JSON.stringify(sandbox.conversation());
}

describe('the folder of a command', () => {
  const home = () => folder({ 'schedules/team/all.yaml': YAML, 'sub/deep/x.txt': '', 'other/a.yaml': YAML });

  it.each([
    ['nothing is given', undefined, '.', { path: 'schedules' }],
    ['from a subfolder', undefined, 'sub/deep', { path: '../../schedules' }],
    ['from inside of it', undefined, 'schedules/team', { path: '..' }],
    ['a folder', 'other', '.', { path: 'other', asked: 'other' }],
    ['a folder that has schedules', '..', 'sub', { path: '../schedules', asked: '..' }],
    ['a name that is not there', 'tea', '.', { path: 'tea', asked: 'tea', isMissing: true }],
  ])('%s', (_, asked, from, expected) => {
    expect(folderOf(asked, join(home(), from))).toEqual(expected);
  });

  it.each([
    ['of the schedules, however deep', 'schedules/team/all.yaml', 'schedules'],
    ['of a folder of another name', 'other/a.yaml', 'other'],
  ])('a file %s', (_, asked, path) => {
    const cwd = home();
    expect(folderOf(asked, cwd)).toEqual({ path, asked, file: join(cwd, asked) });
  });

  it('is schedules, here, where there is none yet', () => {
    expect(folderOf(undefined, folder())).toEqual({ path: 'schedules', isMissing: true });
  });

  it('is found from a subfolder, with its .env', async () => {
    const cwd = folder({
      'schedules/all.yaml': 'robots: { team: { webhook: "${HOOK}" } }\n',
      '.env': 'HOOK=sandbox\n',
      'sub/x': '',
    });
    expect(await dingbell(['check'], { cwd: join(cwd, 'sub') })).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    [['status', 'other']],
    [['status', '--dir', 'other']],
    [['history', 'other']],
    [['next', '--dir', 'other']],
    [['preview', 'tea', 'other']],
    [['preview', 'tea', '--dir', 'other']],
    [['vacation', 'list', 'other']],
    [['skip', 'tea', 'tomorrow', 'other']],
  ])('is given as the last word or as an option: %s', async (args) => {
    const { stderr, code } = await dingbell(args, { cwd: folder({ 'other/a.yaml': YAML }) });
    expect({ stderr, isUsed: code === 2 }).toEqual({ stderr: '', isUsed: false });
  });

  it('is not given twice', async () => {
    const { stderr, code } = await dingbell(['check', 'one', '--dir', 'other'], { cwd: home() });
    expect({ stderr, code }).toEqual({ stderr: 'error: The folder is given twice: one and --dir other.\n', code: 2 });
  });
});

describe('check of one file', () => {
  const cwd = () =>
    folder({
      'schedules/robots.yaml': 'robots: { team: { webhook: sandbox } }\n',
      'schedules/good.yaml': 'reminders: { tea: { at: "15:00", text: 喝茶, robot: team } }\n',
      'schedules/bad.yaml': 'reminders: { lunch: { at: "25:00", text: 午饭, robot: team } }\n',
    });

  it('knows what stands in the others, and only counts what is wrong there', async () => {
    const { stdout, code } = await dingbell(['check', 'schedules/good.yaml'], { cwd: cwd() });
    expect({ stdout, code }).toEqual({
      stdout:
        'schedules/good.yaml is valid within schedules\n' +
        '1 error in other files: npx dingbell check schedules shows it.\n',
      code: 0,
    });
  });

  it('tells what is wrong in it', async () => {
    const { stdout, code } = await dingbell(['check', 'bad.yaml'], { cwd: join(cwd(), 'schedules') });
    expect({ stdout, code }).toEqual({ stdout: expect.stringMatching(/^bad\.yaml:1:27 error: [^]*1 error/), code: 1 });
  });

  it('says which files are read', async () => {
    const home = folder({ 'schedules/notes.txt': '' });
    const { stderr, code } = await dingbell(['check', 'schedules/notes.txt'], { cwd: home });
    expect({ stderr, code }).toEqual({ stderr: expect.stringContaining('.yaml or .yml'), code: 2 });
  });
});

describe('next', () => {
  it('takes a word that is no folder for a reminder', async () => {
    const { stdout } = await dingbell(['next', 'tea', '--count', '2', '--json'], {
      cwd: folder({ 'schedules/all.yaml': YAML }),
    });
    expect(jsonLines(stdout)).toMatchObject([{ reminder: 'tea' }, { reminder: 'tea' }]);
  });

  it('takes it for the folder where there is one', async () => {
    const cwd = folder({ 'schedules/all.yaml': YAML, 'tea/all.yaml': YAML.replace('  tea:', '  coffee:') });
    const { stdout } = await dingbell(['next', 'tea', '--count', '2', '--json'], { cwd });
    expect(jsonLines(stdout).map(({ reminder }) => reminder)).toContain('coffee');
  });

  it('offers the nearest reminder, and where there are none yet, speaks of the folder', async () => {
    const known = await dingbell(['next', 'taa'], { cwd: folder({ 'schedules/all.yaml': YAML }) });
    expect(known.stderr).toMatch(/no reminder "taa"\. Did you mean tea\?/i);
    const nothing = await dingbell(['next', 'tea'], { cwd: folder() });
    expect(nothing.stderr).toMatch(/dingbell init makes the folder/);
  });
});

describe('people', () => {
  const cwd = () => folder({ 'schedules/all.yaml': YAML });

  it('are found by name as by id', async () => {
    const home = cwd();
    const added = await dingbell(['vacation', 'add', '--person', '小明', '--from', 'tomorrow'], { cwd: home });
    expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('小明 (xiaoming) is on vacation') });
    const removed = await dingbell(['vacation', 'remove', '--person', '小明'], { cwd: home });
    expect(removed).toMatchObject({ code: 0, stderr: '' });
    expect(await received(['开会', '--mention', '小明'])).toContain('13800000000');
  });

  it('of one name are told apart by their ids', async () => {
    const { stderr, code } = await dingbell(['send', 'team', '开会', '--mention', '丽丽'], { cwd: cwd() });
    expect({ stderr, code }).toEqual({
      stderr: 'error: Several people are called "丽丽": write the id, one of li1, li2.\n',
      code: 2,
    });
  });
});

describe('the language of a command', () => {
  const cwd = () =>
    folder({
      'schedules/all.yaml': `daemon:\n  # locale: en\n  timezone: Asia/Shanghai\n  locale: zh-CN # 中文\n${YAML}`,
      'sub/x': '',
      'english/all.yaml': `daemon: { locale: "en" }\n${YAML}`,
    });

  it.each([
    ['the configuration decides over the environment', ['pause', 'tea'], { LANG: 'en_US.UTF-8' }, /tea 暂停到/],
    ['its help too', ['--help'], {}, /用法：/],
    ['a mistake in the command line too', ['nxt'], {}, /^错误/],
    ['the folder that is meant decides', ['pause', 'tea', 'english'], { LANG: 'zh_CN.UTF-8' }, /is paused/],
    ['DINGBELL_LANG decides over the configuration', ['pause', 'tea'], { DINGBELL_LANG: 'en' }, /is paused/],
    ['--lang decides over all', ['pause', 'tea', '--lang', 'zh-CN'], { DINGBELL_LANG: 'en' }, /暂停到/],
  ])('%s', async (_, args, env, expected) => {
    const { stdout, stderr } = await dingbell(args, { cwd: cwd(), env });
    expect(stdout + stderr).toMatch(expected);
  });

  it('is written in .env as well', async () => {
    const home = folder({ 'schedules/all.yaml': YAML, '.env': 'DINGBELL_LANG=zh-CN\n' });
    expect((await dingbell(['pause', 'tea'], { cwd: home })).stdout).toMatch(/暂停到/);
  });

  it('that cannot be parsed is read all the same', async () => {
    const home = folder({ 'schedules/all.yaml': 'daemon:\n  locale: zh-CN\nreminders: [\n' });
    expect((await dingbell(['check'], { cwd: home })).stdout).toMatch(/错误/);
  });
});

describe('a text that begins with a dash', () => {
  const cwd = () => folder({ 'schedules/all.yaml': YAML });

  it.each(['-5 度', '- 一件事', '--- 完 ---', '-5', '—— 完'])('is sent: %s', async (text) => {
    expect(await received([text, '--wait'])).toContain(JSON.stringify(text).slice(1, -1));
  });

  it('is a value as well', async () => {
    const home = cwd();
    const { stdout } = await dingbell(['history', '--since', '-1d', '--json'], { cwd: home });
    expect(stdout).toBe('');
    const { stderr, code } = await dingbell(['next', '--count', '-5'], { cwd: home });
    expect({ stderr, code }).toEqual({ stderr: expect.stringMatching(/"?-5"?/), code: 2 });
    expect(stderr).not.toContain('\u{E000}');
  });

  it('is no text where it is mistyped for an option', async () => {
    const { stderr, code } = await dingbell(['send', 'team', '--wiat'], { cwd: cwd() });
    expect({ stderr, code }).toEqual({ stderr: expect.stringContaining('--wait'), code: 2 });
  });
});

describe('a line break that a CI system writes as \\n', () => {
  it.each([
    ['构建失败\\n看日志', '构建失败\n看日志'],
    ['a\\r\\nb', 'a\nb'],
    ['C:\\new\\notes.txt 已满\\n清理', 'C:\\new\\notes.txt 已满\n清理'],
    ['\\\\server\\new 断开', '\\\\server\\new 断开'],
    ['写作 \\\\n', '写作 \\\\n'],
  ])('%s', async (written, text) => {
    expect(await received([written])).toContain(JSON.stringify(text).slice(1, -1));
  });
});

describe('explain without quotes', () => {
  it('says that the shell has put names of files in place of the star', async () => {
    const cwd = folder({ 'README.md': '', 'notes.txt': '' });
    const words = ['explain', '0', '18', 'README.md', 'notes.txt', 'README.md', 'notes.txt', '1-5'];
    const { stderr, code } = await dingbell(words, { cwd });
    expect({ stderr, code }).toEqual({ stderr: expect.stringMatching(/Quote the expression/), code: 2 });
  });
});
