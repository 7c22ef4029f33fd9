/** What stands under a key of a YAML file that was parsed and is not known to be right. */
export function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** `${NAME}` or `${NAME:-default}`, and nothing besides. */
export function variableIn(value: unknown): string | undefined {
  return typeof value === 'string' ? /^\$\{(\w+)(?::-[^}]*)?\}$/.exec(value.trim())?.[1] : undefined;
}
