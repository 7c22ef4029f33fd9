import { Argument, type Command, Option } from 'commander';
import type { CompleteInput } from './commands/complete.ts';
import type { Shell } from './completion/scripts.ts';
import { STATES } from '../delivery/delivery.ts';
import { unsheltered } from './dashed-text.ts';
import type { Calls } from './calls.ts';
import { declareHooks } from './hook-commands.ts';
import type { ExitCode } from './exit-code.ts';
import { countOption, priorityOption, port } from './number-option.ts';
import { wrongUsage } from './failure.ts';
import { type Folder, folderOf } from './folder.ts';
import type { Session } from './session.ts';
import type { Texts } from './texts/catalogue.ts';

/** Gives a command's work, on the folder that was found for it, its session and keeps its exit code. */
export type Runner = (folder: Folder, work: (session: Session) => Promise<ExitCode>) => Promise<void>;

/**
 * Every command with its arguments and options. The work itself is loaded when it is called, so that `--help` and the
 * small commands wait for nothing of the large ones.
 */
export function declareCommands(program: Command, texts: Texts, run: Runner): void {
  const calls: Calls =
    (load, ...names) =>
    (...given) => {
      const { dir, ...input } = unsheltered(inputOf(names, given, texts));
      const folder = folderOf(dir);
      return run(folder, async (session) => (await load())(session, { ...input, folder, dir: folder.path } as never));
    };
  declareDaily(program.commandsGroup(texts.help.groups.daily), texts, calls);
  declareByHand(program.commandsGroup(texts.help.groups.byHand), texts, calls);
  declareLooking(program.commandsGroup(texts.help.groups.looking), texts, calls);
  declareSetup(program.commandsGroup(texts.help.groups.setup), texts, calls);
}

/** The options, and under these names the arguments. The folder may be given as either. */
function inputOf(
  names: readonly PropertyKey[],
  given: readonly unknown[],
  texts: Texts,
): { readonly [name: string]: unknown; readonly dir?: string } {
  const options = given[names.length] as { readonly dir?: string };
  const written = names.map((name, index) => [name, given[index]] as const).filter(([, value]) => value !== undefined);
  const input = { ...options, ...(Object.fromEntries(written) as { readonly dir?: string }) };
  if (options.dir === undefined || input.dir === options.dir) return input;
  throw wrongUsage(texts.help.twoFolders(input.dir ?? '', options.dir));
}

function declareDaily(program: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  program
    .command('run')
    .description(commands.run)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .option('--allow-empty', options.allowEmpty)
    .action(calls(async () => (await import('./commands/run.ts')).runDaemon, 'dir'));

  program
    .command('check')
    .description(commands.check)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/check.ts')).check, 'dir'));

  program
    .command('next')
    .description(commands.next)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .option('--from <time>', options.from)
    .option('--until <time>', options.until)
    .addOption(countOption('--count <n>', options.count, texts))
    .option('--reminder <id>', options.reminder)
    .option('--robot <name>', options.robot)
    .action(calls(async () => (await import('./commands/next.ts')).next, 'dir'));

  program
    .command('preview')
    .description(commands.preview)
    .argument('<id>', options.id)
    .argument('[dir]', options.dir)
    .option('--at <time>', options.at)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/preview.ts')).preview, 'reminder', 'dir'));

  program
    .command('status')
    .description(commands.status)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/status.ts')).status, 'dir'));

  program
    .command('history')
    .description(commands.history)
    .argument('[dir]', options.dir)
    .option('--since <time>', options.since)
    .addOption(new Option('--state <state>', options.state).choices(STATES))
    .option('--reminder <id>', options.reminder)
    .addOption(countOption('--limit <n>', options.limit, texts).default(50))
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/history.ts')).history, 'dir'));
}

function declareByHand(program: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  program
    .command('send')
    .description(commands.send)
    .argument('<robot>', options.robotName)
    .argument('[text]', options.text)
    .option('--markdown <file>', options.markdown)
    .option('--title <title>', options.title)
    .option('--junit <file...>', options.junit)
    .option('--key <key>', options.key)
    .addOption(priorityOption('--priority <n>', options.priority, texts))
    .option('--mention <who...>', options.mention)
    .option('--at-all', options.atAll)
    .option('--at <time>', options.sendAt)
    .option('--instead-of <message>', options.insteadOf)
    .option('--wait', options.wait)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/send.ts')).send, 'robot', 'text'));

  program
    .command('take-back')
    .description(commands.takeBack)
    .argument('<message>', options.waitingMessage)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/take-back.ts')).takeBack, 'message', 'dir'));

  program
    .command('fire')
    .description(commands.fire)
    .argument('<id>', options.id)
    .argument('[dir]', options.dir)
    .option('--wait', options.wait)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/fire.ts')).fire, 'reminder', 'dir'));

  declareExceptions(program, texts, calls);
  declareHooks(program.command('hook').description(commands.hook).helpCommand(false), texts, calls);
}

/** What is set by hand and taken back. */
function declareExceptions(program: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  program
    .command('skip')
    .description(commands.skip)
    .argument('<id>', options.id)
    .argument('<date>', options.skippedWhat)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/skip.ts')).skip, 'reminder', 'date', 'dir'));

  program
    .command('swap')
    .description(commands.swap)
    .argument('<id>', options.id)
    .argument('<date>', options.date)
    .argument('<person...>', options.substitute)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/swap.ts')).swap, 'reminder', 'date', 'people'));

  program
    .command('pause')
    .description(commands.pause)
    .argument('<id>', options.id)
    .argument('[dir]', options.dir)
    .option('--until <time>', options.pauseUntil)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/pause.ts')).pause, 'reminder', 'dir'));

  program
    .command('resume')
    .description(commands.resume)
    .argument('<id>', options.id)
    .argument('[date]', options.skippedDate)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/resume.ts')).resume, 'reminder', 'date'));

  declareVacation(program.command('vacation').description(commands.vacation).helpCommand(false), texts, calls);
}

function declareVacation(vacation: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  vacation
    .command('add')
    .description(commands.vacationAdd)
    .argument('[dir]', options.dir)
    .option('--person <id>', options.person)
    .option('--all', options.all)
    .requiredOption('--from <date>', options.vacationFrom)
    .option('--until <date>', options.vacationUntil)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/vacation.ts')).addVacation, 'dir'));

  vacation
    .command('remove')
    .description(commands.vacationRemove)
    .argument('[dir]', options.dir)
    .option('--person <id>', options.person)
    .option('--all', options.all)
    .option('--from <date>', options.removeFrom)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/vacation.ts')).removeVacations, 'dir'));

  vacation
    .command('list')
    .description(commands.vacationList)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/vacation.ts')).listVacations, 'dir'));
}

function declareLooking(program: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  program
    .command('calendar')
    .description(commands.calendar)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .option('--month <month>', options.month)
    .option('--calendar <name>', options.calendar)
    .action(calls(async () => (await import('./commands/calendar.ts')).calendar, 'dir'));

  program
    .command('simulate')
    .description(commands.simulate)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .requiredOption('--from <time>', options.simulateFrom)
    .requiredOption('--until <time>', options.until)
    .action(calls(async () => (await import('./commands/simulate.ts')).simulate, 'dir'));

  program
    .command('explain')
    .description(commands.explain)
    .argument('<expression...>', options.expression)
    .option('--dir <dir>', options.dir)
    .option('--timezone <zone>', options.timezone)
    .option('--from <time>', options.explainFrom)
    .addOption(countOption('--count <n>', options.explainCount, texts).default(5))
    .addOption(new Option('--day-match <which>', options.dayMatch).choices(['both', 'either']))
    .action(calls(async () => (await import('./commands/explain.ts')).explain, 'expression'));

  program
    .command('export')
    .description(commands.export)
    .helpCommand(false)
    .command('ics')
    .description(commands.exportIcs)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .option('--until <time>', options.icsUntil)
    .option('--output <file>', options.output)
    .action(calls(async () => (await import('./commands/export-ics.ts')).exportIcs, 'dir'));
}

function declareSetup(program: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  declareInit(program, texts, calls);
  program
    .command('doctor')
    .description(commands.doctor)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .option('--send', options.doctorSend)
    .action(calls(async () => (await import('./commands/doctor.ts')).doctor, 'dir'));

  declareBackups(program, texts, calls);
  program
    .command('sandbox')
    .description(commands.sandbox)
    .addOption(
      new Option('--port <port>', options.port).argParser((text) => port(text, texts)).default(0, options.anyPort),
    )
    .option('--secret <secret>', options.secret)
    .option('--keyword <keyword...>', options.keyword)
    .addOption(countOption('--limit <n>', options.perMinute, texts).default(20))
    .action(calls(async () => (await import('./commands/sandbox.ts')).sandbox));

  program
    .command('completion')
    .description(commands.completion)
    .addArgument(
      new Argument('<shell>', options.shell).choices(['bash', 'zsh', 'fish', 'powershell'] satisfies Shell[]),
    )
    .action(calls(async () => (await import('./commands/completion.ts')).completion, 'shell'));

  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .option('--new-word')
    .action(
      calls(async () => {
        const { complete } = await import('./commands/complete.ts');
        return (session: Session, input: CompleteInput) => complete(session, program, input);
      }, 'words'),
    );

  program
    .command('schema')
    .description(commands.schema)
    .action(calls(async () => (await import('./commands/schema.ts')).schema));
}

function declareBackups(program: Command, { help: { commands, options } }: Texts, calls: Calls): void {
  program
    .command('backup')
    .description(commands.backup)
    .argument('[file]', options.backupFile)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/backup.ts')).backup, 'file'));
  program
    .command('restore')
    .description(commands.restore)
    .argument('<file>', options.restoreFile)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/restore.ts')).restore, 'file'));
}

function declareInit(program: Command, { help: { commands, options } }: Texts, calls: Calls): void {
  program
    .command('init')
    .description(commands.init)
    .argument('[dir]', options.initDir)
    .option('--dir <dir>', options.sameDir)
    .option('--yes', options.yes)
    .option('--stdin', options.stdin)
    .option('--robot <name>', options.initRobot)
    .option('--keyword <keyword...>', options.initKeyword)
    .option('--timezone <zone>', options.initTimezone)
    .option('--reminders <id...>', options.initReminders)
    .option('--examples <what>', options.initExamples)
    .option('--replace', options.initReplace)
    .action(calls(async () => (await import('./commands/init.ts')).init, 'dir'));
}
