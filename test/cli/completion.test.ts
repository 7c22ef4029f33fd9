import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dingbell, folder, MAIN } from './dingbell.ts';

const YAML = `
robots: { team: { webhook: sandbox }, ops: { webhook: sandbox } }
people: { xiaoming: { name: 小明, mobile: "13800000000" } }
calendars: { office: { country: CN } }
defaults: { robot: team }
reminders:
  lunch: { at: "11:50", text: 午饭 }
  late-tea: { at: "16:00", text: tea, description: 下午茶 }
`;
const files = { 'schedules/all.yaml': YAML };

/** What is offered after these words, the last of which is being typed. */
async function offered(words: readonly string[], cwd = folder(files)): Promise<readonly string[]> {
  const { stdout, code } = await dingbell(['complete', '--', ...words], { cwd });
  expect(code).toBe(0);
  return stdout.split('\n').slice(0, -1);
}

describe('what could come next', () => {
  it.each([
    ['commands, with what they do', ['pre'], ['preview\ta reminder as it will be sent']],
    ['commands below a command', ['vacation', 're'], ['remove\ttake vacations back']],
    ['options of a command', ['history', '--st'], ['--state\tonly this state']],
    ['options that are good everywhere', ['history', '--lan'], [expect.stringMatching(/^--lang\t/)]],
    ['the values of an option', ['history', '--state', 'f'], ['failed']],
    ['in one word with it', ['history', '--state=f'], ['--state=failed']],
    ['as bash parts that word', ['history', '--state', '=', 'f'], ['failed']],
    ['languages', ['--lang', ''], ['zh-CN', 'en']],
    ['reminders, with what they are', ['preview', 'l'], ['late-tea\t下午茶', 'lunch\t11:50']],
    ['reminders after options', ['skip', '--dir', 'schedules', 'lu'], ['lunch\t11:50']],
    ['dates after a reminder', ['skip', 'lunch', 't'], ['today', 'tomorrow']],
    ['robots', ['send', 't'], ['team']],
    ['robots of an option', ['next', '--robot', ''], ['team', 'ops']],
    ['people, one after another', ['send', 'team', 'a', '--mention', 'b', 'x'], ['xiaoming\t小明']],
    ['calendars', ['calendar', '--calendar', ''], ['office']],
    ['zones', ['explain', '--timezone', 'Asia/Shang'], ['Asia/Shanghai']],
    ['shells', ['completion', ''], ['bash', 'zsh', 'fish', 'powershell']],
    ['folders, by the shell', ['check', ''], [':dirs']],
    ['files, by the shell', ['send', 'team', '--junit', ''], [':files']],
    ['nothing where anything may stand', ['send', 'team', ''], []],
    ['nothing after what nobody knows', ['nonsense', '--what', ''], expect.any(Array)],
    ['nothing of our own inner commands', ['comple'], ['completion\tlet your shell complete commands, ids, names']],
  ])('%s', async (_, words, expected) => {
    expect(await offered(words)).toEqual(expected);
  });

  it('the next times of the reminder to be skipped, and the dates of another command', async () => {
    const once = 'once: ["2099-12-24T14:00", "2099-12-24T18:30", "2099-12-26T09:00"]';
    const cwd = folder({ 'schedules/all.yaml': YAML.replace('at: "11:50"', once) });
    expect(await offered(['skip', 'lunch', '2'], cwd)).toEqual([
      '2099-12-24T14:00',
      '2099-12-24T18:30',
      '2099-12-26T09:00',
    ]);
    expect(await offered(['resume', 'lunch', '2'], cwd)).toEqual(['2099-12-24', '2099-12-26']);
    expect(await offered(['skip', 'nobody', ''], cwd)).toEqual(['today', 'tomorrow']);
  });

  it('the messages that wait, to be taken back or changed', async () => {
    const cwd = folder(files);
    expect(await offered(['take-back', ''], cwd)).toEqual([]);
    await dingbell(['send', 'team', '开会', '--at', '2099-12-24T15:00+08:00'], { cwd });
    const [line = '', ...others] = await offered(['take-back', ''], cwd);
    expect(line).toMatch(/^[0-9a-f]{8}\t2099-12-24T15:00 team 开会$/);
    expect(others).toEqual([]);
    expect(await offered(['send', 'team', 'x', '--instead-of', line.slice(0, 2)], cwd)).toEqual([line]);
    const taken = await dingbell(['take-back', line.slice(0, 8)], { cwd });
    expect(taken.code).toBe(0);
    expect(await offered(['take-back', ''], cwd)).toEqual([]);
  });

  it('of the folder that was named', async () => {
    const cwd = folder({ 'other/all.yaml': YAML.replaceAll('lunch', 'dinner') });
    expect(await offered(['preview', '--dir', 'other', 'd'], cwd)).toEqual(['dinner\t11:50']);
  });

  it('nothing, and no complaint, while the YAML has errors', async () => {
    const { stdout, stderr, code } = await dingbell(['complete', '--', 'preview', ''], {
      cwd: folder({ 'schedules/all.yaml': 'reminders: [' }),
    });
    expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: '', code: 0 });
  });
});

interface Shell {
  readonly name: string;
  /** Loads the script and prints what is offered for the words, one per line. */
  readonly run: (script: string, words: readonly string[], cwd: string) => readonly [string, readonly string[]];
}

const SHELLS: readonly Shell[] = [
  {
    name: 'bash',
    run: (script, words) => [
      'bash',
      [
        '--norc',
        '-c',
        `source "$1"; shift; COMP_LINE="$*"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); "$(complete -p "$1" | sed -E 's/.*-F ([^ ]+).*/\\1/')"; printf '%s\\n' "\${COMPREPLY[@]}"`,
        'bash',
        script,
        ...words,
      ],
    ],
  },
  {
    name: 'fish',
    // Where the script itself says that it belongs.
    run: (script, words, home) => {
      const [, place = ''] = /> ~\/(\S+)/.exec(readFileSync(script, 'utf8')) ?? [];
      mkdirSync(dirname(join(home, place)), { recursive: true });
      copyFileSync(script, join(home, place));
      return ['fish', ['-c', `complete -C '${words.join(' ')}'`]];
    },
  },
];

/** zsh completes on a terminal only: of its script we know that zsh can read it. PowerShell likewise is not at hand. */
describe('the scripts', () => {
  for (const { name, run } of SHELLS) {
    const isHere = spawnSync(name, ['--version']).status === 0;
    it.skipIf(!isHere)(`${name} completes dingbell and npx dingbell${isHere ? '' : ` (no ${name} here)`}`, async () => {
      const cwd = folder({ ...files, "a folder's/x": '' });
      const { stdout: script } = await dingbell(['completion', name], { cwd });
      const file = join(cwd, 'completion');
      writeFileSync(file, script);
      const env = { PATH: process.env['PATH'], HOME: cwd };
      const complete = (words: readonly string[]): readonly string[] => {
        const [command, args] = run(file, words, cwd);
        const { stdout } = spawnSync(command, [...args], { cwd, encoding: 'utf8', env });
        return stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => line.replace(/\t.*/, ''));
      };
      expect(complete(['dingbell', 'preview', 'l'])).toEqual(['late-tea', 'lunch']);
      expect(complete(['npx', 'dingbell', 'send', 'o'])).toEqual(['ops']);
      expect(complete(['dingbell', 'vacation', ''])).toEqual(['add', 'remove', 'list']);
      // What the shell offers by itself, files say, is not ours to judge.
      expect(complete(['npx', 'other', 'l'])).not.toContain('lunch');
      mkdirSync(join(cwd, 'schemes'));
      const folders = complete(['dingbell', 'check', 'sche']).map((each) => each.replace(/\/$/, ''));
      expect(folders.toSorted()).toEqual(['schedules', 'schemes']);
    });
  }

  const bash = spawnSync('bash', ['--version']).status === 0;
  it.skipIf(!bash).each([
    ['2099-12-24T1', ['2099-12-24T14:00', '2099-12-24T18:30']],
    ['2099-12-24T14:', ['00']],
    ['2099-12-24T14:0', ['00']],
    ['2099-12-24T18:', ['30']],
  ])('bash parts what is typed at its colon: %s', async (typed, expected) => {
    const once = 'once: ["2099-12-24T14:00", "2099-12-24T18:30"]';
    const cwd = folder({ 'schedules/all.yaml': YAML.replace('at: "11:50"', once) });
    const { stdout: script } = await dingbell(['completion', 'bash'], { cwd });
    const file = join(cwd, 'completion');
    writeFileSync(file, script);
    const line = `dingbell skip lunch ${typed}`;
    // As readline has it: the colon is a word, and what stands before the cursor belongs to the last one.
    const words = line.split(/ |(:)/).filter(Boolean);
    const run = `source "$1"; COMP_LINE="$2"; shift 2; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dingbell; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', run, 'bash', file, line, ...words], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: cwd },
    });
    expect(stderr).toBe('');
    expect(stdout.split('\n').filter(Boolean)).toEqual(expected);
  });

  const zsh = spawnSync('zsh', ['--version']).status === 0;
  it.skipIf(!zsh)(`zsh can read its script${zsh ? '' : ' (no zsh here)'}`, async () => {
    const { stdout } = await dingbell(['completion', 'zsh']);
    expect(spawnSync('zsh', ['-n'], { input: stdout }).status).toBe(0);
  });

  it.each(['bash', 'zsh', 'fish', 'powershell'])(
    '%s: says how to make it last, and calls us by our path',
    async (shell) => {
      const { stdout, code } = await dingbell(['completion', shell]);
      expect(stdout).toMatch(/^#/);
      expect(stdout).toContain(`npx dingbell completion ${shell}`);
      expect(stdout).toContain(process.execPath);
      expect(stdout).toContain(join('src', 'dingbell.cjs'));
      expect(code).toBe(0);
    },
  );

  it('reads the configuration only for what stands in it: somebody is typing', () => {
    const cwd = folder(files);
    const loads = (...words: readonly string[]): boolean => {
      const tell = `import { registerHooks } from 'node:module';
        registerHooks({ load(url, context, next) { console.error(url); return next(url, context); } });`;
      const options = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`];
      const { stderr } = spawnSync(process.execPath, [...options, MAIN, 'complete', ...words], {
        cwd,
        encoding: 'utf8',
      });
      expect(stderr).toContain('/cli/commands/complete.ts');
      return stderr.includes('/config/load.ts');
    };
    expect(loads('vacation', '')).toBe(false);
    expect(loads('preview', 'l')).toBe(true);
  });

  it('refuses a shell it does not know', async () => {
    const { stderr, code } = await dingbell(['completion', 'tcsh', '--lang', 'zh-CN']);
    expect(stderr).toMatch(/tcsh.*bash、zsh、fish、powershell/);
    expect(code).toBe(2);
  });
});
