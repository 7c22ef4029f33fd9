import { wordsIn } from '../message/language.ts';
import type { Config } from '../config/config.ts';
import { zoneOf } from '../config/zone-of.ts';
import { explainOverride } from '../schedule/explain-override.ts';
import type { Override } from '../schedule/override.ts';
import { timeForPeople } from './format-time.ts';
import type { Session } from './session.ts';

/** Why something is not said, beside what is not said: `paused by hand until 2026-12-01 Tue 00:00`. */
export function overrideReason({ texts, language }: Session, config: Config, override: Override): string {
  if (override.kind === 'pause' && override.until !== undefined) {
    return texts.override.pausedUntil(timeForPeople(override.until, zoneOf(config, override.reminder), language));
  }
  return wordsIn(
    language,
    explainOverride(override, (person) => nameWithId(config, person)),
  );
}

/** An override by itself, for lists: `lunch: 2026-12-24 is skipped by hand`. */
export function overrideInList(session: Session, config: Config, override: Override): string {
  const reason = overrideReason(session, config, override);
  return override.kind === 'vacation' ? reason : session.texts.override.of(override.reminder, reason);
}

/** The name is what people know, the id what a command takes. */
function nameWithId({ people }: Config, id: string): string {
  const name = people.get(id)?.name ?? id;
  return name === id ? id : `${name} (${id})`;
}
