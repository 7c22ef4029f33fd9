/** Where the values of an argument or option come from; a list is the values themselves. */
export type ValueSource =
  | readonly string[]
  | 'reminders'
  | 'robots'
  | 'people'
  | 'calendars'
  | 'zones'
  | 'folders'
  | 'files'
  | 'anything';

export function sourceOfArgument(name: string): ValueSource {
  return ARGUMENTS.get(name) ?? 'anything';
}

/** @param long As it is typed: `--robot`. */
export function sourceOfOption(long: string): ValueSource {
  return OPTIONS.get(long) ?? 'anything';
}

const DATES = ['today', 'tomorrow'];

const ARGUMENTS: ReadonlyMap<string, ValueSource> = new Map<string, ValueSource>([
  ['dir', 'folders'],
  ['id', 'reminders'],
  ['robot', 'robots'],
  ['date', DATES],
]);

const OPTIONS: ReadonlyMap<string, ValueSource> = new Map<string, ValueSource>([
  ['--dir', 'folders'],
  ['--reminder', 'reminders'],
  ['--robot', 'robots'],
  ['--person', 'people'],
  ['--mention', 'people'],
  ['--calendar', 'calendars'],
  ['--timezone', 'zones'],
  ['--markdown', 'files'],
  ['--junit', 'files'],
  ['--output', 'files'],
]);
