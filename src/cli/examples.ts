import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Texts } from './texts/catalogue.ts';

/** Puts one or two examples below the help of every command. */
export function addExamples(program: Command, texts: Texts): void {
  const title = styleText('bold', texts.help.examples, { validateStream: false });
  for (const command of leavesOf(program)) {
    const examples = EXAMPLES.get(pathOf(command)) ?? [];
    if (examples.length === 0) continue;
    command.addHelpText(
      'after',
      ['', title, ...examples.map((example) => `  npx dingbell ${example.replace('%', texts.help.said)}`)].join('\n'),
    );
  }
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap((each) => leavesOf(each));
}

/** Without the program's own name: `vacation add`. */
function pathOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}

/** `%` stands for something to say in the reader's language. */
const EXAMPLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['init', ['init', 'init --yes --stdin < webhook-and-secret.txt']],
  ['run', ['run', 'run other-folder']],
  ['check', ['check', 'check --json']],
  ['next', ['next --count 5', 'next --from 2026-12-01 --until 2027-01-01 --reminder lunch']],
  ['preview', ['preview clock-in', 'preview birthdays --at 2027-01-01']],
  ['status', ['status', 'status --json']],
  ['history', ['history --since 7d --state failed', 'history --reminder lunch --limit 5']],
  [
    'send',
    [
      "send team '%' --mention xiaoming --wait",
      'send team --junit report.xml',
      'send team - < message.txt',
      'send team \'%\' --at "tomorrow 9:00"',
    ],
  ],
  ['take-back', ['take-back 1a2b3c4d']],
  ['fire', ['fire lunch --wait']],
  ['skip', ['skip lunch tomorrow', 'skip stand-up 2026-12-24T14:30']],
  ['swap', ['swap duty tomorrow lili', 'swap duty 2026-12-24 lili laowang']],
  ['pause', ['pause stand-up --until 7d', 'pause lunch']],
  ['resume', ['resume stand-up', 'resume lunch 2026-12-24']],
  [
    'vacation add',
    ['vacation add --person lili --from 2026-12-24 --until 2027-01-03', 'vacation add --all --from tomorrow'],
  ],
  ['vacation remove', ['vacation remove --person lili']],
  ['vacation list', ['vacation list']],
  ['calendar', ['calendar', 'calendar --month 2027-02']],
  ['simulate', ['simulate --from 2026-12-01 --until 2027-01-01']],
  [
    'explain',
    [
      'explain clock-in',
      'explain "every: 2 weeks, from: 2026-12-02"',
      'explain "30 2 * * *" --timezone Europe/Berlin --count 3',
    ],
  ],
  ['hook list', ['hook list']],
  ['hook secret', ['hook secret shop', 'hook secret shop --replace']],
  ['hook register', ['hook register board', 'hook register board --board https://trello.com/b/nC8QJJoZ']],
  [
    'hook test',
    [
      'hook test shop --sample build.failed',
      'hook test shop schedules/github-push.json --headers schedules/github-push.headers',
    ],
  ],
  ['hook events', ['hook events', 'hook events shop --limit 10']],
  ['hook show', ['hook show 1a2b3c4d']],
  ['hook replay', ['hook replay 1a2b3c4d', 'hook replay 1a2b3c4d --send']],
  ['export ics', ['export ics --output dingbell.ics', 'export ics --until 2027-01-01']],
  ['doctor', ['doctor', 'doctor --send']],
  ['backup', ['backup', 'backup /mnt/safe/dingbell.db']],
  ['restore', ['restore data/backups/2026-11-24.db']],
  ['sandbox', ['sandbox --port 8788', 'sandbox --keyword 提醒 --limit 5']],
  ['completion', ['completion bash >> ~/.bashrc', 'completion fish > ~/.config/fish/conf.d/dingbell.fish']],
  ['schema', ['schema > schedules/schema.json']],
]);
