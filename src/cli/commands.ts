import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { CalendarInput } from './commands/calendar.ts';
import type { Shell } from './completion/scripts.ts';
import type { DoctorInput } from './commands/doctor.ts';
import type { ExplainInput } from './commands/explain.ts';
import type { ExportIcsInput } from './commands/export-ics.ts';
import type { FireInput } from './commands/fire.ts';
import type { HistoryInput } from './commands/history.ts';
import type { InitInput } from './commands/init.ts';
import type { NextInput } from './commands/next.ts';
import type { PauseInput } from './commands/pause.ts';
import type { PreviewInput } from './commands/preview.ts';
import type { ResumeInput } from './commands/resume.ts';
import type { SandboxInput } from './commands/sandbox.ts';
import type { SendInput } from './commands/send.ts';
import type { SimulateInput } from './commands/simulate.ts';
import type { SkipInput } from './commands/skip.ts';
import type { StatusInput } from './commands/status.ts';
import type { AddVacationInput, ListVacationsInput, RemoveVacationInput } from './commands/vacation.ts';
import { STATES } from '../delivery/delivery.ts';
import type { ExitCode } from './exit-code.ts';
import type { Session } from './session.ts';
import type { Texts } from './texts/catalogue.ts';

/** Gives a command's work its session and keeps its exit code. */
export type Runner = (work: (session: Session) => Promise<ExitCode>) => Promise<void>;

const DIRECTORY = 'schedules';

/**
 * Every command with its arguments and options. The work itself is loaded when it is called, so that `--help` and the
 * small commands wait for nothing of the large ones.
 */
export function declareCommands(program: Command, texts: Texts, run: Runner): void {
  declareDaily(program.commandsGroup(texts.help.groups.daily), texts, run);
  declareByHand(program.commandsGroup(texts.help.groups.byHand), texts, run);
  declareLooking(program.commandsGroup(texts.help.groups.looking), texts, run);
  declareSetup(program.commandsGroup(texts.help.groups.setup), texts, run);
}

function declareDaily(program: Command, texts: Texts, run: Runner): void {
  const { commands, options } = texts.help;

  program
    .command('run')
    .description(commands.run)
    .argument('[dir]', options.dir, DIRECTORY)
    .action((dir: string) => run(async (session) => (await import('./commands/run.ts')).runDaemon(session, { dir })));

  program
    .command('check')
    .description(commands.check)
    .argument('[dir]', options.dir, DIRECTORY)
    .action((dir: string) => run(async (session) => (await import('./commands/check.ts')).check(session, { dir })));

  program
    .command('next')
    .description(commands.next)
    .argument('[dir]', options.dir, DIRECTORY)
    .option('--from <time>', options.from)
    .option('--until <time>', options.until)
    .addOption(countOption('--count <n>', options.count, texts))
    .option('--reminder <id>', options.reminder)
    .option('--robot <name>', options.robot)
    .action((dir: string, given: Omit<NextInput, 'dir'>) =>
      run(async (session) => (await import('./commands/next.ts')).next(session, { ...given, dir })),
    );

  program
    .command('preview')
    .description(commands.preview)
    .argument('<id>', options.id)
    .option('--at <time>', options.at)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((reminder: string, given: Omit<PreviewInput, 'reminder'>) =>
      run(async (session) => (await import('./commands/preview.ts')).preview(session, { ...given, reminder })),
    );

  program
    .command('status')
    .description(commands.status)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((given: StatusInput) =>
      run(async (session) => (await import('./commands/status.ts')).status(session, given)),
    );

  program
    .command('history')
    .description(commands.history)
    .option('--since <time>', options.since)
    .addOption(new Option('--state <state>', options.state).choices(STATES))
    .option('--reminder <id>', options.reminder)
    .addOption(countOption('--limit <n>', options.limit, texts).default(50))
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((given: HistoryInput) =>
      run(async (session) => (await import('./commands/history.ts')).history(session, given)),
    );
}

function declareByHand(program: Command, texts: Texts, run: Runner): void {
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
    .option('--mention <who...>', options.mention)
    .option('--at-all', options.atAll)
    .option('--wait', options.wait)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((robot: string, text: string | undefined, given: Omit<SendInput, 'robot' | 'text'>) =>
      run(async (session) => (await import('./commands/send.ts')).send(session, { ...given, robot, text })),
    );

  program
    .command('fire')
    .description(commands.fire)
    .argument('<id>', options.id)
    .option('--wait', options.wait)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((reminder: string, given: Omit<FireInput, 'reminder'>) =>
      run(async (session) => (await import('./commands/fire.ts')).fire(session, { ...given, reminder })),
    );

  program
    .command('skip')
    .description(commands.skip)
    .argument('<id>', options.id)
    .argument('<date>', options.date)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((reminder: string, date: string, given: Omit<SkipInput, 'reminder' | 'date'>) =>
      run(async (session) => (await import('./commands/skip.ts')).skip(session, { ...given, reminder, date })),
    );

  program
    .command('pause')
    .description(commands.pause)
    .argument('<id>', options.id)
    .option('--until <time>', options.pauseUntil)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((reminder: string, given: Omit<PauseInput, 'reminder'>) =>
      run(async (session) => (await import('./commands/pause.ts')).pause(session, { ...given, reminder })),
    );

  program
    .command('resume')
    .description(commands.resume)
    .argument('<id>', options.id)
    .argument('[date]', options.skippedDate)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((reminder: string, date: string | undefined, given: Omit<ResumeInput, 'reminder' | 'date'>) =>
      run(async (session) => (await import('./commands/resume.ts')).resume(session, { ...given, reminder, date })),
    );

  declareVacation(program.command('vacation').description(commands.vacation).helpCommand(false), texts, run);
}

function declareVacation(vacation: Command, texts: Texts, run: Runner): void {
  const { commands, options } = texts.help;

  vacation
    .command('add')
    .description(commands.vacationAdd)
    .option('--person <id>', options.person)
    .option('--all', options.all)
    .requiredOption('--from <date>', options.vacationFrom)
    .option('--until <date>', options.vacationUntil)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((given: AddVacationInput) =>
      run(async (session) => (await import('./commands/vacation.ts')).addVacation(session, given)),
    );

  vacation
    .command('remove')
    .description(commands.vacationRemove)
    .option('--person <id>', options.person)
    .option('--all', options.all)
    .option('--from <date>', options.removeFrom)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((given: RemoveVacationInput) =>
      run(async (session) => (await import('./commands/vacation.ts')).removeVacations(session, given)),
    );

  vacation
    .command('list')
    .description(commands.vacationList)
    .option('--dir <dir>', options.dir, DIRECTORY)
    .action((given: ListVacationsInput) =>
      run(async (session) => (await import('./commands/vacation.ts')).listVacations(session, given)),
    );
}

function declareLooking(program: Command, texts: Texts, run: Runner): void {
  const { commands, options } = texts.help;

  program
    .command('calendar')
    .description(commands.calendar)
    .argument('[dir]', options.dir, DIRECTORY)
    .option('--month <month>', options.month)
    .option('--calendar <name>', options.calendar)
    .action((dir: string, given: Omit<CalendarInput, 'dir'>) =>
      run(async (session) => (await import('./commands/calendar.ts')).calendar(session, { ...given, dir })),
    );

  program
    .command('simulate')
    .description(commands.simulate)
    .argument('[dir]', options.dir, DIRECTORY)
    .requiredOption('--from <time>', options.simulateFrom)
    .requiredOption('--until <time>', options.until)
    .action((dir: string, given: Omit<SimulateInput, 'dir'>) =>
      run(async (session) => (await import('./commands/simulate.ts')).simulate(session, { ...given, dir })),
    );

  program
    .command('explain')
    .description(commands.explain)
    .argument('<expression...>', options.expression)
    .option('--timezone <zone>', options.timezone, 'Asia/Shanghai')
    .option('--from <time>', options.explainFrom)
    .addOption(countOption('--count <n>', options.explainCount, texts).default(5))
    .addOption(new Option('--day-match <which>', options.dayMatch).choices(['both', 'either']))
    .action((words: string[], given: Omit<ExplainInput, 'expression'>) =>
      run(async (session) =>
        (await import('./commands/explain.ts')).explain(session, { ...given, expression: words.join(' ') }),
      ),
    );

  program
    .command('export')
    .description(commands.export)
    .helpCommand(false)
    .command('ics')
    .description(commands.exportIcs)
    .argument('[dir]', options.dir, DIRECTORY)
    .option('--until <time>', options.icsUntil)
    .option('--output <file>', options.output)
    .action((dir: string, given: Omit<ExportIcsInput, 'dir'>) =>
      run(async (session) => (await import('./commands/export-ics.ts')).exportIcs(session, { ...given, dir })),
    );
}

function declareSetup(program: Command, texts: Texts, run: Runner): void {
  const { commands, options } = texts.help;

  program
    .command('init')
    .description(commands.init)
    .argument('[dir]', options.initDir, DIRECTORY)
    .option('--yes', options.yes)
    .option('--stdin', options.stdin)
    .option('--robot <name>', options.initRobot)
    .option('--keyword <keyword...>', options.initKeyword)
    .option('--timezone <zone>', options.initTimezone)
    .option('--reminders <id...>', options.initReminders)
    .action((dir: string, given: Omit<InitInput, 'dir'>) =>
      run(async (session) => (await import('./commands/init.ts')).init(session, { ...given, dir })),
    );

  program
    .command('doctor')
    .description(commands.doctor)
    .argument('[dir]', options.dir, DIRECTORY)
    .option('--send', options.doctorSend)
    .action((dir: string, given: Omit<DoctorInput, 'dir'>) =>
      run(async (session) => (await import('./commands/doctor.ts')).doctor(session, { ...given, dir })),
    );

  program
    .command('sandbox')
    .description(commands.sandbox)
    .addOption(
      new Option('--port <port>', options.port).argParser((text) => port(text, texts)).default(0, options.anyPort),
    )
    .option('--secret <secret>', options.secret)
    .option('--keyword <keyword...>', options.keyword)
    .addOption(countOption('--limit <n>', options.perMinute, texts).default(20))
    .action((given: SandboxInput) =>
      run(async (session) => (await import('./commands/sandbox.ts')).sandbox(session, given)),
    );

  program
    .command('completion')
    .description(commands.completion)
    .addArgument(
      new Argument('<shell>', options.shell).choices(['bash', 'zsh', 'fish', 'powershell'] satisfies Shell[]),
    )
    .action((shell: Shell) =>
      run(async (session) => (await import('./commands/completion.ts')).completion(session, { shell })),
    );

  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .option('--new-word')
    .action((words: string[], given: { readonly newWord?: boolean }) =>
      run(async (session) => (await import('./commands/complete.ts')).complete(session, program, { ...given, words })),
    );

  program
    .command('schema')
    .description(commands.schema)
    .action(() => run(async (session) => (await import('./commands/schema.ts')).schema(session)));
}

function countOption(flags: string, description: string, texts: Texts): Option {
  return new Option(flags, description).argParser((text) => wholeNumber(text, 1, Number.MAX_SAFE_INTEGER, texts));
}

function port(text: string, texts: Texts): number {
  return wholeNumber(text, 0, 65_535, texts);
}

function wholeNumber(text: string, least: number, most: number, texts: Texts): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(texts.notANumber(least, most));
}
