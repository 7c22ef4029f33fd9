import type { Config } from '../../config/config.ts';

/** What people are called, by the numbers and ids under which DingTalk knows them. */
export function namesOf({ people }: Pick<Config, 'people'>): ReadonlyMap<string, string> {
  return new Map(
    [...people.values()].flatMap(({ name, mobile, userId }) =>
      [mobile, userId].flatMap((who) => (who === undefined ? [] : [[who, name] as const])),
    ),
  );
}
