/** One sentence for people, in every locale that they may ask for. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with a value that a person wrote, and what to write instead. Where it stands, the caller knows. */
export interface Fault {
  readonly kind: 'fault';
  /** Stable, kebab-case: `unknown-lunar-date`. */
  readonly code: string;
  readonly message: Words;
  readonly hint: Words;
}

export function fault(code: string, message: Words, hint: Words): Fault {
  return { kind: 'fault', code, message, hint };
}
