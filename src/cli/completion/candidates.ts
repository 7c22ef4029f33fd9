import type { Command, Option } from 'commander';
import { type Candidate, type Values, valuesOf } from './values.ts';

/** What a command line could go on with. `prefix` stands before each: `--robot=`. */
export interface Continuation {
  readonly values: Values | readonly Candidate[];
  readonly prefix: string;
}

/** How far a command line has been understood. */
export interface Understood {
  readonly command: Command;
  /** Arguments of `command` that are complete. */
  readonly operands: readonly string[];
  /** The options given, by their long names: the folder may be among them. */
  readonly given: ReadonlyMap<string, string>;
  readonly continuation: Continuation;
}

/**
 * Reads a command line, the program's name left out, whose last word is being typed. Unknown words are passed over:
 * completion helps where it can and complains about nothing.
 */
export function understand(program: Command, line: readonly string[]): Understood {
  const words = joined(line);
  const current = words.at(-1) ?? '';
  const given = new Map<string, string>();
  const operands: string[] = [];
  let command = program;
  let waiting: Option | undefined;
  for (const word of words.slice(0, -1)) {
    const option = word.startsWith('-') ? optionNamed(command, program, word) : undefined;
    if (word.startsWith('-')) {
      const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : undefined;
      if (option && value !== undefined) given.set(option.long ?? '', value);
      waiting = option && value === undefined && takesValue(option) ? option : undefined;
    } else if (waiting) {
      given.set(waiting.long ?? '', word);
      if (!waiting.variadic) waiting = undefined;
    } else {
      const next = operands.length === 0 ? subcommand(command, word) : undefined;
      if (next) command = next;
      else operands.push(word);
    }
  }
  return { command, operands, given, continuation: continuationOf({ program, command, operands, current, waiting }) };
}

interface Situation {
  readonly program: Command;
  readonly command: Command;
  readonly operands: readonly string[];
  readonly current: string;
  /** The option whose value comes next. */
  readonly waiting: Option | undefined;
}

function continuationOf({ program, command, operands, current, waiting }: Situation): Continuation {
  const equals = current.indexOf('=');
  if (current.startsWith('--') && equals !== -1) {
    const option = optionNamed(command, program, current);
    const prefix = current.slice(0, equals + 1);
    return option && takesValue(option) ? continued(option, prefix) : NOTHING;
  }
  if (waiting && !current.startsWith('-')) return continued(waiting, '');
  if (current.startsWith('-')) return { values: optionsOf(command, program), prefix: '' };
  const subcommands = subcommandsOf(command);
  if (subcommands.length > 0 && operands.length === 0) return { values: subcommands, prefix: '' };
  const argument =
    command.registeredArguments[operands.length] ?? command.registeredArguments.findLast((each) => each.variadic);
  if (!argument) return NOTHING;
  return { values: argument.argChoices ?? valuesOf(argument.name()), prefix: '' };
}

const NOTHING: Continuation = { values: [], prefix: '' };

function continued(option: Option, prefix: string): Continuation {
  return { values: option.argChoices ?? valuesOf(option.long ?? ''), prefix };
}

function subcommandsOf(command: Command): readonly Candidate[] {
  return visible(command).map((each) => ({ value: each.name(), description: each.description() }));
}

function subcommand(command: Command, name: string): Command | undefined {
  return visible(command).find((each) => each.name() === name);
}

function visible(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function optionsOf(command: Command, program: Command): readonly Candidate[] {
  return allOptions(command, program).flatMap(({ long, description }) => (long ? [{ value: long, description }] : []));
}

function optionNamed(command: Command, program: Command, word: string): Option | undefined {
  const [name] = word.split('=');
  return allOptions(command, program).find(({ long, short }) => long === name || short === name);
}

/** Those of the program are good everywhere, but for its version. */
function allOptions(command: Command, program: Command): readonly Option[] {
  const own = command.createHelp().visibleOptions(command);
  if (command === program) return own;
  return [
    ...own,
    ...program
      .createHelp()
      .visibleOptions(program)
      .filter(({ long }) => !['--version', '--help'].includes(long ?? '')),
  ];
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

/** bash hands `--state=failed` over as three words; the last of them is what it replaces. */
function joined(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    if (word === '=' && index < words.length - 1) return [];
    return word === '=' ? [''] : [word];
  });
}
