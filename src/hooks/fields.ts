/**
 * What a sender wrote, by paths: `pull_request.user.login`. Only own properties count, and whatever is not of the kind
 * asked for is absent: nothing that is sent makes reading fail.
 */
export class Fields {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  at(path: string): Fields {
    return new Fields(path.split('.').reduce<unknown>((value, key) => ownOf(value, key), this.value));
  }

  /** A text that says something; a number as it is written. */
  text(path: string): string | undefined {
    const { value } = this.at(path);
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  }

  number(path: string): number | undefined {
    const { value } = this.at(path);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  is(path: string): boolean {
    return this.at(path).value === true;
  }

  has(path: string): boolean {
    const { value } = this.at(path);
    return value !== undefined && value !== null;
  }

  /** The members of a list; of anything else none. */
  list(path: string): readonly Fields[] {
    const { value } = this.at(path);
    return Array.isArray(value) ? value.map((each) => new Fields(each)) : [];
  }
}

function ownOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
