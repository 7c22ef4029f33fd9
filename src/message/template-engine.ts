import { type Context, Drop, Liquid, type Template as ParsedTemplate } from 'liquidjs';
import { momentText } from './moment-text.ts';
import { Moment } from './moment.ts';
import type { TemplateValues } from './values.ts';

const MAX_SOURCE = 100_000;
/** Far above what a message of 20,000 bytes needs: they stop loops over loops. Trying is stricter than rendering later. */
const TRYING = { memoryLimit: 200_000, renderLimit: 1_000, strictVariables: true };
export const RENDERING = { memoryLimit: 400_000, renderLimit: 5_000, strictVariables: false };

/** They reach for other templates: there are none. */
const FILE_TAGS = ['include', 'render', 'layout', 'block'];
/** They answer differently each time, or on each host: what was previewed would not be what is sent. */
const IMPURE_FILTERS = ['sample', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'];

/** They would take a date for 0. */
const OF_NUMBERS = ['times', 'divided_by', 'modulo', 'abs', 'ceil', 'floor', 'round', 'at_least', 'at_most'];

/** One for all templates: it holds no state between them. */
export const engine = engineWith({});

/** The same with what others need of it. */
export function engineWith(
  options: Pick<NonNullable<ConstructorParameters<typeof Liquid>[0]>, 'outputEscape'>,
): Liquid {
  const liquid = new Liquid({
    ...options,
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: MAX_SOURCE,
    templates: {},
    // Nothing of Liquid's own asks for it: without one it takes milliseconds to find the host's.
    locale: 'en',
  });
  for (const tag of FILE_TAGS) delete liquid.tags[tag];
  for (const filter of IMPURE_FILTERS) liquid.unregisterFilter(filter);
  liquid.registerFilter('date', function (value: unknown, tokens: unknown) {
    return formatMoment(dated(value, this), tokens);
  });
  liquid.registerFilter('plus', function (value: unknown, other: unknown) {
    return added(dated(value, this), other, 1);
  });
  liquid.registerFilter('minus', function (value: unknown, other: unknown) {
    return added(dated(value, this), dated(other, this), -1);
  });
  for (const name of OF_NUMBERS) {
    const original = liquid.filters[name];
    if (typeof original !== 'function') continue;
    liquid.registerFilter(name, function (value: unknown, ...others: unknown[]) {
      if (value instanceof Moment) throw new FilterMisuse(`${name} takes numbers, no dates`, DAYS_EXAMPLE);
      return original.call(this, value, ...others);
    });
  }
  return liquid;
}

/**
 * What a template says of made-up values. The limit goes by the clock on the wall: on a busy machine a second may pass in
 * which nobody renders. Too much is what is too much twice.
 *
 * @throws what Liquid does.
 */
export function tried(liquid: Liquid, parsed: ParsedTemplate[], values: object): string {
  try {
    return String(liquid.renderSync(parsed, values, TRYING));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('render limit exceeded')) throw error;
    return String(liquid.renderSync(parsed, values, TRYING));
  }
}

/** The names that YAML knows; what is absent is null, which Liquid prints as nothing and takes for false. */
export function scopeOf(values: TemplateValues): object {
  const { person, reminder } = values;
  return {
    at: Moment.instant(values.at, values.timezone, values.locale),
    date: Moment.date(values.date, values.locale),
    days_left: values.daysLeft,
    minutes_left: Math.max(0, Math.round(((values.event ?? values.at) - values.at) / 60_000)),
    event: Moment.instant(values.event ?? values.at, values.timezone, values.locale),
    days_since: values.daysSince ?? null,
    years: values.years ?? null,
    person: personScope(person),
    next: personScope(values.next),
    coming_birthdays: (values.comingBirthdays ?? []).map((each) =>
      personScope(each, {
        date: Moment.date(each.date, values.locale),
        days_left: each.daysLeft,
        years: each.years ?? null,
      }),
    ),
    late_minutes: values.lateMinutes,
    note: values.note ?? null,
    reminder: new Named(reminder.description ?? reminder.id, {
      id: reminder.id,
      description: reminder.description ?? null,
      tags: [...reminder.tags],
    }),
    lunar: values.lunar,
    holiday: values.holiday ?? null,
  };
}

function personScope(person: TemplateValues['person'], others: object = {}): object | null {
  if (person === undefined) return null;
  const { id, name, mobile = null, userId = null } = person;
  return new Named(name, { id, name, mobile, userId, ...others });
}

/** Several values under one name, `person.name`; the name alone, `{{ person }}`, says which one it is, and is compared so. */
class Named extends Drop {
  readonly #said: string;

  constructor(said: string, values: object) {
    super();
    this.#said = said;
    Object.assign(this, values);
  }

  override valueOf(): string {
    return this.#said;
  }

  /** In a list that is joined. */
  override toString(): string {
    return this.#said;
  }
}

/** A date that is written as a text, `"2026-12-25"`, as a date. */
function dated(value: unknown, { context: { environments } }: { readonly context: Context }): unknown {
  const { date } = environments as { readonly date?: unknown };
  return typeof value === 'string' && date instanceof Moment ? (date.dateOf(value) ?? value) : value;
}

/** `plus` and `minus`: numbers as Liquid has it, dates by days, and one date from another as days between them. */
function added(value: unknown, other: unknown, sign: 1 | -1): unknown {
  if (!(value instanceof Moment)) return toNumber(value) + sign * toNumber(other);
  if (other instanceof Moment && sign === -1) return value.daysSince(other);
  // What is absent moves nothing; a text such as 7天 is not taken for 0.
  const days = Number(other instanceof Moment ? Number.NaN : other);
  if (Number.isInteger(days) && Math.abs(days) <= MOST_DAYS) return value.plusDays(sign * days);
  throw new FilterMisuse('a date is moved by whole days', DAYS_EXAMPLE);
}

const DAYS_EXAMPLE = 'write {{ date | plus: 7 | date: "M月d日" }}';

/** A century. */
const MOST_DAYS = 36_525;

/** As Liquid takes a text for a number; one that says a date, or a time, is not taken for 0. */
function toNumber(value: unknown): number {
  const number = Number(value instanceof Moment ? Number.NaN : value);
  if (!Number.isNaN(number)) return number;
  if (!(value instanceof Moment) && (typeof value !== 'string' || !momentText(value))) return 0;
  throw new FilterMisuse('plus and minus take numbers, and dates such as "2026-12-25"', DAYS_EXAMPLE);
}

/** The `date` filter. Absent values stay empty. */
function formatMoment(value: unknown, tokens: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (!(value instanceof Moment)) {
    throw new FilterMisuse('the filter date takes at or date', 'write {{ date | date: "M月d日" }}');
  }
  if (tokens === undefined) return value.valueOf();
  if (typeof tokens !== 'string') throw new FilterMisuse('the filter date wants its tokens in quotes', DATE_EXAMPLE);
  if (/%[-a-zA-Z]/.test(tokens)) throw new FilterMisuse('the filter date takes luxon tokens, not %Y', DATE_EXAMPLE);
  return value.format(tokens);
}

export const DATE_EXAMPLE = 'write {{ at | date: "HH:mm" }} or {{ date | date: "M月d日 EEEE" }}';

/** A filter given what it cannot take; its texts are for the person who wrote the template. */
export class FilterMisuse extends Error {
  override readonly name = 'FilterMisuse';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
