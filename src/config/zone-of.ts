import type { Config } from './config.ts';

/** The zone of a reminder; the default one for none, and for one that is gone from the configuration. */
export function zoneOf({ reminders, daemon }: Pick<Config, 'reminders' | 'daemon'>, reminder?: string): string {
  return reminders.find(({ id }) => id === reminder)?.timezone ?? daemon.timezone;
}
