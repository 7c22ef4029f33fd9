/** The shape of a value, as far as a template can look into it. */
export type KnownValue =
  /** Nobody knows what is in it. */
  | { readonly kind: 'any' }
  /** Text, a number or a moment. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'list'; readonly item: KnownValue }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, KnownValue>> };

const PLAIN: KnownValue = { kind: 'plain' };

const OF_PERSON = { id: PLAIN, name: PLAIN, mobile: PLAIN, userId: PLAIN };
const PERSON: KnownValue = { kind: 'object', fields: OF_PERSON };
const BIRTHDAY: KnownValue = { kind: 'object', fields: { ...OF_PERSON, date: PLAIN, days_left: PLAIN, years: PLAIN } };

/** By their names. */
export type KnownFields = Readonly<Record<string, KnownValue>>;

/** Every name a template of a reminder may use; anything else is a slip of the pen. */
const KNOWN_VALUES: KnownFields = {
  at: PLAIN,
  date: PLAIN,
  days_left: PLAIN,
  days_since: PLAIN,
  minutes_left: PLAIN,
  event: PLAIN,
  years: PLAIN,
  person: PERSON,
  next: PERSON,
  coming_birthdays: { kind: 'list', item: BIRTHDAY },
  late_minutes: PLAIN,
  note: PLAIN,
  reminder: { kind: 'object', fields: { id: PLAIN, description: PLAIN, tags: { kind: 'list', item: PLAIN } } },
  lunar: PLAIN,
  holiday: PLAIN,
};

/** The first step of a path that leads nowhere, with what could have stood there. */
export interface WrongStep {
  /** Index into the path. */
  readonly index: number;
  /** The steps that would lead on; empty when the value has nothing inside. */
  readonly choices: readonly string[];
}

/** `undefined` = every step is known. A step that is decided only when rendered (`person[x]`) counts as known. */
export function wrongStep(path: readonly unknown[], known: KnownFields = KNOWN_VALUES): WrongStep | undefined {
  let value: KnownValue = { kind: 'object', fields: known };
  for (const [index, step] of path.entries()) {
    if (typeof step !== 'string' && typeof step !== 'number') return undefined;
    const next = inside(value, step);
    if (next === undefined) return { index, choices: choicesOf(value) };
    value = next;
  }
  return undefined;
}

function inside(value: KnownValue, step: string | number): KnownValue | undefined {
  switch (value.kind) {
    case 'any':
      return value;
    case 'plain':
      return undefined;
    case 'list':
      if (step === 'size') return PLAIN;
      return typeof step === 'number' || LIST_STEPS.includes(step) ? value.item : undefined;
    case 'object':
      return Object.hasOwn(value.fields, step) ? value.fields[step] : undefined;
  }
}

const LIST_STEPS = ['first', 'last', 'size'];

function choicesOf(value: KnownValue): readonly string[] {
  switch (value.kind) {
    case 'any':
    case 'plain':
      return [];
    case 'list':
      return LIST_STEPS;
    case 'object':
      return Object.keys(value.fields);
  }
}
