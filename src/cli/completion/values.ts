import type { Config } from '../../config/config.ts';
import type { EpochMs } from '../../schedule/instant.ts';

/** A word that a command line could go on with. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** Where the values of an argument or option come from: a list of them, what the YAML or the store names, or what the shell looks for. */
export type Values = readonly string[] | ':dirs' | ':files' | ((config: Config, line: Line) => Found | Promise<Found>);

type Found = Iterable<Candidate | string>;

/** What stands before. */
export interface Line {
  readonly command: string;
  readonly operands: readonly string[];
  readonly now: EpochMs;
}

/** Of an argument by its name, of an option as it is typed; none of what can be anything. */
export function valuesOf(name: string): Values {
  switch (name) {
    case 'dir':
    case '--dir':
      return ':dirs';
    case 'file':
    case '--headers':
    case '--markdown':
    case '--junit':
    case '--output':
      return ':files';
    case 'date':
      // What somebody types now does not wait for what is needed for these.
      return async (config, line) => (await import('./dates-of.ts')).datesOf(config, line);
    case 'message':
    case '--instead-of':
      return async (config, line) => (await import('./waiting.ts')).waiting(config, line);
    case '--timezone':
      return Intl.supportedValuesOf('timeZone');
    case 'id':
    case 'expression':
    case '--reminder':
      return reminders;
    case 'robot':
    case '--robot':
      return ({ robots }) => robots.keys();
    case 'person':
    case '--person':
    case '--mention':
      return people;
    case '--sample':
      return async (config, line) => (await import('./kinds-of.ts')).kindsOf(config, line);
    case 'hook':
      return ({ hooks }) => hooks.keys();
    case '--calendar':
      return ({ calendars }) => calendars.keys();
    default:
      return [];
  }
}

function reminders(config: Config): readonly Candidate[] {
  return config.reminders.map(({ id, description, when }) => ({ value: id, description: description ?? when }));
}

function people(config: Config): readonly Candidate[] {
  return [...config.people.values()].map(({ id, name }) => ({ value: id, description: name === id ? '' : name }));
}
