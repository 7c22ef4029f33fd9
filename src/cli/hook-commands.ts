import type { Command } from 'commander';
import type { Calls } from './calls.ts';
import { countOption } from './number-option.ts';
import type { Texts } from './texts/catalogue.ts';

/** What other programs tell. */
export function declareHooks(hook: Command, texts: Texts, calls: Calls): void {
  declareSetup(hook, texts, calls);
  declareEvents(hook, texts, calls);
}

function declareSetup(hook: Command, { help: { commands, options } }: Texts, calls: Calls): void {
  hook
    .command('list')
    .description(commands.hookList)
    .argument('[dir]', options.dir)
    .option('--dir <dir>', options.sameDir)
    .action(calls(async () => (await import('./commands/hook-list.ts')).hookList, 'dir'));

  hook
    .command('secret')
    .description(commands.hookSecret)
    .argument('<hook>', options.hook)
    .option('--replace', options.hookReplace)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/hook-secret.ts')).hookSecret, 'name'));

  hook
    .command('register')
    .description(commands.hookRegister)
    .argument('<hook>', options.hook)
    .option('--board <board>', options.hookBoard)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/hook-register.ts')).hookRegister, 'name'));
}

function declareEvents(hook: Command, texts: Texts, calls: Calls): void {
  const { commands, options } = texts.help;

  hook
    .command('test')
    .description(commands.hookTest)
    .argument('<hook>', options.hook)
    .argument('[file]', options.hookBody)
    .option('--sample <kind>', options.hookSample)
    .option('--event <id>', options.hookStored)
    .option('--headers <file>', options.hookHeaders)
    .option('--at <time>', options.hookAt)
    .option('--send', options.hookSend)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/hook-test.ts')).hookTest, 'name', 'file'));

  hook
    .command('events')
    .description(commands.hookEvents)
    .argument('[hook]', options.hook)
    .addOption(countOption('--limit <n>', options.limit, texts).default(50))
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/hook-events.ts')).hookEvents, 'name'));

  hook
    .command('show')
    .description(commands.hookShow)
    .argument('<event>', options.hookEvent)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/hook-events.ts')).hookShow, 'id'));

  hook
    .command('replay')
    .description(commands.hookReplay)
    .argument('<event>', options.hookEvent)
    .option('--send', options.hookSend)
    .option('--dir <dir>', options.dir)
    .action(calls(async () => (await import('./commands/hook-test.ts')).hookReplay, 'id'));
}
