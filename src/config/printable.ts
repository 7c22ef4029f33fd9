declare const printable: unique symbol;

/**
 * A text that may be shown to anyone: what stands in a file, with secrets masked, or words of our own. What came from
 * the environment never is one, so that no problem can repeat it.
 */
export type Printable = string & { readonly [printable]: true };

/** A word of our own, written out in the code. */
export function own<const Word extends string>(word: string extends Word ? never : Word): Printable {
  return word as string as Printable;
}

/** A name of the file system, or what stands in a file: the caller answers for it that nothing else is in it. */
export function vouched(text: string): Printable {
  return text as Printable;
}
