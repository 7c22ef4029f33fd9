import { inspect } from 'node:util';
import { Command, Option } from 'commander';
import { envDirectoryFor, readEnvironment } from '../config/dot-env.ts';
import { printable } from '../message/printable.ts';
import { toEpochMs } from '../schedule/instant.ts';
import { declareCommands } from './commands.ts';
import { sheltered } from './dashed-text.ts';
import { endingOf } from './ending.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { folderOf } from './folder.ts';
import { helpIn } from './help.ts';
import { LANGUAGES } from '../message/language.ts';
import { chooseLanguage } from './language.ts';
import { Output } from './output.ts';
import { type Texts, textsIn } from './texts/catalogue.ts';
import { VERSION } from './version.ts';
import { writtenLocale } from './written-setting.ts';

interface GlobalOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Runs one command line, given without the program's name; resolves with the exit code, never rejects. */
export async function runProgram(argv: readonly string[]): Promise<ExitCode> {
  // The help and what is wrong with the command line are told before it is known which folder is meant.
  let { language } = await surroundingsOf(folderOf(undefined).path, argv);
  let texts = textsIn(language);
  const out = new Output(process.stdout);
  const err = new Output(process.stderr);
  const program = createProgram(texts, out, err);
  let exitCode: ExitCode = EXIT.fine;

  declareCommands(program, texts, async (folder, work) => {
    const { json = false } = program.opts<GlobalOptions>();
    const { env, ...around } = await surroundingsOf(folder.path, argv);
    language = around.language;
    texts = textsIn(language);
    exitCode = await work({ out, err, json, language, texts, env, now: toEpochMs(Date.now()) });
  });

  // Only when somebody is going to read them.
  if (argv.includes('--help') || argv.includes('-h')) (await import('./examples.ts')).addExamples(program, texts);

  const conclude = (error: unknown): void => {
    const ending = endingOf(error, texts, language);
    const { verbose = false } = program.opts<GlobalOptions>();
    if (ending.message !== undefined)
      err.append(`${err.paint('red', texts.error)}${printable(shortened(ending.message))}\n`);
    if (verbose && error instanceof Error) err.append(`${printable(inspect(error))}\n`);
    exitCode = ending.exitCode;
  };
  try {
    await program.parseAsync(sheltered(argv), { from: 'user' });
  } catch (error) {
    conclude(error);
  }
  // Apart from the work: help is text to be handed over too, and it ends the parsing by throwing.
  await out.flush().catch(conclude);
  // Nobody is left to be told.
  await err.flush().catch(() => {});
  return exitCode;
}

/** What the environment says of a folder, `.env` included, and the language that follows from it. */
async function surroundingsOf(folder: string, argv: readonly string[]) {
  const env = await readEnvironment(process.env, envDirectoryFor(folder));
  return { env, language: chooseLanguage(argv, env, await writtenLocale(folder)) };
}

/** Some errors repeat what they were given, however much that is. */
function shortened(message: string): string {
  return message.length <= MOST_OF_ERROR ? message : `${message.slice(0, MOST_OF_ERROR)}…`;
}

const MOST_OF_ERROR = 2_000;

function createProgram(texts: Texts, out: Output, err: Output): Command {
  return new Command('dingbell')
    .description(texts.help.program)
    .version(VERSION, '-V, --version', texts.help.version)
    .helpOption('-h, --help', texts.help.help)
    .helpCommand(false)
    .configureHelp(helpIn(texts))
    .configureOutput({
      writeOut: (text) => out.append(text),
      writeErr: (text) => err.append(text),
      outputError: () => {},
    })
    .exitOverride()
    .addOption(new Option('--lang <language>', texts.help.lang).choices(LANGUAGES))
    .option('--json', texts.help.json)
    .option('--verbose', texts.help.verbose);
}
