import type { Config } from '../config/config.ts';
import { catalogueIn, type Locale } from '../config/texts/catalogue.ts';
import type { ForecastProblem } from './forecast-problems.ts';

/** That examples which came with dingbell are held, and how they are let go; `undefined`: none is. */
export function heldExamplesNote(
  { reminders, robots }: Pick<Config, 'reminders' | 'robots'>,
  locale: Locale,
): ForecastProblem | undefined {
  const held = reminders.filter(({ example }) => example === 'held');
  const [first] = held;
  if (first === undefined) return undefined;
  // With those that have been asked for already: the line takes the place of the one before.
  const named = new Set(reminders.flatMap((each) => (each.example ? each.robots : [])));
  const real = [...robots.values()].filter(({ name, webhook }) => named.has(name) && webhook.kind !== 'sandbox');
  const words = { examples: held.map(({ id }) => id), robots: real.map(({ name }) => name).toSorted() };
  const place = { ...first.source, column: 1 };
  return { ...place, severity: 'info', code: 'examples-held', ...catalogueIn(locale)['examples-held'](words) };
}
