type Present<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without what was left out. */
export function present<T extends object>(properties: T): Present<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Present<T>;
}
