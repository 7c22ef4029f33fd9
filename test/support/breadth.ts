/**
 * `npm test` takes one look at each kind of thing, `npm run test:long` looks at all of it. Every test that is broader in
 * the long run says so with {@link breadth}.
 */
export const IS_LONG = process.env['DINGBELL_TESTS'] === 'long';

/** How many runs, which cases: the one of `npm test` or the one of `npm run test:long`. */
export function breadth<T>({ quick, long }: { readonly quick: T; readonly long: T }): T {
  return IS_LONG ? long : quick;
}
