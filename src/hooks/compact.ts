/** The same without what is absent: a key that is there with nothing in it would not survive JSON. */
export function compact<T extends object>(facts: { readonly [Key in keyof T]: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;
}
