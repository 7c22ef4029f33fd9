import type { ReadResult } from '../../config/load.ts';
import { fail, type Finding, ok, warn } from './finding.ts';
import type { Patient } from './patient.ts';

/** Whether the YAML can be used; what is wrong with it is told by `check`. */
export function configurationFindings({ texts, directory }: Patient, read: ReadResult): readonly Finding[] {
  const { configuration } = texts;
  const mend = `npx dingbell check ${directory}`;
  if (read.kind === 'problems') {
    const errors = read.problems.filter(({ severity }) => severity === 'error').length;
    return [fail('configuration', configuration.errors(directory, errors), mend)];
  }
  const { reminders, robots } = read.config;
  const fine = ok('configuration', configuration.fine(directory, reminders.length, robots.size));
  const count = read.warnings.length;
  return count === 0 ? [fine] : [warn('configuration', configuration.warnings(directory, count), mend)];
}
