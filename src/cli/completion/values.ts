import type { Config } from '../../config/config.ts';
import type { Candidate } from './candidates.ts';
import type { ValueSource } from './value-source.ts';

/** What the shell itself completes. */
export type ShellWork = 'folders' | 'files';

/** The values a source has, given what the YAML says; `undefined` where the YAML cannot be read. */
export function valuesFrom(source: Exclude<ValueSource, ShellWork>, config: Config | undefined): readonly Candidate[] {
  if (typeof source !== 'string') return source.map((value) => plain(value));
  switch (source) {
    case 'reminders':
      return (config?.reminders ?? []).map(({ id, description, when }) => ({
        value: id,
        description: description ?? when,
      }));
    case 'robots':
      return [...(config?.robots.keys() ?? [])].map((name) => plain(name));
    case 'people':
      return [...(config?.people.values() ?? [])].map(({ id, name }) => ({
        value: id,
        description: name === id ? '' : name,
      }));
    case 'calendars':
      return [...(config?.calendars.keys() ?? [])].map((name) => plain(name));
    case 'zones':
      return Intl.supportedValuesOf('timeZone').map((zone) => plain(zone));
    case 'anything':
      return [];
  }
}

function plain(value: string): Candidate {
  return { value, description: '' };
}
