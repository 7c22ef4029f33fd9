import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { declareCommands } from '../../src/cli/commands.ts';
import { addExamples } from '../../src/cli/examples.ts';
import { LANGUAGES } from '../../src/message/language.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';
import { dingbell, folder, start } from './dingbell.ts';

const COMMANDS = [
  'init',
  'doctor',
  'completion',
  'run',
  'check',
  'next',
  'preview',
  'send',
  'fire',
  'history',
  'status',
  'explain',
  'schema',
  'sandbox',
  'skip',
  'pause',
  'resume',
  'vacation',
  'calendar',
  'simulate',
  'export',
];

describe('the command line', () => {
  it('lists every command in its help, on standard output', async () => {
    const { stdout, stderr, code } = await dingbell(['--help']);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} {2,}\\S`, 'm'));
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  it('helps in Chinese where the environment is Chinese', async () => {
    const { stdout } = await dingbell(['--help'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(stdout).toMatch(/用法：[^]*日常：[^]*守护进程/);
  });

  it.each(COMMANDS)('%s explains itself', async (command) => {
    const { stdout, code } = await dingbell([command, '--help', '--lang', 'zh-CN']);
    expect(stdout).toMatch(new RegExp(`dingbell ${command}`));
    // Whatever commander says by itself is translated: no line of help is English only.
    expect(stdout).not.toMatch(/default:|Options:|Arguments:|choices:|\[options\]|\[command\]|Examples:/);
    expect(code).toBe(0);
  });

  it('is read in ten seconds: commands first, a line each, then where to go on', async () => {
    const { stdout } = await dingbell(['--help']);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(
      /Every day:[^]*By hand:[^]*Looking ahead:[^]*Setting up:[^]*Options:[^]*<command> --help\n$/,
    );
  });

  it('each command has an example, and each example is a command line that is understood', async () => {
    const texts = textsIn('en');
    for (const language of LANGUAGES) {
      const program = new Command('dingbell');
      declareCommands(program, texts, async () => {});
      addExamples(program, textsIn(language));
      const unhelped = leaves(program).filter((command) => !/^ {2}npx dingbell /m.test(helpOf(command)));
      expect(unhelped.map((command) => command.name())).toEqual(['complete']);
      for (const [, line = ''] of leaves(program).flatMap((command) => [
        ...helpOf(command).matchAll(/^ {2}npx dingbell (.*)/gm),
      ])) {
        await expect(parse(line), line).resolves.toBeUndefined();
      }
    }
  });

  it('prints its version', async () => {
    expect((await dingbell(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['no command', [], /Usage: dingbell/],
    ['an unknown command', ['nxt'], /^error: unknown command 'nxt' \(Did you mean next\?\)\n$/],
    ['an unknown option', ['next', '--cuont', '3'], /^error: unknown option '--cuont' \(Did you mean --count\?\)\n$/],
    ['a missing argument', ['preview'], /^error: missing required argument 'id'\n$/],
    ['an option without its value', ['next', '--from'], /^error: option '--from <time>' argument missing\n$/],
    ['a number that is none', ['next', '--count', 'many'], /^error: .*Write a whole number from 1 up\.\n$/],
    ['a port that is none', ['sandbox', '--port', '70000'], /^error: .*from 0 to 65535\.\n$/],
    ['a state that is none', ['history', '--state', 'lost'], /^error: .*pending, sending, delivered/],
    ['too many arguments', ['check', 'a', 'b'], /^error: too many arguments/],
    ['an unknown language', ['check', '--lang', 'fr'], /^error: .*zh-CN, en/],
  ])('%s is wrong usage: exit code 2, nothing on standard output', async (_, args, message) => {
    const { stdout, stderr, code } = await dingbell(args);
    expect(stderr).toMatch(message);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  });

  it.each([
    ['an unknown command', ['nxt'], '错误：没有 nxt 这个命令。是不是 next？\n'],
    ['an unknown option', ['next', '--foo'], '错误：没有 --foo 这个选项。是不是 --from？\n'],
    ['a missing argument', ['preview'], '错误：缺少参数 <id>。加上 --help 可以看到用法。\n'],
    ['an option without its value', ['next', '--from'], '错误：选项 --from <time> 后面要写一个值。\n'],
    ['a number that is none', ['next', '--count', '0'], '错误：--count <n> 不能是“0”。请写不小于 1 的整数。\n'],
    ['too many arguments', ['check', 'a', 'b'], '错误：参数太多了。含空格的内容请加引号；加上 --help 可以看到用法。\n'],
    [
      'a value that is no choice',
      ['history', '--state', 'lost'],
      '错误：--state <state> 不能是“lost”。可以是 pending、sending、delivered、failed、expired、missed、skipped。\n',
    ],
  ])('%s is told in Chinese', async (_, args, message) => {
    expect((await dingbell(['--lang', 'zh-CN', ...args])).stderr).toBe(message);
  });

  it('shows a stack trace with --verbose only', async () => {
    const args = ['explain', '* * * * *', '--timezone', 'Mars/Olympus'];
    expect((await dingbell(args)).stderr).not.toContain('    at ');
    expect((await dingbell([...args, '--verbose'])).stderr).toContain('    at ');
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const cwd = folder({
      'schedules/all.yaml':
        'robots: { team: { webhook: sandbox } }\nreminders:\n  tick: { robot: team, cron: "* * * * *", text: hi }\n',
    });
    const child = start(['next', '--json', '--count', '10000000'], { cwd });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += String(chunk)));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('colours nothing when its output is no terminal, and with NO_COLOR not even when asked', async () => {
    const escape = String.fromCodePoint(27);
    expect((await dingbell(['--help'])).stdout).not.toContain(escape);
    expect((await dingbell(['nxt'], { env: { NO_COLOR: '1' } })).stderr).not.toContain(escape);
    expect((await dingbell(['nxt'], { env: { FORCE_COLOR: '1' } })).stderr).toContain(escape);
  });
});

function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap((each) => leaves(each));
}

/** What `--help` prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (more) => (text += more) });
  command.outputHelp();
  return text;
}

/** Rejects when the command line is no proper one; does nothing otherwise. */
async function parse(line: string): Promise<void> {
  const program = new Command('dingbell').option('--json').option('--verbose');
  declareCommands(program, textsIn('en'), async () => {});
  strict(program);
  const [words = ''] = line.split(/ (?:>>?|<) /);
  const argv = Array.from(
    words.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
  await program.parseAsync(argv, { from: 'user' });
}

function strict(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => {} });
  for (const each of command.commands) strict(each);
}
