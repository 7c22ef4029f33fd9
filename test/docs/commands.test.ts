import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Help } from 'commander';
import { describe, expect, it } from 'vitest';
import { declareCommands } from '../../src/cli/commands.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';
import { ROOT } from '../support/workspace.ts';
import { consoleCommands } from './console.ts';
import type { Page } from './markdown.ts';
import { allPages, readPage } from './pages.ts';

/** What the pages use beside npm and dingbell itself; everything else in a shell example is a slip. */
const OTHERS = new Set([
  'cat',
  'cd',
  'chmod',
  'cp',
  'curl',
  'docker',
  'echo',
  'git',
  'head',
  'ls',
  'mkdir',
  'mv',
  'node',
  'pm2',
  'ssh',
  'sudo',
  'systemctl',
  'useradd',
  'tar',
  'umask',
]);

describe.each(allPages().map((page) => [page.path, page] as const))('the commands of %s', (path, page) => {
  it('exist, with these options and arguments', async () => {
    const refused: string[] = [];
    for (const { line, command, isMentioned = false } of commandsOf(page)) {
      const fault = await faultOf(command);
      if (isMentioned && /missing required argument/.test(fault ?? '')) continue;
      if (fault !== undefined) refused.push(`${path}:${line} ${command}: ${fault}`);
    }
    expect(refused).toEqual([]);
  });
});

describe.each(['docs/commands.md', 'docs/commands.zh-CN.md'])('%s', (path) => {
  const page = readPage(path);

  it('has a heading for every command, and for no other', () => {
    const headings = page.headings.filter(({ level }) => level === 3).map(({ text }) => text.replaceAll('`', ''));
    expect(headings.toSorted()).toEqual(
      leaves()
        .map((command) => [...pathOf(command), ...argumentsOf(command)].join(' '))
        .toSorted(),
    );
  });

  it.each(leaves().map((command) => [pathOf(command).join(' '), command] as const))(
    'tells every option of %s, and no other',
    (name, command) => {
      expect(optionsToldOf(page, name)).toEqual(
        command.options
          .filter(({ long }) => long !== '--dir')
          .map(({ flags }) => flags)
          .toSorted(),
      );
    },
  );
});

interface Written {
  readonly line: number;
  readonly command: string;
  /** Spoken of in running text, where arguments may be left out. */
  readonly isMentioned?: boolean;
}

/** Of fences, and of code in running text that begins with dingbell or npm. */
function commandsOf({ fences, codeSpans }: Page): readonly Written[] {
  const inFences = fences.flatMap(({ language, text, line }) => {
    if (language === 'console') return consoleCommands(text).map(({ command }) => ({ line, command }));
    if (language !== 'sh') return [];
    const commands = text.replaceAll('\\\n', ' ').split('\n');
    return commands.map((command) => ({ line, command: command.replace(/(^|\s)#\s.*$/, '').trim() }));
  });
  const inText = codeSpans
    .filter(({ text }) => /^(?:npx dingbell|dingbell|npm) /.test(text))
    .filter(({ text }) => !text.endsWith('…'))
    .map(({ line, text }) => ({ line, command: text, isMentioned: true }));
  return [...inFences, ...inText].filter(({ command }) => command !== '');
}

/** What is wrong with a line of a shell: each command in it is looked at. */
async function faultOf(line: string): Promise<string | undefined> {
  for (const words of partsOf(line)) {
    const [program = '', ...rest] = words;
    const fault = await faultOfOne(program, rest);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

async function faultOfOne(program: string, words: readonly string[]): Promise<string | undefined> {
  if (program === 'npx' && words[0] === 'dingbell') return await faultOfDingbell(words.slice(1));
  if (program === 'npx')
    return Object.hasOwn(packageJson().devDependencies, words[0] ?? '') ? undefined : 'no such tool';
  if (program === 'dingbell') return await faultOfDingbell(words);
  if (program === 'npm') return faultOfNpm(words);
  if (program === 'node' && words[0] !== undefined && !existsSync(join(ROOT, words[0]))) return `no file ${words[0]}`;
  return OTHERS.has(program) || program.endsWith('/node') ? undefined : `${program} is not known here`;
}

const NPM_ITSELF = new Set(['ci', 'install', 'pack', 'publish', 'start', 'test']);

interface PackageJson {
  readonly scripts: object;
  readonly devDependencies: object;
}

function packageJson(): PackageJson {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as PackageJson;
}

function faultOfNpm([verb = '', script = '']: readonly string[]): string | undefined {
  const { scripts } = packageJson();
  if (verb === 'run') return Object.hasOwn(scripts, script) ? undefined : `no script ${script}`;
  return NPM_ITSELF.has(verb) ? undefined : `npm ${verb} is not known here`;
}

async function faultOfDingbell(words: readonly string[]): Promise<string | undefined> {
  const program = createProgram();
  try {
    await program.parseAsync(words, { from: 'user' });
    return undefined;
  } catch (error) {
    const { code = '', message } = error as { readonly code?: string; readonly message: string };
    return ['commander.helpDisplayed', 'commander.help', 'commander.version'].includes(code) ? undefined : message;
  }
}

/** The words of each command between pipes and `&&`; quotes hold words together, redirections go. */
function partsOf(line: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const [word] of line.matchAll(/&&|\|\||[|;&]|[<>]+\s*\S+|(?:"[^"]*"|'[^']*'|[^\s"'|;&<>])+/g)) {
    if (/^(?:&&|\|\||[|;&])$/.test(word)) parts.push([]);
    else if (!/^[<>]/.test(word) && !/^\w+=/.test(word)) parts.at(-1)?.push(word.replaceAll(/["']/g, ''));
  }
  return parts.filter((words) => words.length > 0);
}

function createProgram(): Command {
  const silent = { writeOut: () => {}, writeErr: () => {}, outputError: () => {} };
  const program = new Command('dingbell').exitOverride().configureOutput(silent).version('0').helpCommand(false);
  program.option('--lang <language>').option('--json').option('--verbose');
  declareCommands(program, textsIn('en'), async () => {});
  return program;
}

/** The commands that do something themselves, but for those that only our own scripts call. */
function leaves(command: Command = createProgram()): readonly Command[] {
  return new Help().visibleCommands(command).flatMap((each) => (each.commands.length === 0 ? [each] : leaves(each)));
}

function pathOf(command: Command): readonly string[] {
  return command.parent ? [...pathOf(command.parent), command.name()] : [];
}

function argumentsOf({ registeredArguments }: Command): readonly string[] {
  // The folder is told of once, for all.
  const own = registeredArguments.filter((argument) => argument.name() !== 'dir');
  return own.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}

/** From the table in the section of a command. */
function optionsToldOf({ headings, tables }: Page, name: string): readonly string[] {
  const at = headings.findIndex(({ text }) => text.replaceAll('`', '').replace(/(?: [<[].*)?$/, '') === name);
  const start = headings[at]?.line ?? 0;
  const end = headings[at + 1]?.line ?? Number.POSITIVE_INFINITY;
  return tables
    .filter(({ line }) => line > start && line < end)
    .flatMap(({ rows }) => rows.map(([cell = '']) => cell.replaceAll('`', '')))
    .toSorted();
}
